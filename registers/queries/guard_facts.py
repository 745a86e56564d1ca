"""What the guards of the codes ask about pupils, read from the records."""

from collections.abc import Sequence
from typing import Protocol

from django.db.models import Q

from registers.models import Timetable
from rules import code_guards
from rules.sessions import Session as Half
from schools.models import Pupil, PupilFlag


class Lasting(Protocol):
    """Something that lasts from one session to another, both included."""

    @property
    def first(self) -> Half: ...

    @property
    def last(self) -> Half: ...


def guard_facts(*, pupils: Sequence[Pupil], told: Lasting) -> list[code_guards.Pupil]:
    """Of each pupil of one school: name, birth, mobile child, and the other school; two queries."""
    if not pupils:
        return []
    first, last = told.first.day, told.last.day
    during = Q(end__isnull=True) | Q(end__gte=first)
    of_them = {"school_id": pupils[0].school_id, "pupil__in": pupils, "start__lte": last}
    mobile = set(
        PupilFlag.objects.filter(during, kind=PupilFlag.Kind.MOBILE_CHILD, **of_them).values_list(
            "pupil_id", flat=True
        )
    )
    elsewhere = dict(
        Timetable.objects.filter(
            during, kind=Timetable.Kind.DUAL, withdrawn_at=None, **of_them
        ).values_list("pupil_id", "other_school")
    )
    return [
        code_guards.Pupil(
            pupil.name,
            pupil.date_of_birth,
            is_mobile=pupil.pk in mobile,
            other_school=elsewhere.get(pupil.pk, ""),
        )
        for pupil in pupils
    ]
