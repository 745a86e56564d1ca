"""Why the school does not meet on a day, and when it met last and meets next."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Subquery

from rules.no_school import why_closed
from rules.sessions import HALVES
from schools.models import CalendarPeriod, Session
from schools.stored_sessions import row_of


@dataclass(frozen=True)
class NoSchool:
    """why: by half, in words, for the halves in which the school does not meet as far as known."""

    why: dict[str, str] = field(default_factory=dict)
    before: date | None = None
    after: date | None = None


def no_school(*, school_id: int, day: date) -> NoSchool:
    """What the calendar says of the day, in one query; nothing where there is no calendar."""
    meets = Session.objects.meeting().filter(school_id=school_id)
    before = meets.filter(day__lt=day).order_by("-day").values("day")[:1]
    after = meets.filter(day__gt=day).order_by("day").values("day")[:1]
    lines = list(
        CalendarPeriod.objects.filter(school_id=school_id).annotate(
            met_before=Subquery(before), meets_after=Subquery(after)
        )
    )
    if not lines:
        return NoSchool()
    rows, first = [row_of(line) for line in lines], lines[0]
    why = {half: why_closed(rows, day=day, half=half, again=first.meets_after) for half in HALVES}
    return NoSchool(
        {half: words for half, words in why.items() if words}, first.met_before, first.meets_after
    )
