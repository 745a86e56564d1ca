"""The time that the demo has been set to, and how it goes on from there."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

STOPPED_AFTER = timedelta(minutes=3)


class DemoClockManager(models.Manager["DemoClock"]):
    def moment(self, real: datetime) -> datetime:
        """The demo's time at this real time; the real time itself where it was never set."""
        clock = self.first()
        return real if clock is None else clock.at(real)


class DemoClock(models.Model):
    """One row: the demo showed `shown` when the computer's clock showed `real`.

    `seen` is the last real time at which the demo is known to have run, so that a demo which
    was stopped overnight goes on where it stopped.
    """

    shown = models.DateTimeField()
    real = models.DateTimeField()
    seen = models.DateTimeField()

    objects = DemoClockManager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_demo_clock")]

    def __str__(self) -> str:
        return f"{self.shown:%Y-%m-%d %H:%M} at {self.real:%Y-%m-%d %H:%M}"

    def at(self, real: datetime) -> datetime:
        """The demo's time (aware, UTC) at this real time."""
        return self.shown + (real - self.real)
