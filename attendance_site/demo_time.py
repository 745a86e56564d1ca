"""Say which time the demo shows, and to which times a visitor may go on."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import NamedTuple

from django.conf import settings

from schools.models import School, Session
from toolkit import clock
from toolkit.days import full_day


class Step(NamedTuple):
    """A button: a time of the day shown, or of the next school day."""

    name: str
    label: str
    time: time
    next_day: bool = False


STEPS = (
    Step("9-21", "9:21", time(9, 21)),
    Step("9-31", "9:31", time(9, 31)),
    Step("10-01", "10:01", time(10, 1)),
    Step("afternoon", "Afternoon", time(13, 32)),
    Step("next-day", "Next school day", time(8, 52), next_day=True),
)


class NoLaterSchoolDay(Exception):
    """The school's calendar ends here."""

    def __str__(self) -> str:
        return "The school's calendar holds no later school day, so the demo stays where it is."


class PastAlready(Exception):
    """Marks are dated by the clock, so that it never goes back."""

    def __str__(self) -> str:
        return "The demo goes on and never back. For an earlier time choose the next school day."


@dataclass(frozen=True)
class Bar:
    """What the bar of the demo says and offers."""

    words: str
    steps: tuple[Step, ...]


def bar() -> Bar | None:
    """The bar of the demo; None anywhere else."""
    if not settings.DEMO_CLOCK:
        return None
    shown = clock.local(clock.now())
    words = f"{shown:%A} {full_day(shown)}, {shown.hour}:{shown:%M}"
    ahead = (step for step in STEPS if step.next_day or step.time > shown.time())
    return Bar(words, tuple(ahead))


def moment_of(step: Step, *, now: datetime, school: School | None) -> datetime:
    """The moment to which a step leads; raises NoLaterSchoolDay or PastAlready."""
    day = today = clock.local(now).date()
    if step.next_day:
        sessions = Session.objects.filter(school=school, day__gt=today).meeting()
        later = sessions.order_by("day").values_list("day", flat=True).first()
        if later is None:
            raise NoLaterSchoolDay
        day = later
    moment = clock.at_school(day, step.time)
    if moment < now:
        raise PastAlready
    return moment
