"""Take single pupils out of a trip or another activity."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from audit.actions.record import record
from registers.activity_plans import lock_activity, offer_no_more
from registers.arranging import require_arranging
from registers.models import Activity
from registers.roll_refusals import Fault, refuse_any
from schools.models import User


@transaction.atomic
def take_out_of_activity(
    *, by: User, activity: Activity, pupils: Collection[int], at: datetime
) -> Activity:
    """Let registers offer it no more for these pupils, who stay behind; marks stay as they are.

    Raises NotPermitted, or NotInOrder where one of them does not go anyway.
    """
    require_arranging(by, school_id=activity.school_id)
    activity = lock_activity(activity, seen=None)
    out = offer_no_more(activity, at=at, pupils=[*pupils]) if pupils else set()
    if not out or out != set(pupils):
        refuse_any([Fault("pupils", "Choose from those who go.")])
    activity.version += 1
    activity.save(update_fields=["version"])
    record(
        act="take_out_of_activity",
        subject=activity,
        by=by,
        at=at,
        school_id=activity.school_id,
        detail={"pupils": sorted(out)},
    )
    return activity
