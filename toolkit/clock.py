"""Tell what time it is; no other module reads the clock."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings

SCHOOL_TIME = ZoneInfo("Europe/London")


def real_now() -> datetime:
    """The computer's own time (aware, UTC): for sign-in, time-outs, lock-out and link expiry."""
    return datetime.now(UTC)


def now() -> datetime:
    """The time by which the school works (aware, UTC); in the demo it can be set."""
    if not settings.DEMO_CLOCK:
        return real_now()
    from toolkit.models import DemoClock

    return DemoClock.objects.moment(real_now())


def today() -> date:
    """The day it is at the school."""
    return local(now()).date()


def local(moment: datetime) -> datetime:
    """The moment in school local time."""
    return moment.astimezone(SCHOOL_TIME)


def at_school(day: date, clock_time: time) -> datetime:
    """The moment when the school's clock shows this time on this day (aware, school time)."""
    return datetime.combine(day, clock_time, tzinfo=SCHOOL_TIME)
