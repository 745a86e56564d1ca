"""Make the calendar of a school year, whichever year it is, as schools in Kent set their terms."""

from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from attendance_site.demo_school.bank_holidays import bank_holidays, easter_sunday
from rules.sessions import (
    AM,
    TERM,
    UNPLANNED_CLOSURE,
    CalendarRow,
    PlannedSession,
    school_year_of,
    sessions_of,
)

SCHOOL_DAYS = 190  # What a maintained school must meet in a year.
WEEK = timedelta(7)
MONDAY, TUESDAY, THURSDAY, FRIDAY = 1, 2, 4, 5
FIRST_YEAR = 2024  # Both school years of the demo school use the codes of 19 August 2024.


class TooEarly(ValueError):
    """The demo school cannot be made as of a day before its records could begin."""

    def __str__(self) -> str:
        return (
            f"The demo school's records begin in September {FIRST_YEAR}: "
            f"choose a day after September {FIRST_YEAR + 1}."
        )


class SchoolYear(NamedTuple):
    """One school year of the demo school."""

    starting: int  # 2026 for 2026/27
    rows: tuple[CalendarRow, ...]
    sessions: tuple[PlannedSession, ...]

    @property
    def days(self) -> list[date]:
        """The days with a session, earliest first."""
        return sorted({session.day for session in self.sessions})


def latest_school_day(today: date) -> date:
    """The last day up to and including today on which the demo school meets."""
    this_year = school_year_of(today).starts.year
    for starting in (this_year, this_year - 1):
        days = [day for day in school_year(starting).days if day <= today]
        if days:
            return days[-1]
    raise AssertionError("A school year before today always has days.")


def years_as_of(day: date) -> tuple[SchoolYear, SchoolYear]:
    """Last school year and the one the day lies in. Raises TooEarly."""
    starting = school_year_of(day).starts.year
    if starting <= FIRST_YEAR:
        raise TooEarly
    return school_year(starting - 1, closures=True), school_year(starting)


@cache
def school_year(starting: int, *, closures: bool = False) -> SchoolYear:
    """The school year that begins in September of that year: 190 days less what was lost.

    closures: with a day closed for polling in May, and a morning lost to snow in January.
    """
    terms = _first_five_terms(starting)
    terms.append((_monday_after(_last_monday(date(starting + 1, 5, 31))), None))
    closed = _closures(terms, starting, closures=closures)
    rows = [
        CalendarRow(start, end or date(starting + 1, 8, 15), TERM, f"Term {number}")
        for number, (start, end) in enumerate(terms, 1)
    ]
    planned = [row for row in closed if row.kind != UNPLANNED_CLOSURE]
    days = sorted({session.day for session in sessions_of([*rows, *planned])})
    last = days[SCHOOL_DAYS - 1]
    rows[-1] = rows[-1]._replace(end=last)
    calendar = (*rows, *(row for row in closed if row.end <= last))
    return SchoolYear(starting, calendar, tuple(sessions_of(calendar)))


def _first_five_terms(starting: int) -> list[tuple[date, date | None]]:
    following = starting + 1
    autumn_break = _last_monday(date(starting, 10, 31))
    christmas = _friday_before(date(starting, 12, 23))
    winter_break = _third_monday(date(following, 2, 1))
    easter = easter_sunday(following)
    spring_break = _last_monday(date(following, 5, 31))
    if easter < date(following, 4, 10):
        spring_ends, summer_starts = easter - timedelta(3), easter + timedelta(15)
    else:
        spring_ends, summer_starts = easter - timedelta(16), easter + timedelta(2)
    return [
        (_first_day(starting), _friday_before(autumn_break)),
        (autumn_break + WEEK, christmas),
        (christmas + timedelta(17), _friday_before(winter_break)),
        (winter_break + WEEK, spring_ends),
        (summer_starts, _friday_before(spring_break)),
    ]


def _closures(
    terms: list[tuple[date, date | None]], starting: int, *, closures: bool
) -> list[CalendarRow]:
    starts = [start for start, _ in terms]
    training = [
        starts[0],
        _next_weekday(starts[0]),
        terms[0][1] or starts[0],
        _working(starts[2]),
        starts[5],
    ]
    rows = [CalendarRow(day, day, "inset", "Staff training") for day in training]
    for year in (starting, starting + 1):
        rows += [
            CalendarRow(day, day, "bank_holiday", name)
            for day, name in bank_holidays(year).items()
            if _in_term(day, terms)
        ]
    if closures:
        may = date(starting + 1, 5, 1)
        polling = may + timedelta((THURSDAY - may.isoweekday()) % 7)
        snow = starts[2] + 2 * WEEK + timedelta(TUESDAY - starts[2].isoweekday())
        rows.append(CalendarRow(polling, polling, "planned_closure", "Polling station"))
        rows.append(CalendarRow(snow, snow, UNPLANNED_CLOSURE, "Snow, opened at midday", AM))
    return rows


def _in_term(day: date, terms: list[tuple[date, date | None]]) -> bool:
    return any(start <= day and (end is None or day <= end) for start, end in terms)


def _first_day(starting: int) -> date:
    first = date(starting, 9, 1)
    return first if first.isoweekday() <= THURSDAY else _monday_after(first)


def _working(day: date) -> date:
    while day.isoweekday() > FRIDAY or day in bank_holidays(day.year):
        day += timedelta(1)
    return day


def _next_weekday(day: date) -> date:
    return _working(day + timedelta(1))


def _monday_after(day: date) -> date:
    return day + timedelta(8 - day.isoweekday())


def _last_monday(month_end: date) -> date:
    return month_end - timedelta(month_end.isoweekday() - MONDAY)


def _third_monday(month_start: date) -> date:
    return month_start + timedelta((MONDAY - month_start.isoweekday()) % 7) + 2 * WEEK


def _friday_before(day: date) -> date:
    """The last Friday before the day."""
    return day - timedelta((day.isoweekday() - FRIDAY - 1) % 7 + 1)


def breaks(year: SchoolYear) -> list[tuple[int, int]]:
    """Where a holiday would touch a break: numbers of the last day before and the first after."""
    days = year.days
    return [
        (number, number + 1)
        for number, (before, after) in enumerate(pairwise(days))
        if (after - before).days > 5
    ]
