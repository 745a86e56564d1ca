"""The timetables of a pupil that have not been withdrawn."""

from datetime import date

from django.db.models import Q

from registers.models import Timetable
from schools.models import Pupil


def timetables_of(*, pupil: Pupil) -> list[Timetable]:
    """All of them, the latest first, with who agreed and every review."""
    found = Timetable.objects.filter(school_id=pupil.school_id, pupil=pupil, withdrawn_at=None)
    return list(
        found.select_related("agreed_with", "recorded_by")
        .prefetch_related("reviews")
        .order_by("-start", "-pk")
    )


def overlapping(*, pupil: Pupil, kind: str, start: date, end: date | None) -> Timetable | None:
    """One of the kind that holds on some day of these, if there is any; an empty end is open."""
    found = Timetable.objects.filter(
        Q(end__isnull=True) | Q(end__gte=start),
        school_id=pupil.school_id,
        pupil=pupil,
        kind=kind,
        withdrawn_at=None,
    )
    return (found if end is None else found.filter(start__lte=end)).first()
