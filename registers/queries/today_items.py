"""What waits about timetables and suspensions: reviews, ends, and education from the sixth day."""

from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.urls import reverse

from registers.arranging import ARRANGE
from registers.models import Suspension, Timetable, TimetableReview
from registers.suspending import PROVISION_DAY
from schools.models import Enrolment, Session, User
from schools.permissions import may
from schools.today import TodayItem
from toolkit.days import full_day

AHEAD = timedelta(days=7)
OVERDUE, SOON, LATER = 0, 1, 2


def today_items(*, by: User, on: date, at: datetime) -> list[TodayItem]:
    """What those who record timetables and suspensions have to do, of pupils on the roll."""
    if not may(by, ARRANGE):
        return []
    return [*_reviews(by, on), *_ends(by, on), *_education(by, on)]


def _here(on: date, pupil: str) -> Exists:
    """Whether the pupil is on the roll that day."""
    stays = Enrolment.objects.on(on)
    return Exists(stays.filter(school_id=OuterRef("school_id"), pupil_id=OuterRef(pupil)))


def _reviews(by: User, on: date) -> list[TodayItem]:
    due = TimetableReview.objects.filter(
        _here(on, "timetable__pupil_id"),
        Q(timetable__end__isnull=True) | Q(timetable__end__gte=on),
        school_id=by.school_id,
        held_on=None,
        due_on__lte=on + AHEAD,
        timetable__withdrawn_at=None,
    )
    return [
        TodayItem(
            kind="timetable_review",
            urgency=OVERDUE if review.due_on < on else SOON,
            title=f"Review {review.timetable.pupil.name}'s part-time timetable",
            detail=f"{'Was due' if review.due_on < on else 'Due'} on {full_day(review.due_on)}.",
            address=reverse(
                "roll:review", args=[review.timetable.pupil_id, review.timetable_id, review.pk]
            ),
            action="Record the review",
            due=review.due_on,
        )
        for review in due.select_related("timetable__pupil").order_by("due_on", "pk")
    ]


def _ends(by: User, on: date) -> list[TodayItem]:
    ending = Timetable.objects.filter(
        _here(on, "pupil_id"),
        school_id=by.school_id,
        withdrawn_at=None,
        start__lte=on,
        end__range=(on, on + AHEAD),
    )
    return [
        TodayItem(
            kind="timetable_ends",
            urgency=LATER,
            title=f"{one.get_kind_display()} of {one.pupil.name} ends",
            detail=f"The last day is {full_day(one.end)}. After it every session is due here.",
            address=reverse("roll:timetable", args=[one.pupil_id, one.pk]),
            action="Look at it",
            due=one.end,
        )
        for one in ending.select_related("pupil").order_by("end", "pk")
        if one.end is not None
    ]


def _education(by: User, on: date) -> list[TodayItem]:
    """Suspensions that last to a sixth school day, which is near or past, and give nothing."""
    days = Session.objects.meeting().filter(
        school_id=OuterRef("school_id"), day__gte=OuterRef("start")
    )
    sixth = days.order_by("day").values("day").distinct()[PROVISION_DAY - 1 : PROVISION_DAY]
    lasting = Suspension.objects.filter(
        _here(on, "pupil_id"),
        Q(end__isnull=True) | Q(end__gte=on),
        school_id=by.school_id,
        withdrawn_at=None,
        provision_from=None,
    ).annotate(sixth=Subquery(sixth))
    due_soon = lasting.filter(Q(end__isnull=True) | Q(end__gte=F("sixth")), sixth__lte=on + AHEAD)
    return [
        _provision(one, one.sixth, on)
        for one in due_soon.select_related("pupil").order_by("start", "pk")
    ]


def _provision(one: Suspension, due: date, on: date) -> TodayItem:
    return TodayItem(
        kind="sixth_day",
        urgency=OVERDUE if due <= on else SOON,
        title=f"Arrange education for {one.pupil.name}",
        detail=f"The sixth school day of the exclusion is {full_day(due)}, and nothing "
        "is recorded for it.",
        address=reverse("roll:change_suspension", args=[one.pupil_id, one.pk]),
        action="Record what is given",
        due=due,
    )
