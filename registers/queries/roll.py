"""Who is on the register of a class on a day."""

from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Concat

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
    plans = (
        Plan.objects.on(day, half)
        .filter(school_id=school_class.school_id, pupil_id=OuterRef("pupil_id"))
        .by_weight()
    )
    agreed = plans.filter(
        Q(timetable__isnull=False) | Q(suspension__isnull=False), code__in=TIMETABLED
    )
    members = (
        ClassMembership.objects.on_the_roll(school_id=school_class.school_id, day=day)
        .filter(school_class=school_class)
        .select_related("pupil")
        .annotate(
            planned=Subquery(plans.values("code")[:1]),
            agreed=ArraySubquery(agreed.values("code")),
            activity=Subquery(plans.annotate(words=WORDS).values("words")[:1]),
        )
        .order_by("pupil__sort_key", "pupil_id")
    )
    if not half:
        return [OnRoll(member.pupil, member.year_group) for member in members]
    return [
        OnRoll(
            member.pupil,
            member.year_group,
            _for_age(member.planned or "", member.pupil, day),
            frozenset(_for_age(code, member.pupil, day) for code in member.agreed) & TIMETABLED,
            member.activity or "",
        )
        for member in members
    ]


def _for_age(code: str, pupil: Pupil, day: date) -> str:
    """The code; in place of C2, what the pupil's age that day makes of an agreed absence."""
    return part_time.code_for(pupil.date_of_birth, on=day) if code == PART_TIME else code
