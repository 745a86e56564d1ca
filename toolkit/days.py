"""Read a day as people type it, say plainly why it is none, and write one in words."""

import re
from calendar import monthrange
from datetime import date, datetime

ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
IN_WORDS = re.compile(r"(\d{1,2})\s+([A-Za-z]{3,9})\s+(\d{4})")
BRITISH = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})")
EARLIEST, LATEST = 1900, 2199  # Years that somebody can mean.
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


class NotADay(ValueError):
    """The text is no day; its own text says why."""


class UnlikelyYear(NotADay):
    """The year is none that somebody can mean."""


def read_day(text: str) -> date:
    """The day written as 2026-11-12, 12/11/2026 or 12 November 2026, never as 11/12/2026.

    Raises NotADay.
    """
    typed = text.strip()
    if found := ISO.fullmatch(typed):
        year, month, day = (int(part) for part in found.groups())
    elif found := BRITISH.fullmatch(typed):
        day, month, year = (int(part) for part in found.groups())
    elif (found := IN_WORDS.fullmatch(typed)) and (month := _month(found[2])):
        day, year = int(found[1]), int(found[3])
    else:
        raise NotADay("Enter a day such as 12/11/2026: day, month, year.")
    if not EARLIEST <= year <= LATEST:
        raise UnlikelyYear(f"Check the year {year}.")
    if not 1 <= month <= 12:
        raise NotADay(f"There is no month {month}. Enter day, month, year.")
    name, last = MONTHS[month - 1], monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise NotADay(f"There is no {day} {name} {year}: {name} {year} has {last} days.")
    return date(year, month, day)


def _month(name: str) -> int:
    """The number of the month that begins so; 0 where none does."""
    begun = [one for one in MONTHS if one.casefold().startswith(name.casefold())]
    return MONTHS.index(begun[0]) + 1 if begun else 0


def full_day(day: date) -> str:
    """As in "12 November 2026"."""
    return f"{day.day} {day:%B %Y}"


def day_and_time(at: datetime) -> str:
    """As in "12 November 2026 at 9:05"; the moment as the school's clock shows it."""
    return f"{full_day(at)} at {at.hour}:{at:%M}"


def day_in_week(day: date) -> str:
    """As in "Thursday 12 November"."""
    return f"{day:%A} {day.day} {day:%B}"
