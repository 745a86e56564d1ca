"""Save who was found at an evacuation; the first tick begins the roll."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from audit.actions.record import record
from registers.ending_rolls import end_left_open
from registers.evacuation import (
    SAME_ALARM,
    Calling,
    NoRollToCall,
    NotOnTheRoll,
    RollWasClosed,
    TickTooOld,
    newest_roll,
)
from registers.models import FireRoll, FireTick
from registers.queries.presence import meeting_of
from registers.queries.sessions_of_day import sessions_of_day
from registers.refusals import ChangeUsedAlready
from schools.models import ClassMembership, School, User
from schools.permissions import require
from toolkit import clock


@dataclass(frozen=True)
class Tick:
    """found: False takes a tick back. waited: how long it waited on the device to be sent."""

    pupil_id: int
    found: bool
    client_id: UUID | None = None
    waited: timedelta = timedelta(0)


@transaction.atomic
def save_ticks(
    *, by: User, ticks: Sequence[Tick], roll_id: int, before: int, at: datetime
) -> FireRoll:
    """Save the ticks, all or none, and give the roll that they are part of.

    roll_id: the roll that the person saw being called, 0 for none. before: the newest roll that
    they saw, 0 for none; so that a tick which waited never begins a roll after the alarm is over,
    and never says of a later alarm that somebody was found. A tick sent twice is saved once.
    Raises NotPermitted, RollWasClosed, TickTooOld, NotOnTheRoll, NoRollToCall, ChangeUsedAlready.
    """
    require(by, "fire_roll")
    School.objects.select_for_update(no_key=True).only("pk").get(pk=by.school_id)
    newest = newest_roll(by.school_id)
    called = newest.roll if newest and newest.is_called(at) else None
    seen = newest.roll.pk if newest else 0
    if (roll_id and roll_id != (called.pk if called else 0)) or (not called and before != seen):
        raise RollWasClosed
    _require_on_the_roll(by.school_id, ticks, at)
    fresh = _not_yet_saved(by.school_id, ticks)
    begun = called.opened_at if called else at
    if any(begun - (at - tick.waited) > SAME_ALARM for tick in fresh):
        raise TickTooOld
    if not fresh and called is None:
        raise RollWasClosed
    roll = called or _opened(by, newest, fresh, at)
    if fresh:
        FireTick.objects.bulk_create(
            FireTick(
                school_id=by.school_id,
                roll=roll,
                pupil_id=tick.pupil_id,
                found=tick.found,
                ticked_by=by,
                ticked_at=at - tick.waited,
                client_id=tick.client_id,
            )
            for tick in fresh
        )
        found = sum(tick.found for tick in fresh)
        detail = {"found": found, "taken_back": len(fresh) - found, "opened": called is None}
        record(act="save_ticks", subject=roll, by=by, at=at, school_id=by.school_id, detail=detail)
    return roll


def _require_on_the_roll(school_id: int, ticks: Sequence[Tick], at: datetime) -> None:
    today = clock.local(at).date()
    sessions = sessions_of_day(school_id=school_id, day=today)
    if not meeting_of(sessions, school_id=school_id, day=today)[0]:
        raise NoRollToCall
    wanted = {tick.pupil_id for tick in ticks}
    members = ClassMembership.objects.on_the_roll(school_id=school_id, day=today)
    if wanted - set(members.filter(pupil_id__in=wanted).values_list("pupil_id", flat=True)):
        raise NotOnTheRoll


def _not_yet_saved(school_id: int, ticks: Sequence[Tick]) -> list[Tick]:
    sent = [tick.client_id for tick in ticks if tick.client_id]
    rows = FireTick.objects.filter(school_id=school_id, client_id__in=sent)
    saved = dict(rows.values_list("client_id", "pupil_id"))
    fresh = []
    for tick in ticks:
        if saved.get(tick.client_id, tick.pupil_id) != tick.pupil_id:
            raise ChangeUsedAlready
        if tick.client_id not in saved:
            fresh.append(tick)
        if tick.client_id is not None:
            saved[tick.client_id] = tick.pupil_id
    return fresh


def _opened(by: User, newest: Calling | None, ticks: Sequence[Tick], at: datetime) -> FireRoll:
    """A new roll, from the moment of its first tick; one that was left open ends with it."""
    if newest is not None and newest.roll.closed_at is None:
        end_left_open(calling=newest, words="", by=by)
    waited = max((tick.waited for tick in ticks), default=timedelta(0))
    return FireRoll.objects.create(school_id=by.school_id, opened_at=at - waited, opened_by=by)
