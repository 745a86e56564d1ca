"""Let a trip or another activity end before its time."""

from datetime import date, datetime

from django.db import transaction

from audit.actions.record import record
from registers.activity_plans import lock_activity
from registers.arranging import require_arranging
from registers.message_plans import lock_pupils
from registers.models import Activity
from registers.planning import shorten_plans
from registers.roll_refusals import Fault, refuse_any
from rules.sessions import HALVES
from rules.sessions import Session as Half
from schools.models import User


@transaction.atomic
def end_activity(
    *, by: User, activity: Activity, last_day: date, last_half: str, seen: int, at: datetime
) -> Activity:
    """Offer it until the session, that included, and no longer; marks stay as they are.

    Raises NotPermitted, ChangedMeanwhile, or NotInOrder for a session that is not inside it.
    """
    require_arranging(by, school_id=activity.school_id)
    activity = lock_activity(activity, seen=seen)
    if last_half not in HALVES:
        refuse_any([Fault("last_half", "Choose the morning or the afternoon.")])
    first = Half(activity.first_day, activity.first_half)
    if not first <= Half(last_day, last_half) < Half(activity.last_day, activity.last_half):
        sentence = "Choose a session before its last one and not before its first."
        refuse_any([Fault("last_day", sentence)])
    before = activity.last_day, activity.last_half
    activity.last_day, activity.last_half = last_day, last_half
    activity.version += 1
    activity.save()
    lock_pupils(set(activity.plans.values_list("pupil_id", flat=True)))
    shorten_plans(activity.plans.all(), last=Half(last_day, last_half), at=at)
    record(
        act="end_activity",
        subject=activity,
        by=by,
        at=at,
        school_id=activity.school_id,
        detail={
            "from": [before[0].isoformat(), before[1]],
            "to": [last_day.isoformat(), last_half],
        },
    )
    return activity
