"""Decide which fire roll is being called now, and who may close it."""

from datetime import datetime, timedelta

from registers.models import FireRoll, FireTick
from registers.refusals import Refused
from schools.models import User
from schools.permissions import NotPermitted, may
from toolkit import clock

CLOSES = "bulk_and_closures"  # The office and those who lead: they answer for a drill.
SAME_ALARM = timedelta(minutes=30)  # What was ticked longer before a roll was of another.
FORGOTTEN_AFTER = timedelta(hours=1)  # Without a tick; then anybody may close it.


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


def newest_roll(school_id: int) -> FireRoll | None:
    """The roll called last, whether it is over or not; at most one is open, and it is this."""
    rolls = FireRoll.objects.filter(school_id=school_id).select_related("opened_by", "closed_by")
    return rolls.order_by("-pk").first()


def is_called(roll: FireRoll | None, *, at: datetime) -> bool:
    """Whether the roll is being called now: one that was left open on another day is not."""
    if roll is None or roll.closed_at is not None:
        return False
    return clock.local(roll.opened_at).date() == clock.local(at).date()


def is_forgotten(roll: FireRoll, *, last_tick: datetime | None, at: datetime) -> bool:
    """Whether nobody has ticked for an hour, so that the roll may be of an alarm long past."""
    return at - (last_tick or roll.opened_at) >= FORGOTTEN_AFTER


def may_close(by: User, roll: FireRoll, *, last_tick: datetime | None, at: datetime) -> bool:
    """Whoever opened it, the office and those who lead; anybody, once it was forgotten."""
    mine = roll.opened_by_id == by.pk
    return mine or may(by, CLOSES) or is_forgotten(roll, last_tick=last_tick, at=at)


def latest_ticks(roll: FireRoll) -> dict[int, tuple[bool, datetime]]:
    """Whether each pupil who was ticked is found, and since when, by their key."""
    ticks = FireTick.objects.filter(school_id=roll.school_id, roll=roll)
    latest = ticks.order_by("pupil_id", "-ticked_at", "-pk").distinct("pupil_id")
    rows = latest.values_list("pupil_id", "found", "ticked_at")
    return {pupil_id: (found, ticked_at) for pupil_id, found, ticked_at in rows}
