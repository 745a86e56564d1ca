"""Take a message back that was a mistake."""

from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions.record import record
from registers.actions.record_message import Recorded
from registers.begun_sessions import hold_covered
from registers.hearing import RECORD, places_of, require_confirming
from registers.message_plans import (
    first_of,
    last_of,
    lock_message,
    lock_pupils,
    refuse_withdrawn,
    take_out_of_open,
)
from registers.models import Message, Plan
from registers.roll_refusals import Fault, refuse_any
from schools.changes import refuse_if_changed
from schools.models import Pupil, User
from schools.permissions import Place, require
from toolkit import clock
from toolkit.words import visible

LONGEST = 200


@transaction.atomic
def withdraw_message(*, by: User, message: Message, why: str, seen: int, at: datetime) -> Recorded:
    """Expect nothing because of it any more; it stays readable, with who took it back and why.

    Its marks go from registers that are not submitted; those of submitted registers stay and are
    returned. Who passed a message on may take it back until it is confirmed. Raises NotPermitted,
    ChangedMeanwhile, or NotInOrder without a reason.
    """
    message = lock_message(message)
    about = list(message.about.select_related("pupil"))
    role = _role(by, message, [one.pupil for one in about], at)
    refuse_if_changed(message, seen=seen, typed={})
    refuse_withdrawn(message)
    reason = visible(why)
    if not reason:
        refuse_any([Fault("reason", "Enter why it is taken back.")])
    if len(reason) > LONGEST:
        refuse_any([Fault("reason", f"Use at most {LONGEST} letters.")])
    first, last = first_of(message), last_of(message)
    hold_covered(school_id=message.school_id, first=first, last=last, at=at)
    lock_pupils([one.pupil_id for one in about])
    message.withdrawn_at, message.withdrawn_by, message.withdrawn_why = at, by, reason
    message.version += 1
    message.save()
    Plan.objects.filter(message=message, withdrawn_at=None).update(withdrawn_at=at)
    stay = []
    if message.confirmed_at is not None:
        whom: dict[str, Any] = {"by": by, "role": role, "at": at}
        stay = take_out_of_open(message, about, code=message.code, first=first, last=last, **whom)
    record(
        act="withdraw_message",
        subject=message,
        by=by,
        at=at,
        school_id=message.school_id,
        reason=reason,
        detail={"stay": len(stay)},
    )
    return Recorded(message, [], stay)


def _role(by: User, message: Message, pupils: list[Pupil], at: datetime) -> str:
    if message.confirmed_at is None and message.recorded_by_id == by.pk:
        places = places_of(pupils, on=clock.local(at).date())
        roles = [
            require(by, RECORD, places.get(pupil.pk, Place(pupil.school_id))) for pupil in pupils
        ]
        return roles[0]
    return require_confirming(by, school_id=message.school_id)
