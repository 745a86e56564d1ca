"""Tell what a code for many pupils would change in the registers, and what it would leave."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from django.db.models import Q, QuerySet

from registers.bulk_wanted import CLASSES, PUPILS, SCHOOL, YEARS, BulkRefused, Wanted
from registers.models import Mark, Plan
from registers.queries.session_facts import times_of
from rules.bulk_marks import MOST, Asked, may_replace, why_not
from rules.sessions import Session as Half
from schools.models import ClassMembership, SchoolSettings, Session
from schools.models.dated import in_force_of
from toolkit import clock

FIRST, REPLACED, EXPECTED = "first", "replaced", "expected"  # What changes.
SAME, STAYS, KNOWN = "same", "stays", "known"  # What does not.
CHANGES = (FIRST, REPLACED, EXPECTED)
DAY = timedelta(days=1)


class NotOnTheRoll(BulkRefused):
    def __init__(self) -> None:
        super().__init__(
            "A pupil that was chosen is not on the roll in these sessions. Nothing was saved.",
            field=PUPILS,
        )


class Outcome(NamedTuple):
    """A pupil's session. code: what stands or is expected, or ""; mark: that stands."""

    pupil_id: int
    class_id: int
    slot: Half
    what: str
    code: str = ""
    mark: Mark | None = None


class Member(NamedTuple):
    """A pupil in a class on the roll, from the first day to the last, both included."""

    pupil_id: int
    class_id: int
    start: date
    end: date


@dataclass(frozen=True)
class Sessions:
    """begun, to_come: sessions by whether their register has opened. closed: those left to Y4.

    without: weekdays on which the school does not meet.
    """

    begun: list[Half] = field(default_factory=list)
    to_come: list[Half] = field(default_factory=list)
    closed: list[Half] = field(default_factory=list)
    without: list[date] = field(default_factory=list)


@dataclass(frozen=True)
class BulkEffect:
    """What becomes of each pupil's session. version: of what would change."""

    wanted: Wanted
    sessions: Sessions
    outcomes: list[Outcome]
    version: str

    def of(self, *kinds: str) -> list[Outcome]:
        return [one for one in self.outcomes if one.what in kinds]

    @property
    def changes(self) -> list[Outcome]:
        return self.of(*CHANGES)

    @property
    def places(self) -> set[tuple[int, Half]]:
        """The class and the session of each register in which something would be written."""
        replaced = {(one.mark.register.school_class_id, one.slot)
                    for one in self.of(REPLACED) if one.mark}  # fmt: skip
        written = {(one.class_id, one.slot) for one in self.of(FIRST)}
        return written | {(key, slot) for key, slot in replaced if key is not None}


def bulk_effect(*, school_id: int, wanted: Wanted, at: datetime) -> BulkEffect:
    """What would change at that moment. Expects what `refuse_unfit` lets pass.

    Six queries, however many the pupils. Raises BulkRefused where the code cannot be entered for
    many, where nothing would change or too much, and NotOnTheRoll.
    """
    sessions = _sessions(school_id, wanted, at)
    asked = Asked(
        wanted.code,
        wanted.first,
        wanted.last,
        is_whole_school=wanted.whom == SCHOOL,
        has_begun=bool(sessions.begun),
        has_to_come=bool(sessions.to_come),
    )
    if why := why_not(asked):
        raise BulkRefused(why, field="code")
    slots = [*sessions.begun, *sessions.to_come]
    if not slots:
        raise BulkRefused(
            "The school was closed without warning in all of these sessions, so Y4 stays."
            if sessions.closed
            else "The school does not meet in any of these sessions.",
            field="first_day",
        )
    places = _places(_members(school_id, wanted), slots)
    if wanted.whom == PUPILS and {pupil for pupil, _, _ in places} != set(wanted.keys):
        raise NotOnTheRoll
    if not places:
        raise BulkRefused("Nobody is on the roll of them in these sessions.", field=wanted.whom)
    if len(places) > MOST:
        raise BulkRefused(
            f"That is {len(places):,} sessions of pupils; {MOST:,} is the most in one act. Choose "
            "fewer days or fewer pupils.",
            field="last_day",
        )
    outcomes = _outcomes(school_id, wanted, places, begun=set(sessions.begun))
    changed = [
        (one.pupil_id, one.class_id, str(one.slot.day), one.slot.half, one.what,
         one.mark.pk if one.mark else 0)
        for one in outcomes
        if one.what in CHANGES
    ]  # fmt: skip
    version = sha256(repr((wanted.said, sorted(changed))).encode()).hexdigest()[:20]
    return BulkEffect(wanted, sessions, outcomes, version)


