"""Find what a person has just recorded, where the same form is sent a second time."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from registers.models import Activity, Message, Plan
from schools.models import User

AGAIN = timedelta(minutes=10)  # A double click, a reload, or the button after the back button.


def message_sent_already(
    *,
    by: User,
    facts: Mapping[str, Any],
    confirmed_with: str,
    pupils: Collection[int],
    at: datetime,
) -> Message | None:
    """The message that says the same of the same pupils and stands as it was recorded.

    facts: what it says, by column.
    """
    found = Message.objects.filter(
        school_id=by.school_id,
        recorded_by=by,
        recorded_at__gte=at - AGAIN,
        withdrawn_at=None,
        version=1,
        confirmed_with=confirmed_with,
        **facts,
    )
    for message in found.prefetch_related("about"):
        if {one.pupil_id for one in message.about.all()} == set(pupils):
            return message
    return None


def activity_sent_already(
    *, by: User, facts: Mapping[str, Any], pupils: Collection[int], at: datetime
) -> Activity | None:
    """The trip of the same pupils that stands as it was recorded. facts: by column."""
    found = Activity.objects.filter(
        school_id=by.school_id,
        recorded_by=by,
        recorded_at__gte=at - AGAIN,
        withdrawn_at=None,
        version=1,
        **facts,
    )
    for activity in found:
        going = Plan.objects.filter(activity=activity).values_list("pupil_id", flat=True)
        if set(going) == set(pupils):
            return activity
    return None
