"""Let the headteacher take back what somebody was named to decide."""

from datetime import datetime

from django.db import transaction

from audit.actions.record import record
from schools.models import Delegation, User
from schools.permissions import Place, require
from schools.staff import StaffRefused
from toolkit import clock


@transaction.atomic
def withdraw_delegate(*, by: User, delegation_id: int, at: datetime) -> Delegation:
    """From this moment the person decides no more; what they decided stands.

    Raises NotPermitted, StaffRefused where it is over, and Delegation.DoesNotExist for another
    school's.
    """
    rows = Delegation.objects.select_for_update(of=("self",)).select_related("user")
    delegation = rows.get(pk=delegation_id, school_id=by.school_id)
    require(by, delegation.capability, Place(by.school_id))  # Without a day: only a headteacher.
    if delegation.withdrawn_at is not None or delegation.end < clock.local(at).date():
        raise StaffRefused("This has ended already.")
    delegation.withdrawn_at = at
    delegation.save(update_fields=["withdrawn_at"])
    record(
        act="withdraw_delegate",
        by=by,
        at=at,
        school_id=by.school_id,
        subject=delegation.user,
        detail={"capability": delegation.capability, "last": str(delegation.end)},
    )
    return delegation
