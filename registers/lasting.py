"""Check the days of something that lasts from one session to another."""

from dataclasses import dataclass
from datetime import date, timedelta

from registers.roll_refusals import Fault
from rules.sessions import AM, HALVES, PM
from rules.sessions import Session as Half
from toolkit.days import full_day

LONGEST = AHEAD = timedelta(days=366)


@dataclass(frozen=True, kw_only=True)
class Lasting:
    """From a session to a session, both included."""

    first_day: date
    last_day: date
    first_half: str = AM
    last_half: str = PM

    @property
    def first(self) -> Half:
        return Half(self.first_day, self.first_half)

    @property
    def last(self) -> Half:
        return Half(self.last_day, self.last_half)


def faults_of_days(lasting: Lasting, *, today: date, earliest: date, too_early: str) -> list[Fault]:
    """Whether it is backwards, longer than a school year, before the earliest day, or far ahead.

    too_early: what to say of a day before the earliest, after the day itself.
    """
    first, last = lasting.first_day, lasting.last_day
    if lasting.first_half not in HALVES or lasting.last_half not in HALVES:
        return [Fault("first_half", "Choose the morning or the afternoon.")]
    if last < first:
        sentence = f"The last day, {full_day(last)}, lies before the first, {full_day(first)}."
        return [Fault("last_day", sentence)]
    if lasting.last < lasting.first:
        return [Fault("last_half", "It ends before it begins: choose the afternoon.")]
    if last - first >= LONGEST:
        sentence = f"From {full_day(first)} to {full_day(last)} is more than a school year. "
        return [Fault("last_day", f"{sentence}Look at the years again.")]
    if first < earliest:
        return [Fault("first_day", f"{full_day(first)} {too_early}")]
    if first > today + AHEAD:
        return [Fault("first_day", "This is more than a year ahead. Look at the year again.")]
    return []
