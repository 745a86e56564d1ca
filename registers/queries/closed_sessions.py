"""The sessions that somebody closed without warning, with when their registers open."""

from dataclasses import dataclass
from datetime import date, datetime

from registers.queries.session_facts import times_of
from rules.sessions import UNPLANNED_CLOSURE, Session
from schools.models import CalendarPeriod, SchoolSettings
from schools.models import Session as StoredSession
from schools.models.dated import in_force_of
from toolkit import clock


@dataclass(frozen=True)
class ClosedSession:
    """opens: the moment at which its register would have opened."""

    session: Session
    opens: datetime
    closure: CalendarPeriod


def closed_sessions(*, school_id: int, first: date, last: date) -> list[ClosedSession]:
    """Sessions from first to last that a person closed; those that a file closed are left out.

    Loading a calendar writes no marks, so what a file closed gets its Y4 from marks.csv or by
    hand.
    """
    closures = list(
        CalendarPeriod.objects.filter(
            school_id=school_id,
            kind=UNPLANNED_CLOSURE,
            recorded_by__isnull=False,
            start__lte=last,
            end__gte=first,
        )
    )
    if not closures:
        return []
    settings = list(SchoolSettings.objects.filter(school_id=school_id).order_by("valid_from"))
    stored = StoredSession.objects.between(first, last).filter(
        school_id=school_id, closure="unplanned"
    )
    found = []
    for slot in stored.order_by("day", "half"):
        closure = next((one for one in closures if _covers(one, slot)), None)
        held = in_force_of(settings, slot.day)
        if closure is None or held is None:
            continue
        opens = clock.at_school(slot.day, times_of(held, slot.half)[0])
        found.append(ClosedSession(Session(slot.day, slot.half), opens, closure))
    return found


def _covers(closure: CalendarPeriod, slot: StoredSession) -> bool:
    return closure.start <= slot.day <= closure.end and closure.session in {"", slot.half}
