"""Submitting is the act that makes a register taken."""

import pytest

from audit.models import Act
from registers.models import Register
from registers.refusals import NotAllMarked, NotOpenYet, ReasonNeeded, Refused
from schools.permissions import NotPermitted
from tests.registers.classroom import Classroom


def test_a_submitted_register_says_who_as_what_and_when(classroom: Classroom) -> None:
    classroom.mark_all()
    classroom.submit(at="9:00")
    register = Register.objects.get(school=classroom.school)
    assert register.is_taken()
    assert register.submitted_at == classroom.at("9:00")
    assert (register.submitted_by, register.submitted_role, register.submitted_title) == (
        classroom.teacher,
        "class_teacher",
        "Class teacher, Year 4",
    )


def test_a_register_with_somebody_unmarked_is_not_submitted(classroom: Classroom) -> None:
    first, second, third = classroom.pupils
    classroom.mark(second, "/")
    with pytest.raises(NotAllMarked, match=f"{first.name} and 1 more not marked yet") as refusal:
        classroom.submit()
    assert refusal.value.pupils == [first, third]
    assert not Register.objects.get(school=classroom.school).is_taken()
    assert not Act.objects.filter(school=classroom.school, act="submit_register").exists()


def test_a_refused_submission_leaves_no_register_behind(classroom: Classroom) -> None:
    with pytest.raises(NotAllMarked):
        classroom.submit()
    assert classroom.saved_rows() == (0, 0, 0)


def test_a_cleared_mark_is_no_mark(classroom: Classroom) -> None:
    classroom.mark_all()
    classroom.mark(classroom.pupils[1], "")
    with pytest.raises(NotAllMarked):
        classroom.submit()


def test_submitting_twice_keeps_the_first_signature(classroom: Classroom) -> None:
    classroom.mark_all()
    classroom.submit(at="9:00")
    again = classroom.submit(by=classroom.person("office"), at="9:10")
    assert again.submitted_at == classroom.at("9:00")
    register = Register.objects.get(school=classroom.school)
    assert (register.submitted_at, register.submitted_by) == (
        classroom.at("9:00"),
        classroom.teacher,
    )
    assert Act.objects.filter(school=classroom.school, act="submit_register").count() == 1


def test_each_half_of_the_day_is_submitted_for_itself(classroom: Classroom) -> None:
    classroom.take()
    classroom.mark_all(half="PM", at="13:35")
    assert not Register.objects.get(school=classroom.school, half="PM").is_taken()


def test_nothing_is_submitted_before_the_register_opens(classroom: Classroom) -> None:
    with pytest.raises(NotOpenYet):
        classroom.submit(at="8:49")
    assert classroom.saved_rows() == (0, 0, 0)


def test_a_class_without_pupils_has_nothing_to_submit(db: None) -> None:
    room = Classroom(pupils=0)
    with pytest.raises(Refused, match="nothing to submit"):
        room.submit()
    assert room.saved_rows() == (0, 0, 0)


def test_whoever_may_not_mark_the_class_may_not_submit_it(classroom: Classroom) -> None:
    classroom.mark_all()
    for role in ("class_teacher", "senco", "governor", "admin"):
        with pytest.raises(NotPermitted):
            classroom.submit(by=classroom.person(role))
    assert not Register.objects.get(school=classroom.school).is_taken()


def test_after_submission_a_mark_is_not_simply_saved(classroom: Classroom) -> None:
    classroom.take()
    before = classroom.saved_rows()
    for code in ("N", ""):
        with pytest.raises(ReasonNeeded, match="Say why"):
            classroom.mark(classroom.pupils[0], code, at="9:05")
    assert classroom.saved_rows() == before


def test_the_teacher_may_submit_late_but_not_on_another_day(classroom: Classroom) -> None:
    classroom.mark_all()
    with pytest.raises(NotPermitted):
        classroom.submit(on=classroom.day.replace(day=13))
    assert classroom.submit(at="16:00").is_taken()
