"""A pupil whom one class's register has marked is moved to another class on the same day."""

from datetime import timedelta

import pytest

from registers.actions.open_registers import open_registers
from registers.changes import Change
from registers.models import Mark
from registers.queries.todays_registers import todays_registers
from registers.refusals import MarkedElsewhere
from schools.models import ClassMembership, Pupil
from tests.factories.people import ClassMembershipFactory
from tests.factories.registers import PlanFactory
from tests.registers.classroom import Classroom
from tests.registers.screen import screen_of


def move(pupil: Pupil, *, to: Classroom) -> None:
    """Put the pupil in another class from the day itself."""
    old = ClassMembership.objects.get(pupil=pupil)
    ClassMembership.objects.filter(pk=old.pk).update(end=to.day - timedelta(days=1))
    ClassMembershipFactory(
        school_class=to.school_class, enrolment=old.enrolment, start=to.day, end=None
    )


@pytest.fixture
def other(classroom: Classroom) -> Classroom:
    """Another class of the same school."""
    return Classroom(school=classroom.school)


def test_a_known_absence_that_is_marked_already_does_not_stop_the_new_register(
    classroom: Classroom, other: Classroom
) -> None:
    ill = classroom.pupils[0]
    PlanFactory(pupil=ill, code="I", start=classroom.day)
    classroom.mark(classroom.pupils[1], "/")
    move(ill, to=other)
    assert other.mark(other.pupils[0], "/").left == 2
    assert classroom.standing(ill) == "I"
    again = open_registers(school=other.school, day=other.day, half="AM", at=other.at("8:56"))
    assert again == 0
    other.mark_all()
    other.submit()


def test_a_mark_of_a_submitted_register_is_neither_replaced_nor_cleared_without_a_reason(
    classroom: Classroom, other: Classroom
) -> None:
    pupil = classroom.pupils[0]
    classroom.take()
    move(pupil, to=other)
    first = Mark.objects.get(pupil=pupil)
    for code in ("N", ""):
        with pytest.raises(MarkedElsewhere, match="another class, which has been taken"):
            other.save(Change(pupil.pk, code, seen_version=first.pk))
    assert classroom.standing(pupil) == "/"
    new = other.change(pupil, "N", by=other.person("office"), reason="He is not here")
    assert (new.amendment, new.reason) == (True, "He is not here")


def test_the_entry_page_asks_for_the_reason(
    classroom: Classroom, other: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    pupil = classroom.pupils[0]
    classroom.take()
    move(pupil, to=other)
    shown = screen_of(other, monkeypatch)
    shown.set_now("9:05")
    assert "Reason for the change" in shown.client.get(shown.entry(pupil)).content.decode()
    assert shown.client.post(shown.entry(pupil), {"code": "N"}).status_code == 422
    assert classroom.standing(pupil) == "/"
    assert shown.client.post(shown.entry(pupil), {"code": "N", "reason": "Not here"}).url
    assert classroom.standing(pupil) == "N"


def test_the_list_counts_the_pupils_of_a_class_whichever_register_marked_them(
    classroom: Classroom, other: Classroom
) -> None:
    classroom.take()
    move(classroom.pupils[0], to=other)
    other.mark(other.pupils[0], "/")
    listed = todays_registers(
        by=classroom.person("office"), day=classroom.day, at=classroom.at("9:00")
    )
    mornings = {one.school_class.pk: one for one in listed if one.half == "AM"}
    assert (mornings[other.school_class.pk].pupils, mornings[other.school_class.pk].left) == (4, 2)
    assert mornings[classroom.school_class.pk].left == 0
