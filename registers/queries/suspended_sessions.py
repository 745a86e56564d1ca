"""The sessions that a pupil misses by suspension, for the limit of a school year."""

from datetime import date

from django.db.models import Q

from registers.models import Suspension
from rules.sessions import AM, PM, SchoolYear, school_year_of
from rules.sessions import Session as HalfDay
from schools.models import Pupil, Session


def suspended_sessions(
    *, pupil: Pupil, first: date, last: date, leaving_out: Suspension | None = None
) -> list[HalfDay]:
    """Those of the school years from the day `first` to the day `last`, earliest first.

    Only sessions at which the school meets. Permanent exclusions and suspensions that were taken
    back are none. leaving_out: one that is being changed. Two queries.
    """
    found = Suspension.objects.filter(
        school_id=pupil.school_id,
        pupil=pupil,
        kind=Suspension.Kind.SUSPENSION,
        withdrawn_at=None,
        start__lte=school_year_of(last).ends,
        end__gte=school_year_of(first).starts,
    )
    if leaving_out is not None:
        found = found.exclude(pk=leaving_out.pk)
    covered = Q(pk__in=[])
    for one in found:
        if one.end is not None:
            covered |= _between(one.start, one.start_half, one.end, one.end_half)
    years = (school_year_of(first).starts, school_year_of(last).ends)
    return _meeting(pupil, covered & Q(day__range=years))


def sessions_between(
    *, pupil: Pupil, start: date, start_half: str, end: date, end_half: str
) -> list[HalfDay]:
    """The sessions at which the school meets, from one to another, both included."""
    return _meeting(pupil, _between(start, start_half, end, end_half))


def suspended_in(*, pupil: Pupil, year: SchoolYear) -> int:
    """How many sessions of the school year the pupil's suspensions have, those to come as well."""
    found = suspended_sessions(pupil=pupil, first=year.starts, last=year.starts)
    return len(found)


def _between(start: date, start_half: str, end: date, end_half: str) -> Q:
    covered = Q(day__range=(start, end))
    if start_half == PM:
        covered &= ~Q(day=start, half=AM)
    if end_half == AM:
        covered &= ~Q(day=end, half=PM)
    return covered


def _meeting(pupil: Pupil, covered: Q) -> list[HalfDay]:
    found = Session.objects.meeting().filter(covered, school_id=pupil.school_id)
    return [
        HalfDay(day, half) for day, half in found.order_by("day", "half").values_list("day", "half")
    ]
