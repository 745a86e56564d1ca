"""Offer an activity in the rows of the registers that it covers."""

from collections.abc import Sequence
from datetime import datetime

from registers.models import Activity, Plan
from registers.planning import from_session_to_session, write_plans
from registers.roll_refusals import Fault, refuse_any
from schools.changes import ChangedMeanwhile
from schools.models import Pupil, User


def lock_activity(activity: Activity, *, seen: int | None) -> Activity:
    """The activity as it is now, held until the transaction ends; seen: None not to be asked.

    Raises ChangedMeanwhile where it is no longer as it was seen, NotInOrder where it was taken
    back.
    """
    locked = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    if locked.withdrawn_at is not None:
        refuse_any([Fault("", "This was taken back. Record a new one.")])
    if seen is not None and locked.version != seen:
        raise ChangedMeanwhile([])
    return locked


def offer(
    activity: Activity, pupils: Sequence[Pupil], *, by: User, role: str, at: datetime
) -> None:
    """Let the registers offer it for these pupils, as it is now."""
    spans = from_session_to_session(
        activity.code,
        start=activity.first_day,
        start_half=activity.first_half,
        end=activity.last_day,
        end_half=activity.last_half,
    )
    write_plans(spans, pupils=pupils, by=by, role=role, at=at, activity=activity)


def offer_no_more(activity: Activity, *, at: datetime, pupils: Sequence[int] = ()) -> set[int]:
    """Withdraw its plans, of these pupils or of all; returns whose they were."""
    plans = Plan.objects.filter(activity=activity, withdrawn_at=None)
    if pupils:
        plans = plans.filter(pupil_id__in=pupils)
    whose = set(plans.values_list("pupil_id", flat=True))
    plans.update(withdrawn_at=at)
    return whose
