"""What waits about timetables, suspensions and removals: reviews, ends, education, tellings."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Value
from django.urls import reverse

from registers.arranging import ARRANGE
from registers.models import Timetable
from registers.queries.untold import owed_by, pupils_untold, with_nobody_owed
from registers.suspending import PROVISION_DAY
from registers.telling import IN_WORDS
from schools.flags import sees_safeguarding
from schools.models import Enrolment, Pupil, Session, User
from schools.permissions import may
from schools.today import TodayItem
from toolkit.days import full_day
from toolkit.words import together

AHEAD = timedelta(days=7)
OVERDUE, SOON, LATER = 0, 1, 2
DIED = "k"  # The ground that is told in words of its own.


def today_items(*, by: User, on: date, at: datetime) -> list[TodayItem]:
    """What those who record timetables and suspensions have to do, of pupils on the roll.

    For whoever sees safeguarding facts also who is still to be told of pupils who left it. Two
    queries at most.
    """
    arranges = may(by, ARRANGE)
    return [*(_timetables(by, on) if arranges else []), *_of_pupils(by, on, arranges=arranges)]


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


def _of_pupils(by: User, on: date, *, arranges: bool) -> list[TodayItem]:
    """Education from a sixth day and workers who are still to be told, in one query."""
    asked: list[QuerySet[Any]] = []
    if arranges:
        asked.append(_without_education(by, on))
    if sees_safeguarding(by):
        asked.append(pupils_untold(school_id=by.school_id))
    if not asked:
        return []
    rows = asked[0].union(*asked[1:], all=True).order_by("due", "sort_key", "pk")
    return [_tell(row, on) if owed_by(row) else _provision(row, on) for row in rows]


def _without_education(by: User, on: date) -> QuerySet[Pupil]:
    """Pupils whose suspension lasts to a sixth school day, near or past, and gives nothing.

    With the columns of `pupils_untold`: about, its key; due, the sixth day; nobody is to be told.
    """
    days = Session.objects.meeting().filter(
        school_id=OuterRef("school_id"), day__gte=OuterRef("suspensions__start")
    )
    sixth = days.order_by("day").values("day").distinct()[PROVISION_DAY - 1 : PROVISION_DAY]
    lasting = Pupil.objects.filter(
        _here(on, "pk"),
        Q(suspensions__end__isnull=True) | Q(suspensions__end__gte=on),
        school_id=by.school_id,
        suspensions__isnull=False,
        suspensions__withdrawn_at=None,
        suspensions__provision_from=None,
    )
    due = lasting.annotate(about=F("suspensions__pk"), due=Subquery(sixth), ground=Value("")).alias(
        last=F("suspensions__end")
    )
    due_soon = due.filter(Q(last__isnull=True) | Q(last__gte=F("due")), due__lte=on + AHEAD)
    return with_nobody_owed(due_soon)


def _provision(pupil: Any, on: date) -> TodayItem:
    """pupil: as _without_education has it."""
    return TodayItem(
        kind="sixth_day",
        urgency=OVERDUE if pupil.due <= on else SOON,
        title=f"Arrange education for {pupil.name}",
        detail=f"The sixth school day of the exclusion is {full_day(pupil.due)}, and nothing "
        "is recorded for it.",
        address=reverse("roll:change_suspension", args=[pupil.pk, pupil.about]),
        action="Record what is given",
        due=pupil.due,
    )


def _tell(pupil: Any, on: date) -> TodayItem:
    """One line for a removal, however many are to be told; pupil: as pupils_untold has it."""
    whom = together([IN_WORDS[one] for one in owed_by(pupil)])
    has_left = pupil.due < on
    if pupil.ground == DIED:
        what = "has died"
    else:
        what = f"{'left' if has_left else 'leaves'} on {full_day(pupil.due)}"
    return TodayItem(
        kind="tell_worker",
        urgency=OVERDUE if has_left else SOON,
        title=f"Tell {pupil.name}'s {whom} that {pupil.forename} {what}",
        detail="It was not done when the removal was decided, and nobody has recorded it since.",
        address=f"{reverse('roll:removal', args=[pupil.pk, pupil.about])}#tell",
        action="Record who was told",
        due=pupil.due,
    )
