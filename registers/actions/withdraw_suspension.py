"""Take a suspension back, so that no register expects it any more."""

from datetime import datetime

from django.db import transaction

from audit.actions.record import record
from registers.actions.record_suspension import withdraw_plans
from registers.arranging import lock, missing, require_arranging
from registers.models import Suspension
from registers.roll_refusals import Fault, refuse_any
from schools.models import User


@transaction.atomic
def withdraw_suspension(
    *, by: User, suspension: Suspension, reason: str, at: datetime
) -> Suspension:
    """Withdraw it and its plans; marks of E that registers hold are changed there, by a person.

    Raises NotPermitted, or NotInOrder where it was taken back before or no reason is given.
    """
    require_arranging(by, school_id=suspension.school_id)
    lock(suspension.pupil)
    suspension = Suspension.objects.select_for_update().get(pk=suspension.pk)
    faults = missing("reason", reason, "Enter why it is taken back.")
    if suspension.withdrawn_at is not None:
        faults.append(Fault("", "It was taken back already."))
    refuse_any(faults)
    suspension.withdrawn_at, suspension.withdrawn_by = at, by
    suspension.save(update_fields=["withdrawn_at", "withdrawn_by"])
    withdraw_plans(suspension, at=at)
    record(
        act="withdraw_suspension",
        subject=suspension,
        by=by,
        at=at,
        school_id=suspension.school_id,
        reason=reason.strip(),
        detail={"pupil": suspension.pupil_id},
    )
    return suspension
