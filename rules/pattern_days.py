"""Choose the days that a pattern is about: beside a holiday, at a birthday, in the same weeks."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from rules.compulsory_age import birthday
from rules.school_weeks import monday_of
from rules.separate_absences import PupilDay

A_WEEK = timedelta(days=7)  # A half-term holiday is longer; a weekend with a bank holiday is not.
DAYS_FROM_A_BIRTHDAY = 3  # To the nearest school day over a weekend, however long.
SESSIONS_OF_A_WEEK = 4  # Two days or more: the week counts as one that was missed.
A_YEAR_OF_WEEKS = timedelta(weeks=52)


def beside_holidays(school_days: Iterable[date]) -> frozenset[date]:
    """The last school day before each holiday and the first after it.

    school_days: those of one school year, with the days lost to unplanned closures, which are no
    holiday. A holiday is a gap with every weekday in it, five or more; the year begins after one
    and ends with one. Source: product rule.
    """
    days = sorted(set(school_days))
    if not days:
        return frozenset()
    found = {days[0], days[-1]}
    for before, after in pairwise(days):
        if after - before > A_WEEK:
            found |= {before, after}
    return frozenset(found)


def birthday_in(school_days: Sequence[date], *, born: date) -> date | None:
    """The school day of the birthday or nearest to it, the earlier of two as near.

    school_days: those of one school year. None where the birthday lies in a holiday.
    Source: product rule.
    """
    found = None
    nearest = DAYS_FROM_A_BIRTHDAY
    for age in sorted({day.year - born.year for day in school_days}):
        keeps = birthday(born, age)
        for day in sorted(school_days, reverse=True):
            if abs((day - keeps).days) <= nearest:
                found, nearest = day, abs((day - keeps).days)
    return found


def weeks_missed(days: Iterable[PupilDay]) -> frozenset[date]:
    """The Mondays of the weeks in which two days or more were missed. Source: product rule."""
    missed: dict[date, int] = {}
    for day in days:
        monday = monday_of(day.day)
        missed[monday] = missed.get(monday, 0) + sum(day.missed)
    return frozenset(week for week, sessions in missed.items() if sessions >= SESSIONS_OF_A_WEEK)


def a_year_later(mondays: Iterable[date]) -> frozenset[date]:
    """The same weeks a year later: 52 weeks, so that Mondays meet Mondays.

    Source: product rule.
    """
    return frozenset(monday + A_YEAR_OF_WEEKS for monday in mondays)
