"""Set the demo's clock, and let it go on where it stopped."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from toolkit.models import DemoClock
from toolkit.models.demo_clock import STOPPED_AFTER


class NotADemo(Exception):
    """The clock can be set in the demo only."""

    def __str__(self) -> str:
        return "The clock can be set in the demo only."


def _refuse_outside_the_demo() -> None:
    if not settings.DEMO_CLOCK:
        raise NotADemo


@transaction.atomic
def set_demo_time(*, moment: datetime, real: datetime) -> None:
    """Let the demo show this moment from this real time on; raises NotADemo elsewhere."""
    _refuse_outside_the_demo()
    DemoClock.objects.update_or_create(pk=1, defaults={"shown": moment, "real": real, "seen": real})


@transaction.atomic
def keep_demo_time(*, real: datetime) -> None:
    """Note that the demo is running; after a stop, go on from the last time it was seen.

    Called once a minute and when the demo starts. Raises NotADemo elsewhere.
    """
    _refuse_outside_the_demo()
    clock = DemoClock.objects.select_for_update().first()
    if clock is None:
        return
    if real - clock.seen > STOPPED_AFTER:
        clock.shown, clock.real = clock.at(clock.seen), real
    clock.seen = real
    clock.save()
