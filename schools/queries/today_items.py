"""What waits for somebody about the school's people: returns about new pupils."""

from datetime import date, datetime

from django.urls import reverse

from schools.models import AuthorityProfile, NewPupilReturn, User
from schools.permissions import may
from schools.today import TodayItem
from toolkit.days import full_day

OVERDUE, SOON = 0, 2


def today_items(*, by: User, on: date, at: datetime) -> list[TodayItem]:
    """The returns about new pupils that the person may make, the earliest due first."""
    if not may(by, "send_returns_and_reports"):
        return []
    waiting = NewPupilReturn.objects.filter(school_id=by.school_id, made_on__isnull=True)
    rows = list(waiting.select_related("enrolment__pupil").order_by("entered_on", "pk"))
    if not rows:
        return []
    profile = AuthorityProfile.objects.filter(school_id=by.school_id).in_force(on)
    authority = profile.name if profile is not None else "the local authority"
    return [_item(row, authority, on) for row in rows]


def nav_count(*, by: User, on: date) -> int:
    """How many returns about new pupils wait for the person."""
    if not may(by, "send_returns_and_reports"):
        return 0
    return NewPupilReturn.objects.filter(school_id=by.school_id, made_on__isnull=True).count()


def _item(row: NewPupilReturn, authority: str, on: date) -> TodayItem:
    pupil = row.enrolment.pupil
    late = row.due_by < on
    return TodayItem(
        kind="new_pupil_return",
        urgency=OVERDUE if late else SOON,
        title=f"Tell {authority} of {pupil.name}",
        detail=(
            f"{'It was due' if late else 'Due'} by {full_day(row.due_by)}: everything in the "
            f"admission register, within five days of {full_day(row.entered_on)}."
        ),
        address=reverse("people:return_made", args=[pupil.pk]),
        action="Record that it was sent",
        due=row.due_by,
    )
