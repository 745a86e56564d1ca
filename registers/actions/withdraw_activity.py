"""Take back a trip or another activity that does not take place."""

from datetime import datetime

from django.db import transaction

from audit.actions.record import record
from registers.activity_plans import lock_activity, offer_no_more
from registers.arranging import require_arranging
from registers.models import Activity
from schools.models import User


@transaction.atomic
def withdraw_activity(*, by: User, activity: Activity, seen: int, at: datetime) -> Activity:
    """Let no register offer it any more; marks that somebody made stay as they are.

    Raises NotPermitted, ChangedMeanwhile, or NotInOrder where it was taken back already.
    """
    require_arranging(by, school_id=activity.school_id)
    activity = lock_activity(activity, seen=seen)
    activity.withdrawn_at, activity.withdrawn_by = at, by
    activity.version += 1
    activity.save()
    offered = offer_no_more(activity, at=at)
    record(
        act="withdraw_activity",
        subject=activity,
        by=by,
        at=at,
        school_id=activity.school_id,
        detail={"pupils": len(offered)},
    )
    return activity
