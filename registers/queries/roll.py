"""Who is on the register of a class on a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, OuterRef, Value, When
from django.db.models.functions import Concat, JSONObject

from registers.models import Plan
from registers.permissions import PART_TIME, TIMETABLED
from rules import codes, part_time
from schools.models import ClassMembership, Pupil, SchoolClass

WORDS = Case(  # As in "Castle visit, Leeds Castle, with Miss Okonjo".
    When(
        activity__isnull=False,
        then=Concat(
            "activity__nature",
            Value(", "),
            "activity__place",
            Value(", with "),
            "activity__supervised_by",
        ),
    ),
    default=Value(""),
)

PLAN = JSONObject(  # In one question for each pupil: a second costs every save as much again.
    code="code", timetable="timetable_id", suspension="suspension_id", activity=WORDS
)


@dataclass(frozen=True)
class OnRoll:
    """One pupil on the roll; `planned` is the code the office expects for the session, or "".

    timetabled: which of C2 and D an agreed timetable, or the provision made during a
    suspension, gives the pupil in this session.
    activity: what the plan is of, where and with whom, where it is of a trip or the like.
    """

    pupil: Pupil
    year_group: str
    planned: str = ""
    timetabled: frozenset[str] = frozenset()
    activity: str = ""

    @property
    def known(self) -> str:
        """The planned code where it is one of absence."""
        return "" if self.planned in codes.OFFERED else self.planned

    @property
    def offered(self) -> str:
        """The planned code where it is offered and not written: attending somewhere else."""
        return self.planned if self.planned in codes.OFFERED else ""


def roll(*, school_class: SchoolClass, day: date, half: str = "") -> list[OnRoll]:
    """The pupils enrolled and in the class that day, by name; with plans where a half is given."""
    members = (
        ClassMembership.objects.on_the_roll(school_id=school_class.school_id, day=day)
        .filter(school_class=school_class)
        .select_related("pupil")
        .order_by("pupil__sort_key", "pupil_id")
    )
    if not half:
        return [OnRoll(member.pupil, member.year_group) for member in members]
    plans = (
        Plan.objects.on(day, half)
        .filter(school_id=school_class.school_id, pupil_id=OuterRef("pupil_id"))
        .by_weight()
        .values(facts=PLAN)
    )
    return [
        _with_plans(member.pupil, member.year_group, member.plans, day)
        for member in members.annotate(plans=ArraySubquery(plans))
    ]


def _with_plans(
    pupil: Pupil, year_group: str, plans: Sequence[Mapping[str, Any]], day: date
) -> OnRoll:
    """plans: what PLAN has of each, the one that decides first."""
    if not plans:
        return OnRoll(pupil, year_group)
    agreed = [plan["code"] for plan in plans if plan["timetable"] or plan["suspension"]]
    return OnRoll(
        pupil,
        year_group,
        _for_age(plans[0]["code"], pupil, day),
        frozenset(_for_age(code, pupil, day) for code in agreed if code in TIMETABLED) & TIMETABLED,
        plans[0]["activity"],
    )


def _for_age(code: str, pupil: Pupil, day: date) -> str:
    """The code; in place of C2, what the pupil's age that day makes of an agreed absence."""
    return part_time.code_for(pupil.date_of_birth, on=day) if code == PART_TIME else code
