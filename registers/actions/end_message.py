"""End what a message expects of a pupil who is back, from a session on."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction

from audit.actions.record import record
from registers.actions.record_message import Recorded
from registers.begun_sessions import hold_covered
from registers.hearing import require_confirming
from registers.message_plans import (
    first_of,
    last_of,
    lock_message,
    lock_pupils,
    refuse_withdrawn,
    session_before,
    take_out_of_open,
)
from registers.models import Message
from registers.planning import shorten_plans
from registers.roll_refusals import Fault, refuse_any
from rules.sessions import HALVES
from rules.sessions import Session as Half
from schools.models import User
from toolkit.days import full_day


@transaction.atomic
def end_message(
    *,
    by: User,
    message: Message,
    pupils: Collection[int],
    back_on: date,
    back_half: str,
    at: datetime,
) -> Recorded:
    """Expect these pupils again from the session on; the others of the message stay away.

    Marks that it led to from then on go from registers that are not submitted; those of submitted
    registers stay and are returned. Raises NotPermitted, or NotInOrder: for a pupil whom the
    message is not about, a session outside it, a message that is not confirmed or was taken back.
    """
    role = require_confirming(by, school_id=message.school_id)
    message = lock_message(message)
    refuse_withdrawn(message)
    every = list(message.about.select_related("pupil"))
    about = [one for one in every if one.pupil_id in set(pupils)]
    refuse_any(_faults(message, len(about), pupils, back_on, back_half))
    back = Half(back_on, back_half)
    last = last_of(message)
    hold_covered(school_id=message.school_id, first=first_of(message), last=last, at=at)
    lock_pupils([one.pupil_id for one in about])
    for one in about:
        one.back_on, one.back_half = back_on, back_half
        one.save(update_fields=["back_on", "back_half"])
    message.version += 1
    message.save(update_fields=["version"])
    whom: dict[str, Any] = {"by": by, "role": role, "at": at}
    expected = message.plans.filter(pupil__in=[one.pupil_id for one in about])
    shorten_plans(expected, last=session_before(back), at=at)
    stay = take_out_of_open(message, about, code=message.code, first=back, last=last, **whom)
    record(
        act="end_message",
        subject=message,
        by=by,
        at=at,
        school_id=message.school_id,
        detail={
            "pupils": [one.pupil_id for one in about],
            "back_on": back_on.isoformat(),
            "back_half": back_half,
            "stay": len(stay),
        },
    )
    return Recorded(message, [], stay)


def _faults(
    message: Message, found: int, asked: Collection[int], day: date, half: str
) -> list[Fault]:
    if not asked or found != len(set(asked)):
        return [Fault("pupils", "Choose who is back, of those whom the message is about.")]
    if message.confirmed_at is None:
        return [Fault("", "Nothing is expected yet: this message waits to be confirmed.")]
    if half not in HALVES:
        return [Fault("back_half", "Choose the morning or the afternoon.")]
    if not first_of(message) <= Half(day, half) <= last_of(message):
        first, last = full_day(message.first_day), full_day(message.last_day)
        return [Fault("back_on", f"The message is about {first} to {last}: choose a day in it.")]
    return []
