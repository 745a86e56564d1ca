"""Write and end the plans that follow from a timetable or a suspension."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from registers.models import Activity, Message, Plan, Suspension, Timetable
from rules import compulsory_age
from rules.sessions import AM, PM, Session, school_year_of
from schools.models import Pupil, User

DAY = timedelta(days=1)
OLDEST = 19  # Nobody is on a school's roll after the school year of this birthday.


class Span(NamedTuple):
    """A code over some days: both halves or one, all days or one day of the week."""

    code: str
    start: date
    end: date
    half: str = ""
    weekday: int | None = None


def latest_day_on_roll(pupil: Pupil) -> date:
    """The end of a plan that has none: the end of the school year of the 19th birthday."""
    return school_year_of(compulsory_age.birthday(pupil.date_of_birth, OLDEST)).ends


def weekly(code: str, away: Iterable[str], *, start: date, end: date) -> list[Span]:
    """A span for each session of the week, such as "0-AM" for Monday morning."""
    return [
        Span(code, start, end, half=session[2:], weekday=int(session[0]))
        for session in sorted(away)
    ]


def from_session_to_session(
    code: str, *, start: date, start_half: str, end: date, end_half: str
) -> list[Span]:
    """Spans for every session from one to another, both included; none where they cross."""
    spans = []
    if start == end and start_half == end_half:
        return [Span(code, start, end, half=start_half)]
    if start_half == PM:
        spans.append(Span(code, start, start, half=PM))
        start += DAY
    if end_half == AM:
        spans.append(Span(code, end, end, half=AM))
        end -= DAY
    if start <= end:
        spans.append(Span(code, start, end))
    return [span for span in spans if span.start <= span.end]


def write_plans(
    spans: Sequence[Span],
    *,
    pupils: Sequence[Pupil],
    by: User,
    role: str,
    at: datetime,
    timetable: Timetable | None = None,
    suspension: Suspension | None = None,
    message: Message | None = None,
    activity: Activity | None = None,
) -> list[Plan]:
    """Expect the spans of each pupil, inside the caller's transaction; one query for all."""
    return Plan.objects.bulk_create(
        Plan(
            school_id=pupil.school_id,
            pupil=pupil,
            code=span.code,
            start=span.start,
            end=span.end,
            half=span.half,
            weekday=span.weekday,
            timetable=timetable,
            suspension=suspension,
            message=message,
            activity=activity,
            recorded_by=by,
            recorded_title=by.job_title,
            recorded_role=role,
            recorded_at=at,
        )
        for pupil in pupils
        for span in spans
    )


def end_plans(plans: QuerySet[Plan], *, last_day: date, at: datetime) -> list[dict[str, Any]]:
    """Let the standing plans hold to the day and no longer; those of later days are withdrawn.

    Returns them as they were: key and last day of each that changed.
    """
    changed = list(plans.filter(withdrawn_at=None, end__gt=last_day).order_by("pk"))
    for plan in changed:
        if plan.start > last_day:
            Plan.objects.filter(pk=plan.pk).update(withdrawn_at=at)
        else:
            Plan.objects.filter(pk=plan.pk).update(end=last_day)
    return [{"plan": plan.pk, "end": plan.end.isoformat()} for plan in changed]


def shorten_plans(plans: QuerySet[Plan], *, last: Session, at: datetime) -> None:
    """Let the standing plans hold to the session, that included, and no longer.

    Who recorded them and when stays, so that they weigh what they weighed. The caller holds the
    pupils. For plans of whole days and of halves; not for those of a day of the week.
    """
    standing = plans.filter(withdrawn_at=None, weekday=None)
    beyond = Q(start__gt=last.day)
    if last.half == AM:
        beyond |= Q(start=last.day, half=PM)
        days = list(standing.filter(half="", start__lt=last.day, end__gte=last.day))
        standing.filter(half="", start=last.day).update(half=AM, end=last.day)
        standing.filter(pk__in=[plan.pk for plan in days]).update(end=last.day - DAY)
        for plan in days:
            plan.pk, plan.start, plan.end, plan.half = None, last.day, last.day, AM
        Plan.objects.bulk_create(days)
    standing.filter(beyond).update(withdrawn_at=at)
    standing.filter(end__gt=last.day).update(end=last.day)


def restore_plans(ended: Iterable[dict[str, Any]], *, last_day: date, at: datetime) -> None:
    """Let plans stand again as `end_plans`, called with the same day and moment, said they were.

    Expect the pupil to be locked. A plan that was changed since stays as it is now, and so does
    one whose timetable, suspension, message or trip was taken back or recorded anew; none outlives
    its timetable.
    """
    before = {was["plan"]: date.fromisoformat(was["end"]) for was in ended}
    sources = ("timetable", "suspension", "message", "activity", "bulk_change")
    plans = Plan.objects.filter(pk__in=before).select_related(*sources)
    for plan in plans.select_for_update(of=("self",)).order_by("pk"):
        end = before[plan.pk]
        is_untouched = (
            (plan.withdrawn_at, plan.end) == (at, end)
            if plan.start > last_day
            else (plan.withdrawn_at, plan.end) == (None, last_day)
        )
        if not is_untouched or not _still_follows(plan):
            continue
        if plan.timetable is not None and plan.timetable.end is not None:
            end = min(end, plan.timetable.end)
        if plan.start <= end:
            Plan.objects.filter(pk=plan.pk).update(withdrawn_at=None, end=end)


def _still_follows(plan: Plan) -> bool:
    """Whether what the plan follows from stands, and has not been recorded anew since."""
    if plan.timetable is not None:
        return plan.timetable.withdrawn_at is None
    if plan.bulk_change is not None:
        return plan.bulk_change.undone_at is None
    for source in (plan.suspension, plan.message, plan.activity):
        if source is not None:
            newer = source.plans.filter(pupil=plan.pupil_id, recorded_at__gt=plan.recorded_at)
            return source.withdrawn_at is None and not newer.exists()
    return True
