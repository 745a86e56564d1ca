"""A school year's calendar as the office knows it: its lines, its days and its counts."""

from calendar import Calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from audit.models import Act
from registers.queries.calendar_effect import YearCount, year_count
from rules.sessions import (
    DAYS_A_YEAR,
    HALVES,
    PLANNED,
    SESSIONS_A_YEAR,
    CalendarRow,
    SchoolYear,
    Session,
    school_year_of,
    sessions_of,
)
from schools.models import CalendarPeriod
from schools.stored_sessions import row_of

ACTS = {
    "add_calendar_period": "Added",
    "change_calendar_period": "Changed",
    "remove_calendar_period": "Taken out",
    "move_day": "Moved",
    "close_school": "Closed",
    "reopen": "Reopened",
}
MOST_ACTS = 20
MONTHS_OF_A_YEAR = (9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8)
LETTERS = {  # On the page of months, with the words that a reader hears.
    "school": ("S", "School day"),
    "half": ("½", "Half a school day"),
    "inset": ("I", "INSET day"),
    "bank_holiday": ("H", "Bank holiday"),
    "planned_closure": ("C", "Closed"),
    "unplanned_closure": ("Y", "Closed without warning"),
    "holiday": ("·", "No school"),
}


class Cell(NamedTuple):
    """One weekday of a month."""

    day: date
    letter: str
    words: str
    kind: str


class Month(NamedTuple):
    """Its first day, and its weeks from Monday to Friday; None for a day of another month."""

    first: date
    weeks: list[list[Cell | None]]


class Changed(NamedTuple):
    """One change of the calendar, in words."""

    what: str
    before: list[str]
    after: list[str]
    act: Act


@dataclass(frozen=True)
class CalendarPage:
    """missing_sessions: how many fewer than the year must have; 0 where there are enough."""

    year: SchoolYear
    lines: list[CalendarPeriod]
    count: YearCount
    missing_sessions: int
    missing_days: int
    months: list[Month]
    changes: list[Changed]


def calendar_page(*, school_id: int, on: date) -> CalendarPage:
    """The school year in which the day lies. The number of queries is always the same."""
    year = school_year_of(on)
    every = list(
        CalendarPeriod.objects.filter(school_id=school_id)
        .select_related("recorded_by")
        .order_by("start", "-end", "pk")
    )
    slots = {Session(one.day, one.half): one.closure for one in sessions_of(map(row_of, every))}
    count = year_count(slots, slots, on)
    lines = [one for one in every if one.start <= year.ends and one.end >= year.starts]
    return CalendarPage(
        year=year,
        lines=lines,
        count=count,
        missing_sessions=max(0, SESSIONS_A_YEAR - count.after),
        missing_days=max(0, DAYS_A_YEAR - count.days_after),
        months=_months(year, slots, [row_of(one) for one in lines]),
        changes=_changes(school_id),
    )


def _months(
    year: SchoolYear, slots: dict[Session, str], lines: Sequence[CalendarRow]
) -> list[Month]:
    found = []
    for month in MONTHS_OF_A_YEAR:
        number = year.starts.year if month >= 9 else year.ends.year
        first = date(number, month, 1)
        weeks = [
            [
                _cell(day, slots, lines) if day.month == month else None
                for day in week
                if day.isoweekday() <= 5
            ]
            for week in Calendar().monthdatescalendar(number, month)
        ]
        found.append(Month(first, [week for week in weeks if any(week)]))
    return found


def _cell(day: date, slots: dict[Session, str], lines: Sequence[CalendarRow]) -> Cell:
    closures = [slots.get(Session(day, half)) for half in HALVES]
    meeting = closures.count("")
    if meeting:
        kind = "school" if meeting == 2 else "half"
    elif any(closures):
        kind = "unplanned_closure"
    else:
        planned = (one for one in lines if one.kind in PLANNED)
        kind = next((one.kind for one in planned if one.start <= day <= one.end), "holiday")
    return Cell(day, *LETTERS[kind], kind)


def _changes(school_id: int) -> list[Changed]:
    acts = (
        Act.objects.filter(school_id=school_id, act__in=ACTS)
        .select_related("by")
        .order_by("-at", "-pk")[:MOST_ACTS]
    )
    return [
        Changed(ACTS[one.act], one.detail.get("before", []), one.detail.get("after", []), one)
        for one in acts
    ]
