"""The five days beside a name: in school or not, and nothing that children should not read."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registers.actions.change_mark import change_mark
from registers.models import Mark
from registers.queries.days_before import DayBefore, days_before
from registers.views import five_days
from rules import codes
from rules.sessions import AM, HALVES
from schools.models import Session
from tests.factories.registers import MarkFactory, RegisterFactory
from tests.factories.schools import SessionFactory
from tests.registers.classroom import THURSDAY, Classroom

WEEK = [date(2026, 11, day) for day in (5, 6, 9, 10, 11)]  # The five school days before.
IN, OUT, NOTHING = True, False, None
CLOSED = "unplanned"
ENTERED = sorted(set(codes.CODES) - {"Z", "#", "Y4", "/", "\\"})


@pytest.fixture
def room(db: None) -> Classroom:
    """A class that has met on the five days before."""
    return met(Classroom())


def met(room: Classroom, days: list[date] = WEEK) -> Classroom:
    for day in days:
        for half in HALVES:
            SessionFactory(school=room.school, day=day, half=half)
    return room


def mark(room: Classroom, day: date, code: str = "", half: str = AM, at: int = 0) -> Mark:
    """Write a mark of the pupil at that place of the class; present unless told otherwise."""
    register = room.school_class.registers.filter(day=day, half=half).first() or RegisterFactory(
        school_class=room.school_class, day=day, half=half
    )
    said = {"code": code} if code else {}
    return MarkFactory(register=register, pupil=room.pupils[at], **said)


def mark_week(room: Classroom, at: int = 0) -> None:
    for day in WEEK:
        for half in HALVES:
            mark(room, day, half=half, at=at)


def before(room: Classroom, at: int = 0) -> tuple[DayBefore, ...]:
    return room.page().rows[at].before


def cells(room: Classroom, at: int = 0) -> list[tuple[bool | None, bool | None]]:
    return [(day.morning, day.afternoon) for day in before(room, at)]


def test_the_last_five_school_days_are_shown_the_oldest_first(room: Classroom) -> None:
    mark_week(room)
    assert cells(room) == [(IN, IN)] * 5
    assert [day.day for day in before(room)] == WEEK


@pytest.mark.parametrize("code", ["L", "U"])
def test_a_late_child_was_in_school_like_any_other(room: Classroom, code: str) -> None:
    mark(room, WEEK[4], code)
    mark(room, WEEK[4], at=1)
    assert cells(room, 0) == cells(room, 1)


def test_absence_looks_the_same_whatever_the_reason(room: Classroom) -> None:
    away = sorted(set(ENTERED) - codes.ON_SITE)
    for _ in range(len(away) - len(room.pupils)):
        room.pupils.append(room.newcomer(legal_surname="Zwart"))
    for at, code in enumerate(away):
        mark(room, WEEK[4], code, at=at)
    seen = {five_days.drawn(row.before) for row in room.page().rows}
    said = {five_days.said(row.before) for row in room.page().rows}
    assert (len(seen), len(said)) == (1, 1)
    assert cells(room)[4] == (OUT, NOTHING)


def test_todays_marks_and_those_of_later_days_are_no_part_of_it(room: Classroom) -> None:
    mark_week(room)
    for day in (THURSDAY, THURSDAY + timedelta(days=1)):
        mark(room, day, "I")
    assert cells(room) == [(IN, IN)] * 5


def test_who_joined_this_week_has_nothing_before(room: Classroom) -> None:
    mark_week(room)
    for half in HALVES:
        mark(room, WEEK[4], half=half, at=1)
    assert cells(room, 1) == [(NOTHING, NOTHING)] * 4 + [(IN, IN)]
    assert five_days.said(before(room, 1)) == "5 days: in school, 8 sessions without a mark"


def test_a_day_without_school_is_passed_over(db: None) -> None:
    room = met(Classroom(), [date(2026, 11, 4), *WEEK[:3], WEEK[4]])  # No school on the 10th.
    mark(room, date(2026, 11, 4), "I")
    mark(room, WEEK[4])
    assert cells(room) == [(OUT, NOTHING)] + [(NOTHING, NOTHING)] * 3 + [(IN, NOTHING)]


def test_a_closure_of_half_a_day_says_nothing_of_anybody(room: Classroom) -> None:
    afternoon = Session.objects.filter(school=room.school, day=WEEK[4], half="PM")
    afternoon.update(closure=CLOSED)
    mark(room, WEEK[4])
    mark(room, WEEK[4], "Y4", half="PM")
    mark(room, WEEK[4], at=1)
    mark(room, WEEK[4], "I", half="PM", at=1)
    assert cells(room, 0)[4] == cells(room, 1)[4] == (IN, NOTHING)


def test_a_day_lost_to_a_closure_is_no_school_day(db: None) -> None:
    room = met(Classroom(), [date(2026, 11, 4), *WEEK[:4]])
    for half in HALVES:
        SessionFactory(school=room.school, day=WEEK[4], half=half, closure=CLOSED)
        mark(room, WEEK[4], "Y4", half=half)
        mark(room, date(2026, 11, 4), half=half)
    assert cells(room)[0] == (IN, IN)
    assert cells(room)[4] == (NOTHING, NOTHING)


def test_an_amended_mark_counts_as_it_stands_now(room: Classroom) -> None:
    mark(room, WEEK[4], "N")
    change_mark(
        by=room.person("office"),
        school_class=room.school_class,
        day=WEEK[4],
        half=AM,
        pupil_id=room.pupils[0].pk,
        code="U",
        minutes=60,
        reason="She came at ten",
        seen_version=None,
        at=room.at("9:00"),
    )
    assert cells(room)[4] == (IN, NOTHING)


def test_days_of_the_last_school_year_are_not_shown(db: None) -> None:
    first = date(2026, 9, 3)
    room = met(
        Classroom(day=first), [*(date(2026, 7, day) for day in range(13, 18)), date(2026, 9, 2)]
    )
    for day in (date(2026, 7, 17), date(2026, 9, 2)):
        mark(room, day)
    assert cells(room) == [(NOTHING, NOTHING)] * 4 + [(IN, NOTHING)]


def test_where_nobody_has_a_mark_there_are_no_cells(room: Classroom) -> None:
    assert before(room) == ()
    mark(room, date(2026, 11, 4))
    assert before(room) == ()


def test_another_schools_calendar_and_marks_change_nothing(room: Classroom) -> None:
    mark_week(room)
    other = met(Classroom(), [*WEEK, date(2026, 11, 7)])
    mark_week(other)
    assert cells(room) == [(IN, IN)] * 5
    found = days_before(
        school_id=other.school.pk, pupils=[pupil.pk for pupil in room.pupils], day=THURSDAY
    )
    assert found.seen == {}


SCHOOL_DAYS = [THURSDAY - timedelta(days=back) for back in range(12, 0, -1)]
ONE_SESSION = st.tuples(
    st.sampled_from(["meets", "meets", "meets", "closed", "none"]),
    st.lists(st.sampled_from(["", "present", *ENTERED]), min_size=2, max_size=2),
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(ONE_SESSION, min_size=24, max_size=24))
def test_a_cell_follows_from_having_been_in_school_and_from_nothing_else(
    db: None, drawn: list[tuple[str, list[str]]]
) -> None:
    room = Classroom(pupils=2)
    keys = [(day, half) for day in SCHOOL_DAYS for half in HALVES]
    expected: dict[tuple[date, str, int], bool | None] = {}
    for (day, half), (session, entered) in zip(keys, drawn, strict=True):
        if session != "none":
            closure = CLOSED if session == "closed" else ""
            SessionFactory(school=room.school, day=day, half=half, closure=closure)
            for at, code in enumerate(entered):
                if code:
                    entry = mark(room, day, "" if code == "present" else code, half, at)
                    expected[day, half, at] = (
                        entry.code in codes.ON_SITE if session == "meets" else None
                    )
    meeting = {
        day for (day, _), (session, _) in zip(keys, drawn, strict=True) if session == "meets"
    }
    last = sorted(meeting)[-5:]
    shown = {key for key, was_in in expected.items() if was_in is not None and key[0] in last}
    earlier = [(None, None)] * (5 - len(last))
    for at in range(2):
        days = [tuple(expected.get((day, half, at)) for half in HALVES) for day in last]
        assert cells(room, at) == (earlier + days if shown else [])
