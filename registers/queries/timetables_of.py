"""The timetables of a pupil that have not been withdrawn."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Q, QuerySet

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
    return _holding(pupil, start=start, end=end).filter(kind=kind).first()


def claimed_by_other_kind(
    *, pupil: Pupil, kind: str, away: Collection[str], start: date, end: date | None
) -> list[tuple[str, Timetable]]:
    """Sessions of the week, of those given, that a timetable of another kind has too.

    Only where a day of the session lies in both; in the order of the week, with the timetable.
    """
    found = []
    for other in _holding(pupil, start=start, end=end).exclude(kind=kind).order_by("start", "pk"):
        first = max(start, other.start)
        last = min((day for day in (end, other.end) if day is not None), default=None)
        found += [
            (session, other)
            for session in set(away) & set(other.away)
            if last is None or _next(first, weekday=int(session[0])) <= last
        ]
    return sorted(found, key=lambda one: (one[0], one[1].start))


def _next(day: date, *, weekday: int) -> date:
    """The first such day of the week from a day on."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def _holding(pupil: Pupil, *, start: date, end: date | None) -> QuerySet[Timetable]:
    found = Timetable.objects.filter(
        Q(end__isnull=True) | Q(end__gte=start),
        school_id=pupil.school_id,
        pupil=pupil,
        withdrawn_at=None,
    )
    return found if end is None else found.filter(start__lte=end)
