"""Whoever looks at a list with parents' numbers is in the access trail."""

from audit.models import Look
from tests.factories.people import ParentFactory


def test_who_looked_at_the_look_alikes_is_noted(family):
    ParentFactory(school=family.school, forename="Ruth", surname="Ashdown")
    family.get("look_alikes")
    look = Look.objects.get()
    assert (look.by, look.what) == (family.office, "contacts: look-alikes")
    assert (look.subject_kind, look.subject_id) == ("schools.School", family.school.pk)


def test_a_list_that_shows_nobody_is_no_look(family):
    assert "No look-alikes to decide" in family.get("look_alikes").text
    assert not Look.objects.exists()
