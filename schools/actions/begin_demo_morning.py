"""Let a demo whose time was never set show a morning of the school that has just come."""

from datetime import datetime, time

from django.conf import settings

from schools.models import Session
from toolkit import clock
from toolkit.actions.demo_time import set_demo_time
from toolkit.models import DemoClock

BEGINS_AT = time(8, 52)


def begin_demo_morning(*, real: datetime) -> bool:
    """Set the demo's clock to 8:52 on the latest day with a session; whether it was set.

    Nothing happens outside the demo, where the time was set before, or without a past session.
    """
    if not settings.DEMO_CLOCK or DemoClock.objects.exists():
        return False
    today = clock.local(real).date()
    meeting = Session.objects.meeting().filter(day__lte=today).order_by("-day")
    day = meeting.values_list("day", flat=True).first()
    if day is None:
        return False
    set_demo_time(moment=clock.at_school(day, BEGINS_AT), real=real)
    return True
