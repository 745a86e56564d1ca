"""Parents are found with their links only within the school that asks."""

from schools.queries.look_alikes import with_links
from tests.factories.people import PupilParentFactory


def test_parents_with_their_links_are_those_of_one_school(family):
    stranger = PupilParentFactory().parent
    found = with_links([family.ruth.pk, stranger.pk], school_id=family.school.pk)
    assert list(found) == [family.ruth.pk]
