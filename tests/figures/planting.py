"""Plant a pattern in the years of a pretend pupil, on top of what falls by chance."""

from collections.abc import Callable
from datetime import date
from random import Random

from rules.pattern_days import beside_holidays, birthday_in
from rules.separate_absences import absences, days_of
from rules.sessions import AM, PM, Session
from tests.figures.pretend_school import Marks, Pretend

Planted = Callable[[list[Marks]], None]  # Changes the marks of the years, the latest first.


def days_off(marks: Marks, days: list[date], code: str = "O") -> None:
    """Whole days missed."""
    Pretend.miss(marks, [Session(day, half) for day in days for half in (AM, PM)], code)


def weekday_off(rng: Random, *, weekday: int, times: int) -> Planted:
    """So many more of one weekday."""

    def plant(years: list[Marks]) -> None:
        days = sorted({session.day for session in years[0] if session.day.weekday() == weekday})
        days_off(years[0], rng.sample(days, times))

    return plant


def beside_holidays_off(rng: Random, *, times: int) -> Planted:
    """So many of the days beside a holiday."""

    def plant(years: list[Marks]) -> None:
        days = sorted(beside_holidays(session.day for session in years[0]))
        days_off(years[0], rng.sample(days, times))

    return plant


def birthdays_off(born: date) -> Planted:
    """The birthday of every year."""

    def plant(years: list[Marks]) -> None:
        for marks in years:
            day = birthday_in(sorted({session.day for session in marks}), born=born)
            days_off(marks, [day] if day else [])

    return plant


def afternoons_off(rng: Random, *, times: int) -> Planted:
    """So many afternoons of days that were attended till then."""

    def plant(years: list[Marks]) -> None:
        free = [s for s, code in years[0].items() if s.half == PM and code == "\\"]
        whole = [session for session in free if years[0][Session(session.day, AM)] == "/"]
        Pretend.miss(years[0], rng.sample(sorted(whole), times), "O")

    return plant


def same_weeks_off(rng: Random, *, weeks: int) -> Planted:
    """The same whole weeks in this year and the last."""

    def plant(years: list[Marks]) -> None:
        chosen = set(rng.sample([*range(37, 43), *range(46, 51), *range(3, 7)], weeks))
        for marks in years[:2]:
            days = sorted({session.day for session in marks})
            days_off(marks, [day for day in days if day.isocalendar().week in chosen], "G")

    return plant


def with_a_sibling(rng: Random, sibling: Marks, *, times: int) -> Planted:
    """So many of a brother's or sister's separate absences shared, the first days of each."""

    def plant(years: list[Marks]) -> None:
        days = days_of(sibling)
        theirs = absences(days)
        for absence in rng.sample(theirs, min(times, len(theirs))):
            for offset, halves in enumerate(absence.shape[:2]):
                day = days[absence.first + offset].day
                both = [s for s, m in zip((AM, PM), halves, strict=True) if m]
                Pretend.miss(years[0], [Session(day, half) for half in both], "I")

    return plant
