"""What waits for somebody about the school's people: returns about new pupils."""

from datetime import date, datetime

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
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
    rows = waiting.select_related("enrolment__pupil").annotate(authority=_authority(on))
    return [
        _item(row, row.authority or "the local authority", on)
        for row in rows.order_by("entered_on", "pk")
    ]


def nav_count(*, by: User, on: date) -> int:
    """How many returns about new pupils wait for the person."""
    if not may(by, "send_returns_and_reports"):
        return 0
    return NewPupilReturn.objects.filter(school_id=by.school_id, made_on__isnull=True).count()


def _authority(on: date) -> Coalesce:
    """The name of the authority on the day, read with the row."""
    names = AuthorityProfile.objects.filter(school_id=OuterRef("school_id")).values("name")
    begun = names.filter(valid_from__lte=on).order_by("-valid_from")
    return Coalesce(Subquery(begun[:1]), Subquery(names.order_by("valid_from")[:1]))


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
