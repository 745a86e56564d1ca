"""Somebody marks a pupil in the moment in which the office moves the pupil to another class."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from registers.actions.enter_closures import enter_closures
from registers.actions.move_class import move_class
from registers.changes import Change, Saved
from registers.refusals import NotOnThisRoll
from schools.models import ClassMembership, SchoolClass
from schools.refusals import Refused
from tests.calendar.office import Office
from tests.calendar.test_marks_and_calendar_at_once import while_it_waits
from tests.registers.classroom import Classroom


def moving(room: Classroom, to: SchoolClass, *, days: int = 0) -> Callable[[], ClassMembership]:
    """The first pupil goes into the other class, from the day itself or days after it."""
    office = room.person("office")
    seen = ClassMembership.objects.get(pupil=room.pupils[0]).pk
    return lambda: move_class(
        by=office,
        pupil_id=room.pupils[0].pk,
        class_id=to.pk,
        year_group="4",
        on=room.day + timedelta(days=days),
        seen=seen,
        at=room.at("8:55"),
    )


def marking(room: Classroom) -> Callable[[], Saved]:
    change = Change(room.pupils[0].pk, "/", seen_version=0)
    return lambda: room.save(change)


def test_y4_of_a_closed_school_that_is_being_entered_is_seen_by_the_move(committed: None) -> None:
    office = Office()
    room, other = office.room, Classroom(school=office.school)
    office.close(at=room.at("8:00"))
    answer = while_it_waits(
        lambda: enter_closures(school=office.school, at=room.at("8:50")),
        moving(room, other.school_class),
    )
    assert isinstance(answer, Refused)
    assert classes_of(room) == {room.school_class.pk}


def classes_of(room: Classroom) -> set[int | None]:
    rows = ClassMembership.objects.filter(pupil=room.pupils[0])
    return set(rows.values_list("school_class_id", flat=True))


@pytest.fixture
def rooms(committed: None) -> tuple[Classroom, Classroom]:
    """Two classes of one school."""
    room = Classroom()
    return room, Classroom(school=room.school)


def test_a_mark_that_is_being_saved_is_seen_by_the_move(rooms: tuple[Classroom, Classroom]) -> None:
    room, other = rooms
    answer = while_it_waits(marking(room), moving(room, other.school_class))
    assert isinstance(answer, Refused)
    assert f"Marks stand in the register of {room.school_class.name}" in str(answer)
    assert classes_of(room) == {room.school_class.pk}
    assert room.standing(room.pupils[0]) == "/"


def test_who_marks_just_after_the_move_is_told_that_the_pupil_is_not_on_this_roll(
    rooms: tuple[Classroom, Classroom],
) -> None:
    room, other = rooms
    answer = while_it_waits(moving(room, other.school_class), marking(room))
    assert isinstance(answer, NotOnThisRoll)
    assert room.entries(room.pupils[0]) == []
    change = Change(room.pupils[0].pk, "/", seen_version=0)
    assert isinstance(other.save(change), Saved)


def test_a_move_of_tomorrow_does_not_wait_for_who_marks_today(
    rooms: tuple[Classroom, Classroom],
) -> None:
    room, other = rooms
    answer = while_it_waits(marking(room), moving(room, other.school_class, days=1))
    assert isinstance(answer, ClassMembership)
    assert room.standing(room.pupils[0]) == "/"
