"""Confirm a message that was passed on, and choose its code."""

from datetime import datetime

from django.db import transaction

from audit.actions.record import record
from registers.actions.record_message import Recorded, counts_of, facts_of, require_codes
from registers.begun_sessions import hold_covered
from registers.hearing import Told, faults_of, faults_of_stays, require_confirming, told_in
from registers.message_plans import enter_all, expect, lock_message, lock_pupils, refuse_withdrawn
from registers.models import Message
from registers.roll_refusals import Fault, refuse_any
from schools.changes import refuse_if_changed
from schools.models import User
from toolkit.words import visible


@transaction.atomic
def confirm_message(
    *, by: User, message: Message, told: Told, confirmed_with: str, seen: int, at: datetime
) -> Recorded:
    """Let the registers expect it, as it was told or as the parent says now, and enter it at once.

    confirmed_with: the parent who was spoken to, which a message by transport staff needs.
    seen: the version that the person saw. Raises NotPermitted, what `require_code` raises,
    ChangedMeanwhile, or NotInOrder with every fault.
    """
    role = require_confirming(by, school_id=message.school_id)
    message = lock_message(message)
    facts = facts_of(told)
    refuse_if_changed(message, seen=seen, typed=facts)
    refuse_withdrawn(message)
    if message.confirmed_at is not None:
        refuse_any([Fault("", "This message is confirmed already. Change it instead.")])
    about = list(message.about.select_related("pupil"))
    pupils = [one.pupil for one in about]
    if told.code:
        require_codes(by, told)
    faults = faults_of(
        told, pupils, school=by.school, at=at, before=told_in(message), is_in_force=False
    )
    if not told.code:
        faults.append(Fault("code", "Choose the code that the registers are to expect."))
    by_transport = Message.Channel.TRANSPORT in (message.channel, told.channel)
    if by_transport and not visible(confirmed_with):
        faults.append(Fault("confirmed_with", "Enter with which parent you spoke."))
    refuse_any(faults)
    sessions = hold_covered(school_id=message.school_id, first=told.first, last=told.last, at=at)
    held = lock_pupils([pupil.pk for pupil in pupils])
    refuse_any(faults_of_stays(told, held))
    for fact, value in facts.items():
        setattr(message, fact, value)
    message.confirmed_at, message.confirmed_by = at, by
    message.confirmed_with = visible(confirmed_with)[:120]
    message.version += 1
    message.save()
    expect(message, about, by=by, role=role, at=at)
    outcomes = enter_all(message, about, sessions=sessions, pupils=held, by=by, role=role, at=at)
    record(
        act="confirm_message",
        subject=message,
        by=by,
        at=at,
        school_id=message.school_id,
        detail={"code": message.code, **counts_of(outcomes)},
    )
    return Recorded(message, outcomes)
