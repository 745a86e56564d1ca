"""Decide which fire roll is being called now, and who may close it."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Max

from registers.models import FireRoll, FireTick
from registers.refusals import Refused
from schools.models import User
from schools.permissions import NotPermitted, may

CLOSES = "bulk_and_closures"  # The office and those who lead: they answer for a drill.
SAME_ALARM = timedelta(minutes=30)  # A longer time without a tick may lie between two alarms.
LEFT_AFTER = timedelta(hours=3)  # Without a tick; then the next tick begins a new roll.


class RollWasClosed(Refused):
    """The roll that somebody was ticking is over, or another was called and closed meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            "The roll was closed meanwhile, so nothing was saved. Open the fire roll again to "
            "begin a new one."
        )


class TickTooOld(Refused):
    """The tick waited on a device since before the alarm that the roll is called for."""

    def __init__(self) -> None:
        super().__init__(
            "These ticks were made long before this roll was called, so nothing was saved. Open "
            "the fire roll again, and tick whom you see now."
        )


class NotOnTheRoll(Refused):
    def __init__(self) -> None:
        super().__init__("This pupil is not on the roll today. Nothing was saved.")


class NoRollToCall(Refused):
    def __init__(self) -> None:
        super().__init__("The school does not meet today, so no roll can be called.")


class NobodyCallsIt(Refused):
    def __init__(self) -> None:
        super().__init__("No roll is being called, so none can be closed.")


class MoreToFind(Refused):
    """Somebody is still to find who was not when the person said that the roll is over."""

    def __init__(self) -> None:
        super().__init__("More pupils are still to find than you saw. Look again, then close it.")


class ClosedByOthers(NotPermitted):
    """The roll is somebody else's to close."""

    def __init__(self, roll: FireRoll) -> None:
        super().__init__(CLOSES)
        self.opened_by = roll.opened_by.name

    def __str__(self) -> str:
        able = super().__str__().partition("It can be done by: ")[2]
        return f"You cannot close this roll. It can be done by: {self.opened_by}, {able}"


class Calling(NamedTuple):
    """A roll that was begun, and when somebody last ticked on it."""

    roll: FireRoll
    last_tick: datetime

    def is_called(self, at: datetime) -> bool:
        """Whether the roll is being called now: neither closed nor left open long ago."""
        return self.roll.closed_at is None and at - self.last_tick < LEFT_AFTER

    def is_quiet(self, at: datetime) -> bool:
        """Whether nobody has ticked for so long that the alarm may have gone again since."""
        return at - self.last_tick >= SAME_ALARM

    def may_be_closed(self, by: User, at: datetime) -> bool:
        """Whoever opened it, the office and those who lead; anybody, once it is quiet."""
        return self.roll.opened_by_id == by.pk or may(by, CLOSES) or self.is_quiet(at)


def newest_roll(school_id: int) -> Calling | None:
    """The roll begun last, whether it is over or not; at most one is open, and it is this."""
    rolls = FireRoll.objects.filter(school_id=school_id).select_related("opened_by", "closed_by")
    roll = rolls.annotate(last_tick=Max("ticks__ticked_at")).order_by("-pk").first()
    return Calling(roll, roll.last_tick or roll.opened_at) if roll else None


def found_on(roll: FireRoll) -> frozenset[int]:
    """Keys of the pupils whose latest tick says that they were found."""
    ticks = FireTick.objects.filter(school_id=roll.school_id, roll=roll)
    latest = ticks.order_by("pupil_id", "-ticked_at", "-pk").distinct("pupil_id")
    return frozenset(key for key, found in latest.values_list("pupil_id", "found") if found)
