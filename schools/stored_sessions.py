"""Bring the stored sessions in line with the calendar that they follow from."""

from collections.abc import Iterable
from typing import NamedTuple

from rules.sessions import CalendarRow, PlannedSession
from schools.models import CalendarPeriod, Session


class Brought(NamedTuple):
    """How many sessions were added, changed (closed or opened again) and taken away."""

    added: int
    changed: int
    removed: int


def row_of(period: CalendarPeriod) -> CalendarRow:
    """A stored line of the calendar, as the rules read it."""
    return CalendarRow(period.start, period.end, period.kind, period.name, period.session)


def bring_in_line(*, school_id: int, planned: Iterable[PlannedSession]) -> Brought:
    """Add, change and remove stored sessions until they are the planned ones.

    The caller has refused what would take a session with marks away, and holds a transaction.
    """
    wanted = {(one.day, one.half): one.closure for one in planned}
    stored = {(one.day, one.half): one for one in Session.objects.filter(school_id=school_id)}
    fresh = [
        Session(school_id=school_id, day=day, half=half, closure=closure)
        for (day, half), closure in wanted.items()
        if (day, half) not in stored
    ]
    changed, fallen = [], []
    for slot, session in stored.items():
        if slot not in wanted:
            fallen.append(session.pk)
        elif session.closure != wanted[slot]:
            session.closure = wanted[slot]
            changed.append(session)
    Session.objects.filter(school_id=school_id, pk__in=fallen).delete()
    Session.objects.bulk_update(changed, ["closure"], batch_size=500)
    Session.objects.bulk_create(fresh, batch_size=1000)
    return Brought(len(fresh), len(changed), len(fallen))
