"""The office asks for a register; whoever has the class reads it on any page, until it is done."""

import pytest

from audit.models import Act
from registers.actions.read_reminder import read_reminder
from registers.models import Reminder
from registers.refusals import Refused
from schools.models import Session
from schools.permissions import NotPermitted
from schools.roles import ROLES
from tests.registers.classroom import Classroom
from tests.registers.reminding import awake, can_sign_in, covered, remind, waits

MAY = {
    "office", "family_liaison", "attendance_lead", "safeguarding_lead", "senior_leader",
    "headteacher",
}  # fmt: skip


@pytest.mark.parametrize("at", ["8:55", "9:20", "9:22", "11:00"])
def test_the_teacher_is_asked_while_the_register_is_open_or_missing(
    classroom: Classroom, at: str
) -> None:
    awake(classroom)
    assert remind(classroom, at=at).told == [classroom.teacher]
    [act] = Act.objects.filter(school=classroom.school)
    assert (act.act, act.detail["to"]) == ("remind_teacher", [classroom.teacher.pk])


def test_whoever_covers_the_class_is_asked_too(classroom: Classroom) -> None:
    supply = covered(awake(classroom))
    assert remind(classroom).told == [classroom.teacher, supply]


def test_nobody_has_two_unread_reminders_of_one_register(classroom: Classroom) -> None:
    awake(classroom)
    remind(classroom)
    supply = covered(classroom)
    again = remind(classroom, at="9:25")
    assert again.told == [supply]
    assert again.waiting == [(classroom.teacher, classroom.at("9:22"))]
    assert remind(classroom, at="9:30").told == []
    assert Reminder.objects.count() == 2
    assert Act.objects.filter(school=classroom.school).count() == 2


def test_somebody_who_has_put_it_away_can_be_asked_again(classroom: Classroom) -> None:
    awake(classroom)
    remind(classroom)
    assert read_reminder(
        by=classroom.teacher,
        school_class=classroom.school_class,
        day=classroom.day,
        half="AM",
        at=classroom.at("9:23"),
    )
    assert waits(classroom) == []
    assert remind(classroom, at="9:40").told == [classroom.teacher]


@pytest.mark.parametrize("role", ROLES)
def test_only_who_may_mark_every_register_asks_for_one(classroom: Classroom, role: str) -> None:
    awake(classroom)
    person = classroom.person(role, year_groups=["4"] if role == "year_lead" else [])
    if role in MAY:
        assert remind(classroom, by=person).told == [classroom.teacher]
        return
    with pytest.raises(NotPermitted):
        remind(classroom, by=person)
    assert not Reminder.objects.exists()


@pytest.mark.parametrize(
    ("half", "at", "words"),
    [("AM", "8:49", "is not open yet"), ("PM", "9:22", "is not open yet")],
)
def test_a_register_that_is_not_open_is_not_asked_for(
    classroom: Classroom, half: str, at: str, words: str
) -> None:
    awake(classroom)
    with pytest.raises(Refused, match=words):
        remind(classroom, half=half, at=at)


def test_a_taken_register_is_not_asked_for(classroom: Classroom) -> None:
    awake(classroom).take()
    with pytest.raises(Refused, match=r"has been submitted\. Nobody was reminded\."):
        remind(classroom)
    assert not Reminder.objects.exists()


def test_a_register_of_an_earlier_day_is_not_asked_for(classroom: Classroom) -> None:
    awake(classroom)
    with pytest.raises(Refused, match="of an earlier day"):
        remind(classroom, on=classroom.day.replace(day=13))


def test_a_closed_school_is_not_asked_for_registers(db: None) -> None:
    room = awake(Classroom(closure="unplanned"))
    with pytest.raises(Refused, match="The school is closed"):
        remind(room)


def test_a_class_without_pupils_has_no_register_to_ask_for(db: None) -> None:
    room = awake(Classroom(pupils=0))
    with pytest.raises(Refused, match="No pupil is in"):
        remind(room)


def test_where_nobody_can_read_it_the_office_is_told(classroom: Classroom) -> None:
    with pytest.raises(Refused, match="Set cover, or finish the register yourself"):
        remind(classroom)  # The teacher has not chosen a password.


def test_nobody_reminds_themself(classroom: Classroom) -> None:
    clerk = can_sign_in(classroom.person("office", "class_teacher"))
    classroom.school_class.teachers.update(user=clerk)
    with pytest.raises(Refused, match="Nobody else"):
        remind(classroom, by=clerk)


def test_it_is_over_once_the_register_is_taken(classroom: Classroom) -> None:
    awake(classroom)
    remind(classroom)
    assert waits(classroom) == [classroom.teacher.pk]
    classroom.mark_all(at="9:24")
    assert waits(classroom) == [classroom.teacher.pk]
    classroom.submit(at="9:25")
    assert waits(classroom) == []


def test_it_is_over_once_the_school_is_closed(classroom: Classroom) -> None:
    awake(classroom)
    remind(classroom)
    Session.objects.filter(school=classroom.school).update(closure="unplanned")
    assert waits(classroom) == []
