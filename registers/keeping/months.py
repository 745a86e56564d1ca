"""Reckon with months, each named by its first day."""

from datetime import date, datetime, time, timedelta

from toolkit import clock

MADE_AT = time(2, 0)  # School local time on the first of the next month: nobody is at work.


def month_of(day: date) -> date:
    """The month that the day is in."""
    return day.replace(day=1)


def month_after(month: date) -> date:
    return month_of(month + timedelta(days=31))


def month_before(month: date) -> date:
    return month_of(month - timedelta(days=1))


def last_day(month: date) -> date:
    return month_after(month) - timedelta(days=1)


def latest_ended(at: datetime) -> date:
    """The last month that is over at the moment, by the school's clock."""
    return month_before(month_of(clock.local(at).date()))


def due_at(month: date) -> datetime:
    """When the month's copy falls due (aware, school time)."""
    return clock.at_school(month_after(month), MADE_AT)


def span(month: date) -> tuple[datetime, datetime]:
    """The month's first moment and the first after it (aware, school time)."""
    return clock.at_school(month, time()), clock.at_school(month_after(month), time())


def in_words(month: date) -> str:
    """As in "October 2026"."""
    return f"{month:%B %Y}"
