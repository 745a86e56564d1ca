"""Who is on the register of a class on a day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, Subquery

from registers.models import Plan
from rules import codes
from schools.models import ClassMembership, Pupil, SchoolClass


@dataclass(frozen=True)
class OnRoll:
    """One pupil on the roll; `planned` is the code the office expects for the session, or ""."""

    pupil: Pupil
    year_group: str
    planned: str = ""

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
    planned = (
        Plan.objects.on(day, half)
        .filter(school_id=school_class.school_id, pupil_id=OuterRef("pupil_id"))
        .order_by("-recorded_at", "-pk")
    )
    members = (
        ClassMembership.objects.on(day)
        .filter(school_id=school_class.school_id, school_class=school_class)
        .filter(
            Q(enrolment__end__isnull=True) | Q(enrolment__end__gte=day), enrolment__start__lte=day
        )
        .select_related("pupil")
        .annotate(planned=Subquery(planned.values("code")[:1]))
        .order_by("pupil__sort_key", "pupil_id")
    )
    return [
        OnRoll(member.pupil, member.year_group, (member.planned or "") if half else "")
        for member in members
    ]