def _sessions(school_id: int, wanted: Wanted, at: datetime) -> Sessions:
    """The sessions of the range. Two queries."""
    first, last = wanted.first, wanted.last
    rows = Session.objects.filter(school_id=school_id, day__range=(first.day, last.day))
    settings = list(SchoolSettings.objects.filter(school_id=school_id).order_by("valid_from"))
    found = Sessions()
    met = set()
    for day, half, closure in rows.order_by("day", "half").values_list("day", "half", "closure"):
        slot = Half(day, half)
        met.add(day)
        if not first <= slot <= last:
            continue
        now = in_force_of(settings, day)
        opens = clock.at_school(day, times_of(now, half)[0]) if now else at
        open_by_now = found.begun if opens <= at else found.to_come
        (found.closed if closure else open_by_now).append(slot)
    days = [first.day + DAY * number for number in range((last.day - first.day).days + 1)]
    found.without.extend(day for day in days if day.isoweekday() <= 5 and day not in met)
    return found


def _members(school_id: int, wanted: Wanted) -> list[Member]:
    """Who is meant, class by class, while on the roll in the range. One query."""
    first, last = wanted.first.day, wanted.last.day
    rows = ClassMembership.objects.filter(
        Q(end__isnull=True) | Q(end__gte=first),
        Q(enrolment__end__isnull=True) | Q(enrolment__end__gte=first),
        school_id=school_id,
        start__lte=last,
        enrolment__start__lte=last,
        school_class__isnull=False,
    )
    by = {YEARS: "year_group__in", CLASSES: "school_class_id__in", PUPILS: "pupil_id__in"}
    if wanted.whom != SCHOOL:
        rows = rows.filter(**{by[wanted.whom]: wanted.keys})
    facts = ("pupil_id", "school_class_id", "start", "end", "enrolment__start", "enrolment__end")
    return [
        Member(pupil, class_id or 0, max(start, came), min(end or last, left or last))
        for pupil, class_id, start, end, came, left in rows.order_by("pk").values_list(*facts)
    ]


def _places(members: Sequence[Member], slots: Sequence[Half]) -> list[tuple[int, int, Half]]:
    """Each pupil's sessions, with the class in which they then are."""
    return [
        (one.pupil_id, one.class_id, slot)
        for one in members
        for slot in slots
        if one.start <= slot.day <= one.end
    ]


def _outcomes(
    school_id: int, wanted: Wanted, places: Sequence[tuple[int, int, Half]], *, begun: set[Half]
) -> list[Outcome]:
    """Two queries."""
    pupils = {pupil for pupil, _, _ in places}
    marks = {
        (mark.pupil_id, Half(mark.day, mark.half)): mark
        for mark in _marks(school_id, wanted, pupils)
    }
    expected = _expected(school_id, wanted, pupils, {slot for _, _, slot in places})
    found = []
    for pupil, class_id, slot in places:
        mark = marks.get((pupil, slot))
        code = mark.code if mark else expected.get((pupil, slot), "")
        if code == wanted.code:
            what = SAME
        elif mark is not None:
            what = REPLACED if may_replace(code, wanted.code) else STAYS
        elif code:
            what = KNOWN
        else:
            what = FIRST if slot in begun else EXPECTED
        found.append(Outcome(pupil, class_id, slot, what, code, mark))
    return found


def _marks(school_id: int, wanted: Wanted, pupils: set[int]) -> QuerySet[Mark]:
    """The marks in force of the range, with their registers."""
    rows = Mark.objects.in_force().between(wanted.first.day, wanted.last.day)
    if wanted.whom != SCHOOL:
        rows = rows.filter(pupil_id__in=pupils)
    return rows.filter(school_id=school_id).select_related("register")


def _expected(
    school_id: int, wanted: Wanted, pupils: set[int], slots: set[Half]
) -> dict[tuple[int, Half], str]:
    """The code of the plan that decides each session for which there is one. One query."""
    plans = Plan.objects.standing().filter(
        school_id=school_id, start__lte=wanted.last.day, end__gte=wanted.first.day
    )
    if wanted.whom != SCHOOL:
        plans = plans.filter(pupil_id__in=pupils)
    by_day: dict[date, list[Half]] = defaultdict(list)
    for slot in slots:
        by_day[slot.day].append(slot)
    found: dict[tuple[int, Half], str] = {}
    for plan in plans.by_weight():
        day = max(plan.start, wanted.first.day)
        while day <= min(plan.end, wanted.last.day):
            if plan.weekday is None or plan.weekday == day.weekday():
                for slot in by_day.get(day, ()):
                    if plan.half in {"", slot.half}:
                        found.setdefault((plan.pupil_id, slot), plan.code)
            day += DAY
    return found
