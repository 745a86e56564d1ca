"""Find who looked at which person's sensitive facts: the access trail."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from audit.models import Look
from schools.models import ClassMembership, Parent, Pupil, PupilParent, School, SchoolClass
from toolkit import clock

PUPIL, PARENT = Pupil._meta.label, Parent._meta.label
SCHOOL, CLASS = School._meta.label, SchoolClass._meta.label


@dataclass(frozen=True)
class Shown:
    """One look in words; pupil_id where the subject is a pupil."""

    at: datetime
    who: str
    job_title: str
    what: str
    whose: str
    pupil_id: int | None


def looks(
    *,
    school_id: int,
    pupils: QuerySet[Pupil] | None = None,
    person_id: int | None = None,
    first: date | None = None,
    last: date | None = None,
) -> QuerySet[Look]:
    """The looks that fit all that is given, the newest first.

    pupils: also looks at their parents, and at registers of their classes or of the whole school.
    first and last: days at the school, both included.
    """
    found = Look.objects.filter(school_id=school_id)
    if pupils is not None:
        keys = pupils.order_by().values("pk")
        parents = PupilParent.objects.filter(school_id=school_id, pupil__in=keys)
        classes = ClassMembership.objects.filter(school_id=school_id, pupil__in=keys)
        found = found.filter(
            Q(subject_kind=PUPIL, subject_id__in=keys)
            | Q(subject_kind=PARENT, subject_id__in=parents.values("parent_id"))
            | Q(subject_kind=CLASS, subject_id__in=classes.values("school_class_id"))
            | Q(subject_kind=SCHOOL)
        )
    if person_id is not None:
        found = found.filter(by_id=person_id)
    if first is not None:
        found = found.filter(at__gte=clock.at_school(first, time.min))
    if last is not None and last < date.max:
        found = found.filter(at__lt=clock.at_school(last + timedelta(days=1), time.min))
    return found.select_related("by").order_by("-at", "-pk")


def shown(found: list[Look]) -> list[Shown]:
    """The looks of one school in words; three queries at most for any number."""
    names: dict[tuple[str, int], str] = {}
    for kind, model in ((PUPIL, Pupil), (PARENT, Parent), (CLASS, SchoolClass)):
        keys = {look.subject_id for look in found if look.subject_kind == kind}
        if keys:
            rows = model.objects.filter(school_id=found[0].school_id, pk__in=keys)
            names |= {(kind, row.pk): str(row) for row in rows}
    return [
        Shown(
            at=look.at,
            who=look.by.name,
            job_title=look.by.job_title,
            what=look.what,
            whose=_whose(look, names),
            pupil_id=look.subject_id if look.subject_kind == PUPIL else None,
        )
        for look in found
    ]


def _whose(look: Look, names: dict[tuple[str, int], str]) -> str:
    if look.subject_kind == SCHOOL:
        return "The whole school"
    return names.get((look.subject_kind, look.subject_id), "No longer on record")
