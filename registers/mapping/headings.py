"""Read the headings of a week grid: "Mon AM 07/09/2026", "2026-09-07 PM", "Friday afternoon"."""

import re
from dataclasses import dataclass
from datetime import date

from rules.sessions import AM, PM
from schools.loading.cells import day_in

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SHORT = {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3,
         "fri": 4, "sat": 5, "sun": 6}  # fmt: skip
DAYS = {name.lower(): place for place, name in enumerate(WEEKDAYS)} | SHORT
HALVES = {"am": AM, "a.m.": AM, "morning": AM, "pm": PM, "p.m.": PM, "afternoon": PM}
BETWEEN = re.compile(r"[\s,:()_]+|(?<=[a-z])-|-(?=[a-z])")
RUN_TOGETHER = re.compile(r"^([a-z]{3,})(am|pm)$")


@dataclass(frozen=True)
class Heading:
    """The session that a column's heading names; without a date it needs its week's Monday."""

    half: str
    day: date | None = None
    weekday: int | None = None  # 0 is Monday.

    @property
    def is_consistent(self) -> bool:
        """Whether the weekday is the one of the date."""
        return self.day is None or self.weekday in (None, self.day.weekday())


def half_in(text: str) -> str:
    """AM or PM; empty when the text says neither."""
    return HALVES.get(text.strip().lower(), "")


def heading_in(text: str) -> Heading | None:
    """The session that the heading names; None when any word of it means something else.

    It must have a half of the day, and a date or a weekday; dates as `cells.day_in` reads them.
    """
    half, days, weekdays = [], [], []
    for word in _words(text):
        if word in HALVES:
            half.append(HALVES[word])
        elif word in DAYS:
            weekdays.append(DAYS[word])
        elif (day := day_in(word)) is not None:
            days.append(day)
        else:
            return None
    if len(half) != 1 or len(days) > 1 or len(weekdays) > 1 or not (days or weekdays):
        return None
    return Heading(half[0], days[0] if days else None, weekdays[0] if weekdays else None)


def _words(text: str) -> list[str]:
    found: list[str] = []
    for word in BETWEEN.split(text.strip().lower()):
        together = RUN_TOGETHER.match(word)
        if together and together[1] in DAYS:
            found += together.groups()
        elif word.strip("-"):
            found.append(word.strip("-"))
    return found
