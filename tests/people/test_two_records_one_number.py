"""Two people who give one number to different pupils at the same moment are told, not failed."""

import pytest

from schools.pupil_facts import AlreadyOnRecord, save_pupil
from tests.factories.people import PupilFactory


def test_the_second_of_two_pupils_with_one_upn_is_refused_by_name(db: None) -> None:
    first = PupilFactory(legal_forename="Ivy", legal_surname="Marsh")
    second = PupilFactory(school=first.school)
    second.upn = first.upn
    with pytest.raises(AlreadyOnRecord, match="Ivy Marsh already has the UPN"):
        save_pupil(second)
    second.refresh_from_db()
    assert second.upn != first.upn


def test_the_same_upn_at_another_school_is_another_matter(db: None) -> None:
    first = PupilFactory()
    other = PupilFactory()
    other.upn = first.upn
    save_pupil(other)
    other.refresh_from_db()
    assert other.upn == first.upn
