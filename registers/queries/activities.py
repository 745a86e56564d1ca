"""The trips and other activities of a school, and who goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from registers.models import Activity, Mark, Plan
from rules import codes
from rules.sessions import HALVES
from rules.sessions import Session as Half
from schools.models import ClassMembership, Pupil, User
from toolkit.days import full_day

MOST = 100
A_WEEK = 7  # Days; after them a plan of days of the week begins again.
HALF_WORDS = {"AM": "morning", "PM": "afternoon"}


@dataclass(frozen=True)
class ListedActivity:
    """An activity and how many pupils it is for."""

    activity: Activity
    pupils: int


@dataclass(frozen=True)
class Going:
    """A pupil who goes or could go. already: what else is expected or marked then, in words.

    stays: whether something of that speaks against going: another absence, or that they are here.
    """

    pupil: Pupil
    class_name: str
    already: list[str]
    stays: bool


def current_activities(*, school_id: int, on: date) -> list[ListedActivity]:
    """Those that are not over on the day, the next first; one query."""
    found = Activity.objects.filter(school_id=school_id, withdrawn_at=None, last_day__gte=on)
    standing = Count("plans__pupil", filter=Q(plans__withdrawn_at=None), distinct=True)
    rows = found.annotate(pupils=standing).order_by("first_day", "pk")[:MOST]
    return [ListedActivity(one, one.pupils) for one in rows]


def pupils_of_groups(
    *, by: User, on: date, classes: Sequence[int], year_groups: Sequence[str]
) -> set[int]:
    """Keys of the pupils who are in one of the classes or year groups on the day."""
    if not classes and not year_groups:
        return set()
    members = ClassMembership.objects.on_the_roll(school_id=by.school_id, day=on).filter(
        Q(school_class__in=classes) | Q(year_group__in=year_groups)
    )
    return set(members.values_list("pupil_id", flat=True))


def going_on(activity: Activity, *, on: date) -> list[Going]:
    """Who goes, by name, with what registers hold of each by the day."""
    keys = Plan.objects.standing().filter(activity=activity).values("pupil_id")
    pupils = Pupil.objects.filter(school_id=activity.school_id, pk__in=keys)
    return going(
        pupils=list(pupils.order_by("sort_key", "pk")),
        first=Half(activity.first_day, activity.first_half),
        last=Half(activity.last_day, activity.last_half),
        on=on,
        leave_out=activity,
    )


def going(
    *, pupils: Sequence[Pupil], first: Half, last: Half, on: date, leave_out: Activity | None = None
) -> list[Going]:
    """The pupils of one school with what is expected or marked of them in those sessions.

    Four queries at most. leave_out: an activity whose own plans do not count.
    """
    if not pupils:
        return []
    school_id = pupils[0].school_id
    members = ClassMembership.objects.on_the_roll(school_id=school_id, day=on)
    rows = members.filter(pupil__in=pupils, school_class__isnull=False)
    classes = dict(rows.values_list("pupil_id", "school_class__name"))
    plans = Plan.objects.standing().filter(
        school_id=school_id, pupil__in=pupils, start__lte=last.day, end__gte=first.day
    )
    if leave_out is not None:
        plans = plans.exclude(activity=leave_out)
    expected: dict[int, list[Plan]] = {}
    for plan in plans.select_related("activity").order_by("start", "pk"):
        if not touches(plan, first, last):
            continue
        expected.setdefault(plan.pupil_id, []).append(plan)
    marked: dict[int, list[Mark]] = {}
    marks = Mark.objects.in_force().filter(
        school_id=school_id, pupil__in=pupils, day__range=(first.day, last.day)
    )
    for mark in marks.order_by("day", "half"):
        if first <= Half(mark.day, mark.half) <= last:
            marked.setdefault(mark.pupil_id, []).append(mark)
    return [
        _going(
            pupil, classes.get(pupil.pk, ""), expected.get(pupil.pk, []), marked.get(pupil.pk, [])
        )
        for pupil in pupils
    ]


def touches(plan: Plan, first: Half, last: Half) -> bool:
    """Whether the plan is of a session between the two, both included."""
    start, end = max(plan.start, first.day), min(plan.end, last.day)
    days = (start + timedelta(n) for n in range(min((end - start).days, A_WEEK) + 1))
    return any(
        first <= Half(day, half) <= last
        for day in days
        if plan.weekday in {None, day.weekday()}
        for half in ([plan.half] if plan.half else HALVES)
    )


def _going(pupil: Pupil, class_name: str, plans: list[Plan], marks: list[Mark]) -> Going:
    said = [_expected(plan) for plan in plans]
    said += [
        f"Marked on the {HALF_WORDS[mark.half]} of {full_day(mark.day)}: {_words(mark.code)}"
        for mark in marks
        if mark.code not in codes.OFFERED
    ]
    stays = bool(plans) or any(codes.counts_as(mark.code).authorised for mark in marks)
    return Going(pupil, class_name, list(dict.fromkeys(said)), stays)


def _expected(plan: Plan) -> str:
    if plan.activity is not None:
        return f"Goes to {plan.activity.nature} as well"
    return f"Expected: {_words(plan.code)}"


def _words(code: str) -> str:
    """The code in words; of Y5 not more than that the pupil is unable to attend."""
    if code == "Y5":
        return "unable to attend (Y)"
    if code in codes.STROKES.values():
        return "present"
    return f"{codes.meaning(code).lower()} ({code})"
