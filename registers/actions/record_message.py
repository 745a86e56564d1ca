"""Record what a parent or somebody else told the school about an absence."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from audit.actions.record import record
from registers.begun_sessions import Outcome, hold_covered
from registers.hearing import RECORD, Told, faults_of, faults_of_stays, may_confirm, places_of
from registers.message_plans import enter_all, expect, lock_pupils
from registers.models import Mark, Message, MessagePupil
from registers.permissions import require_code
from registers.queries.sent_again import message_sent_already
from registers.roll_refusals import Fault, refuse_any
from schools.models import Pupil, User
from schools.permissions import Place, require
from toolkit import clock
from toolkit.words import visible


@dataclass(frozen=True)
class Recorded:
    """A message, what became of the sessions that had begun, and marks that stay as they are."""

    message: Message
    outcomes: list[Outcome] = field(default_factory=list)
    stay: list[Mark] = field(default_factory=list)


@transaction.atomic
def record_message(
    *, by: User, pupils: Sequence[Pupil], told: Told, confirmed_with: str = "", at: datetime
) -> Recorded:
    """Keep what was told; by somebody who chooses codes, expect it and enter it at once.

    A teacher passes a message on without a code, and what transport staff say needs a parent
    (confirmed_with): both wait, and until then nothing is planned and no mark is written.
    The same form sent again within minutes is the message that it made, and changes nothing.
    Raises NotPermitted, what `require_code` raises, or NotInOrder with every fault.
    Source: product rule; SI 2024/208, regulation 10.
    """
    confirms = may_confirm(by)
    role = _role(by, pupils, at)
    told_by_transport = told.channel == Message.Channel.TRANSPORT
    in_force = confirms and bool(visible(confirmed_with) or not told_by_transport)
    if told.code:
        require_codes(by, told)
    faults = faults_of(told, pupils, school=by.school, at=at)
    if told.code and not confirms:
        faults.append(Fault("code", "The office chooses the code when it confirms the message."))
    if in_force and not told.code:
        faults.append(Fault("code", "Choose the code that the registers are to expect."))
    refuse_any(faults)
    sessions = []
    if in_force:
        sessions = hold_covered(school_id=by.school_id, first=told.first, last=told.last, at=at)
    held = lock_pupils([pupil.pk for pupil in pupils])
    refuse_any(faults_of_stays(told, held))
    facts, spoken_to = facts_of(told), visible(confirmed_with)[:120] if in_force else ""
    already = message_sent_already(
        by=by, facts=facts, confirmed_with=spoken_to, pupils=[one.pk for one in held], at=at
    )
    if already is not None:
        return Recorded(already)
    message = Message.objects.create(
        school_id=by.school_id,
        **facts,
        recorded_by=by,
        recorded_title=by.job_title,
        recorded_role=role,
        recorded_at=at,
        confirmed_at=at if in_force else None,
        confirmed_by=by if in_force else None,
        confirmed_with=spoken_to,
    )
    about = MessagePupil.objects.bulk_create(
        MessagePupil(school_id=by.school_id, message=message, pupil=pupil) for pupil in held
    )
    outcomes: list[Outcome] = []
    if in_force:
        expect(message, about, by=by, role=role, at=at)
        outcomes = enter_all(
            message, about, sessions=sessions, pupils=held, by=by, role=role, at=at
        )
    record(
        act="record_message",
        subject=message,
        by=by,
        at=at,
        school_id=by.school_id,
        detail={
            "pupils": [pupil.pk for pupil in held],
            "confirmed": in_force,
            **counts_of(outcomes),
        },
    )
    return Recorded(message, outcomes)


def require_codes(by: User, told: Told) -> None:
    """Refuse a code that the person may not enter for the first day or the last."""
    for day in {told.first_day, told.last_day}:
        require_code(by, told.code, on=day)


def facts_of(told: Told) -> dict[str, object]:
    """What is stored of it, by column; words without the spaces around them."""
    return {
        fact: value.strip() if isinstance(value, str) else value
        for fact, value in vars(told).items()
    }


def counts_of(outcomes: Sequence[Outcome]) -> dict[str, int]:
    """How many sessions came to what, for the audit entry."""
    found: dict[str, int] = {}
    for outcome in outcomes:
        found[outcome.what] = found.get(outcome.what, 0) + 1
    return found


def _role(by: User, pupils: Sequence[Pupil], at: datetime) -> str:
    """The role in which the person records it for every one of the pupils."""
    today = clock.local(at).date()
    places = places_of(pupils, on=today) if pupils else {}
    roles = [require(by, RECORD, places.get(pupil.pk, Place(pupil.school_id))) for pupil in pupils]
    return roles[0] if roles else require(by, RECORD)
