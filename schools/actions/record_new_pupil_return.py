"""Record that the local authority was told of a new pupil."""

from datetime import date, datetime

from django.db import transaction

from audit.actions.record import record
from schools.models import NewPupilReturn, User
from schools.permissions import require
from schools.refusals import Refused
from toolkit.days import full_day


@transaction.atomic
def record_new_pupil_return(
    *, by: User, pupil_id: int, return_id: int, made_on: date, at: datetime, on: date
) -> NewPupilReturn:
    """This return about the pupil, as made on a day from the entry of the name to today (`on`).

    Raises NotPermitted, Refused (also where it was made already), and NewPupilReturn.DoesNotExist
    for a return about another pupil.
    """
    require(by, "send_returns_and_reports")
    returns = NewPupilReturn.objects.select_for_update(of=("self",))
    made = returns.get(pk=return_id, school_id=by.school_id, enrolment__pupil_id=pupil_id)
    if made.made_on is not None:
        raise Refused(f"It is recorded already: it was sent on {full_day(made.made_on)}.")
    if made_on > on:
        raise Refused("Enter the day on which it was sent: today or earlier.", field="made_on")
    if made_on < made.entered_on:
        raise Refused(
            f"The name was entered on {full_day(made.entered_on)}: enter that day or a later one.",
            field="made_on",
        )
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
