"""Record that a worker was told, after the removal was decided, that a pupil left the roll."""

from datetime import date, datetime

from django.db import transaction

from audit.actions.record import record
from registers.arranging import lock, missing
from registers.models import Removal, RemovalTelling
from registers.queries.untold import still_to_tell
from registers.roll_refusals import Fault, refuse_any
from schools.flags import require_safeguarding
from schools.models import User
from toolkit import clock
from toolkit.days import full_day

Whom = RemovalTelling.Whom
IN_WORDS = {
    Whom.SOCIAL_WORKER: "social worker",
    Whom.YOUTH_JUSTICE: "youth justice worker",
    Whom.VIRTUAL_SCHOOL: "Virtual School",
}


@transaction.atomic
def record_telling(
    *,
    by: User,
    removal: Removal,
    whom: str,
    told_on: date,
    told_by: User,
    words: str,
    at: datetime,
) -> RemovalTelling:
    """Record who told this worker, when and how. whom: a value of `RemovalTelling.Whom`.

    Raises NotPermitted for whoever does not see safeguarding facts, or NotInOrder: for a removal
    that was taken back, a worker whom the pupil has not or who was told, a day before the removal
    was decided or still to come, a teller who is not of the school, or no words.
    """
    role = require_safeguarding(by, school_id=removal.school_id)
    pupil = lock(removal.enrolment.pupil)
    refuse_any(
        [
            *_of_whom(removal, whom),
            *_of_day(removal, told_on, today=clock.local(at).date()),
            *_of_teller(removal, told_by, told_on),
            *missing("words", words, "Enter how it was done, and what was said."),
        ]
    )
    telling = RemovalTelling.objects.create(
        school_id=removal.school_id,
        removal=removal,
        whom=whom,
        told_on=told_on,
        told_by=told_by,
        words=words.strip(),
        recorded_by=by,
        recorded_title=by.job_title,
        recorded_role=role,
        recorded_at=at,
    )
    record(
        act="record_telling",
        subject=telling,
        by=by,
        at=at,
        school_id=removal.school_id,
        detail={"pupil": pupil.pk, "removal": removal.pk},
    )
    return telling


def _of_whom(removal: Removal, whom: str) -> list[Fault]:
    if whom not in Whom.values:
        return [Fault("whom", "Choose who was told.")]
    worker = IN_WORDS[Whom(whom)]
    if removal.withdrawals.exists():
        return [Fault("", "This removal was taken back. There is nothing to tell.")]
    if whom in still_to_tell(removal):
        return []
    later = removal.tellings.filter(whom=whom).first()
    told_on = later.told_on if later else getattr(removal, f"{whom}_told_on")
    if told_on is not None:
        return [Fault("whom", f"The {worker} was told on {full_day(told_on)} already.")]
    pupil = removal.enrolment.pupil
    day = full_day(removal.last_day)
    return [Fault("whom", f"No {worker} of {pupil.name} is recorded for {day}.")]


def _of_day(removal: Removal, told_on: date, *, today: date) -> list[Fault]:
    decided_on = clock.local(removal.decided_at).date()
    if told_on > today:
        return [Fault("told_on", "This day has not come yet.")]
    if told_on < decided_on:
        sentence = f"The removal was decided on {full_day(decided_on)}. Choose that day or later."
        return [Fault("told_on", sentence)]
    return []


def _of_teller(removal: Removal, told_by: User, told_on: date) -> list[Fault]:
    if told_by.school_id != removal.school_id or told_by.is_system:
        return [Fault("told_by", "Choose somebody who works at the school.")]
    if told_by.has_left(told_on):
        return [Fault("told_by", f"{told_by.name} had left the school by then.")]
    return []
