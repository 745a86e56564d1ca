"""What the guards of the codes ask about pupils, read from the records."""

from collections.abc import Sequence

from django.db.models import Q

from registers.lasting import Lasting
from registers.models import Timetable
from rules import code_guards
from schools.models import Pupil, PupilFlag


def guard_facts(*, pupils: Sequence[Pupil], during: Lasting) -> list[code_guards.Pupil]:
    """Of each pupil of one school: name, birth, mobile child, and the other school; two queries."""
    if not pupils:
        return []
    first, last = during.first_day, during.last_day
    lasts = Q(end__isnull=True) | Q(end__gte=first)
    of_them = {"school_id": pupils[0].school_id, "pupil__in": pupils, "start__lte": last}
    mobile = set(
        PupilFlag.objects.filter(lasts, kind=PupilFlag.Kind.MOBILE_CHILD, **of_them).values_list(
            "pupil_id", flat=True
        )
    )
    elsewhere = dict(
        Timetable.objects.filter(
            lasts, kind=Timetable.Kind.DUAL, withdrawn_at=None, **of_them
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
