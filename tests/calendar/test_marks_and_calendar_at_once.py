"""Somebody marks in a session while somebody else takes it out of the calendar."""

import threading
import time
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from registers.actions.open_registers import open_registers
from registers.calendar_change import MarksInTheWay
from registers.changes import Change, Saved
from registers.models import Mark, Register
from registers.queries.calendar_effect import CalendarEffect
from registers.refusals import NoSession
from tests.calendar.office import Office, codes
from tests.factories.registers import PlanFactory
from tests.registers.classroom import THURSDAY, Classroom
from tests.registers.test_two_people_at_once import all_at_once

LONGEST = 10.0  # Seconds.


def while_it_waits(first: Callable[[], object], second: Callable[[], object]) -> object:
    """Do the first, begin the second before that is committed; what the second gave or raised.

    The first is committed once the second waits for it, or has ended without waiting.
    """
    answers: list[object] = []
    backends: list[int] = []

    def run() -> None:
        try:
            connection.ensure_connection()
            backends.append(connection.connection.info.backend_pid)
            answers.append(second())
        except Exception as failure:
            answers.append(failure)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    with transaction.atomic():
        first()
        thread.start()
        until = time.monotonic() + LONGEST
        while not answers and not waits(backends) and time.monotonic() < until:
            time.sleep(0.02)
    thread.join(timeout=LONGEST)
    return answers[0]


def waits(backends: list[int]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(cardinality(pg_blocking_pids(one))) FROM unnest(%s::int[]) one",
                       [backends])  # fmt: skip
        [blocked] = cursor.fetchone()
    return bool(blocked)


def marking(office: Office) -> Callable[[], object]:
    """The first mark of the session, by the teacher."""
    change = Change(office.room.pupils[0].pk, "/", seen_version=0)
    return lambda: office.room.save(change)


def inset(office: Office) -> Callable[[], object]:
    """Turn the day into a training day."""
    how = office.how(by=office.colleague("office"))
    return lambda: office.add(THURSDAY, name="Training", **how)


@pytest.mark.parametrize("has_register", [False, True])
def test_a_day_whose_first_mark_is_being_saved_stays_a_school_day(
    committed: None, has_register: bool
) -> None:
    office = Office()
    if has_register:
        Register.objects.create(
            school=office.school, school_class=office.room.school_class, day=THURSDAY, half="AM"
        )
    answer = while_it_waits(marking(office), inset(office))
    assert isinstance(answer, MarksInTheWay)
    assert [half for half, _ in office.sessions(THURSDAY)] == ["AM", "PM"]
    assert office.room.standing(office.room.pupils[0]) == "/"


@pytest.mark.parametrize("has_register", [False, True])
def test_no_mark_is_saved_in_a_session_that_is_just_taken_out(
    committed: None, has_register: bool
) -> None:
    office = Office()
    if has_register:
        Register.objects.create(
            school=office.school, school_class=office.room.school_class, day=THURSDAY, half="AM"
        )
    answer = while_it_waits(inset(office), marking(office))
    assert isinstance(answer, NoSession)
    assert office.sessions(THURSDAY) == []
    assert not Mark.objects.filter(school=office.school).exists()


def test_known_absences_are_not_entered_in_a_session_that_is_just_taken_out(
    committed: None,
) -> None:
    office = Office()
    PlanFactory(pupil=office.room.pupils[0], start=THURSDAY)
    answer = while_it_waits(
        inset(office),
        lambda: open_registers(school=office.school, day=THURSDAY, half="AM", at=office.now),
    )
    assert isinstance(answer, NoSession)
    assert not Mark.objects.filter(school=office.school).exists()


def test_a_mark_that_is_being_saved_becomes_y4_when_the_school_closes(committed: None) -> None:
    office = Office()
    how = office.how(by=office.colleague("office"))
    answer = while_it_waits(marking(office), lambda: office.close(**how))
    assert isinstance(answer, CalendarEffect)
    assert codes(office) == ["Y4", "Y4", "Y4"]


def test_who_marks_just_after_the_school_closed_leaves_y4_standing(committed: None) -> None:
    office = Office()
    how = office.how(by=office.colleague("office"))
    while_it_waits(lambda: office.close(**how), marking(office))
    assert codes(office) == ["Y4", "Y4", "Y4"]


def test_teachers_of_one_session_do_not_wait_for_each_other(committed: None) -> None:
    office = Office()
    other = Classroom(school=office.school)
    with transaction.atomic():
        office.room.mark(office.room.pupils[0], "/")
        [answer] = all_at_once(lambda: other.mark(other.pupils[0], "/"))
    assert isinstance(answer, Saved)
    assert other.standing(other.pupils[0]) == "/"
