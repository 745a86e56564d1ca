"""Change what a message says, and what the registers expect because of it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions.record import record
from registers.actions.record_message import Recorded, counts_of, facts_of, require_codes
from registers.begun_sessions import Outcome, hold_covered
from registers.hearing import (
    Told,
    faults_of,
    faults_of_stays,
    require_confirming,
    require_reading,
    told_in,
)
from registers.message_plans import (
    enter_all,
    expect,
    first_of,
    last_of,
    lock_message,
    lock_pupils,
    refuse_withdrawn,
    take_out_of_open,
)
from registers.models import Mark, Message
from registers.planning import shorten_plans
from registers.roll_refusals import Fault, refuse_any
from schools.changes import in_words, refuse_if_changed
from schools.models import User


@transaction.atomic
def change_message(*, by: User, message: Message, told: Told, seen: int, at: datetime) -> Recorded:
    """Correct it, make it longer or shorter; what it has led to in open registers follows.

    Marks of registers that were submitted stay and are returned. A pupil who was back early stays
    back. seen: the version that the person saw. Raises NotPermitted, what `require_code` raises,
    ChangedMeanwhile, or NotInOrder with every fault.
    """
    role = require_confirming(by, school_id=message.school_id)
    message = lock_message(message)
    facts = facts_of(told)
    refuse_if_changed(message, seen=seen, typed=facts)
    refuse_withdrawn(message)
    about = list(message.about.select_related("pupil"))
    pupils = [one.pupil for one in about]
    require_reading(by, message)
    old = told_in(message)
    is_longer = told.first < old.first or told.last > old.last
    if told.code and (told.code != old.code or is_longer):
        require_codes(by, told)
    in_force = message.confirmed_at is not None
    faults = faults_of(told, pupils, school=by.school, at=at, before=old, is_in_force=in_force)
    if in_force and not told.code:
        faults.append(Fault("code", "Choose the code that the registers are to expect."))
    if not in_force and told.code and told.code != message.code:
        faults.append(Fault("code", "The code is chosen when the message is confirmed."))
    if in_force and told.channel == Message.Channel.TRANSPORT and not message.confirmed_with:
        faults.append(Fault("channel", "What transport staff say has to be confirmed first."))
    refuse_any(faults)
    first = min(told.first, first_of(message))
    last = max(told.last, last_of(message))
    sessions = hold_covered(school_id=message.school_id, first=first, last=last, at=at)
    held = lock_pupils([pupil.pk for pupil in pupils])
    refuse_any(faults_of_stays(told, held))
    before = {fact: getattr(message, fact) for fact in facts}
    for fact, value in facts.items():
        setattr(message, fact, value)
    message.version += 1
    message.save()
    outcomes: list[Outcome] = []
    stay: list[Mark] = []
    if in_force:
        whom: dict[str, Any] = {"by": by, "role": role, "at": at}
        if is_longer or (told.code, told.first) != (old.code, old.first):
            expect(message, about, **whom)
        else:
            shorten_plans(message.plans.all(), last=told.last, at=at)
        stay = take_out_of_open(message, about, code=before["code"], first=first, last=last, **whom)
        outcomes = enter_all(message, about, sessions=sessions, pupils=held, **whom)
    changed = {
        fact: [in_words(before[fact]), in_words(value)]
        for fact, value in facts.items()
        if before[fact] != value and fact != "words"
    }
    record(
        act="change_message",
        subject=message,
        by=by,
        at=at,
        school_id=message.school_id,
        detail={"changed": changed, "stay": len(stay), **counts_of(outcomes)},
    )
    return Recorded(message, outcomes, stay)
