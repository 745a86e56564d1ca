"""Record that the local authority was told of a new pupil."""

from datetime import date, datetime

from django.db import transaction

from audit.actions.record import record
from schools.models import NewPupilReturn, User
from schools.permissions import require
from schools.refusals import Refused


@transaction.atomic
def record_new_pupil_return(
    *, by: User, pupil_id: int, made_on: date, at: datetime, on: date
) -> NewPupilReturn:
    """The pupil's latest return that was due, as made on a day up to today (`on`).

    Raises NotPermitted, Refused, and NewPupilReturn.DoesNotExist where the pupil has none due.
    """
    require(by, "send_returns_and_reports")
    due = NewPupilReturn.objects.select_for_update(of=("self",)).select_related("enrolment")
    made = due.filter(
        school_id=by.school_id, enrolment__pupil_id=pupil_id, made_on__isnull=True
    ).latest("entered_on", "pk")
    if made_on > on:
        raise Refused("Enter the day on which it was sent: today or earlier.", field="made_on")
    made.made_on, made.recorded_by, made.recorded_at = made_on, by, at
    made.save(update_fields=["made_on", "recorded_by", "recorded_at"])
    record(
        act="record_new_pupil_return",
        by=by,
        at=at,
        school_id=by.school_id,
        subject=made,
        detail={"made_on": made_on.isoformat(), "due_by": made.due_by.isoformat()},
    )
    return made
