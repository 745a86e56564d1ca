"""Record that a worker was told, after the removal was decided, that a pupil left the roll."""

from datetime import date, datetime

from django.db import transaction

from audit.actions.record import record
from registers.arranging import lock, missing
from registers.models import Removal, RemovalTelling
from registers.roll_refusals import refuse_any
from registers.telling import NO_WORDS, faults_of_day, faults_of_teller, faults_of_whom
from schools.flags import require_safeguarding
from schools.models import User
from toolkit import clock


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
            *faults_of_whom(removal, whom),
            *faults_of_day(removal, told_on, today=clock.local(at).date()),
            *faults_of_teller(removal, told_by, told_on),
            *missing("words", words, NO_WORDS),
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
