"""What waits about timetables and suspensions: reviews, ends, and education from the sixth day."""

from datetime import date, datetime, timedelta

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, Subquery
from django.urls import reverse

from registers.arranging import ARRANGE
from registers.models import Suspension, Timetable
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
    return [*_timetables(by, on), *_education(by, on)]


def _here(on: date, pupil: str) -> Exists:
    """Whether the pupil is on the roll that day."""
    stays = Enrolment.objects.on(on)
    return Exists(stays.filter(school_id=OuterRef("school_id"), pupil_id=OuterRef(pupil)))


def _timetables(by: User, on: date) -> list[TodayItem]:
    """Reviews that are due and timetables that end soon, in one query: a row for each review."""
    due = FilteredRelation(
        "reviews", condition=Q(reviews__held_on=None, reviews__due_on__lte=on + AHEAD)
    )
    ends_soon = Q(start__lte=on, end__range=(on, on + AHEAD))
    rows = (
        Timetable.objects.filter(_here(on, "pupil_id"), school_id=by.school_id, withdrawn_at=None)
        .alias(due=due)
        .annotate(review=F("due__pk"), review_due=F("due__due_on"))
        .filter(Q(review__isnull=False) & (Q(end__isnull=True) | Q(end__gte=on)) | ends_soon)
        .select_related("pupil")
        .order_by("review_due", "end", "pk")
    )
    ending = {one.pk: one for one in rows if one.start <= on and _is_soon(one.end, on)}
    reviews = [_review(one, one.review, one.review_due, on) for one in rows if one.review]
    return [*reviews, *(_end(one) for one in ending.values())]


def _is_soon(day: date | None, on: date) -> bool:
    return day is not None and on <= day <= on + AHEAD


def _review(timetable: Timetable, review: int, due: date, on: date) -> TodayItem:
    return TodayItem(
        kind="timetable_review",
        urgency=OVERDUE if due < on else SOON,
        title=f"Review {timetable.pupil.name}'s part-time timetable",
        detail=f"{'Was due' if due < on else 'Due'} on {full_day(due)}.",
        address=reverse("roll:review", args=[timetable.pupil_id, timetable.pk, review]),
        action="Record the review",
        due=due,
    )


def _end(one: Timetable) -> TodayItem:
    last = one.end or date.max
    return TodayItem(
        kind="timetable_ends",
        urgency=LATER,
        title=f"{one.get_kind_display()} of {one.pupil.name} ends",
        detail=f"The last day is {full_day(last)}. After it every session is due here.",
        address=reverse("roll:timetable", args=[one.pupil_id, one.pk]),
        action="Look at it",
        due=last,
    )


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
