"""Count down the school days within which an unexplained absence (N) must be settled."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple


class Edition(NamedTuple):
    """How many school days the regulations give, the day of the session not counted."""

    valid_from: date
    school_days: int


EDITIONS = (  # Newest first.
    Edition(date(2024, 8, 19), school_days=5),
)
SETTLE_WITHIN_SCHOOL_DAYS = EDITIONS[0].school_days  # Older N had no limit; this is shown for it.


def settle_by(day: date, school_days: Iterable[date]) -> date | None:
    """The last day to settle an N of that day: the fifth school day after it.

    school_days: the school's, in any order. None when the calendar ends first.
    Source: SI 2024/208, regulation 10(7) to (9); Working together to improve school attendance
    (July 2026 edition), paragraphs 407 to 409. That INSET, holidays and closures do not count
    follows from "school days".
    """
    return _school_day_after(day, SETTLE_WITHIN_SCHOOL_DAYS, school_days)


def due_from(day: date, school_days: Iterable[date]) -> date | None:
    """The day from whose first moment an N of that day is due for O: the sixth school day.

    None when the calendar ends first. A person confirms the change; it is not made silently.
    Source: SI 2024/208, regulation 10(7) to (9); the moment is a product rule.
    """
    return _school_day_after(day, SETTLE_WITHIN_SCHOOL_DAYS + 1, school_days)


def is_due(day: date, *, as_of: date, school_days: Iterable[date]) -> bool:
    """Whether an N of that day is due for O on the day asked about. Source: as for due_from."""
    due = due_from(day, school_days)
    return due is not None and due <= as_of


def school_days_left(day: date, *, as_of: date, school_days: Iterable[date]) -> int | None:
    """How many school days are left after as_of to settle an N of that day.

    Up to and including the day to settle by: 0 on that day itself; afterwards minus the school
    days passed since, to as_of. None when the calendar ends before the day to settle by.
    Source: SI 2024/208, regulation 10(7) to (9); the countdown is a product rule.
    """
    known = set(school_days)
    last = settle_by(day, known)
    if last is None:
        return None
    left = sum(as_of < school_day <= last for school_day in known)
    overdue = sum(last < school_day <= as_of for school_day in known)
    return left - overdue


def _school_day_after(day: date, number: int, school_days: Iterable[date]) -> date | None:
    later = sorted({school_day for school_day in school_days if school_day > day})
    return later[number - 1] if len(later) >= number else None
