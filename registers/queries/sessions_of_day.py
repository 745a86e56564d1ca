"""What holds for the sessions of one day of a school, read at once."""

from datetime import date

from django.db.models import OuterRef, Subquery

from registers.queries.session_facts import SessionFacts, times_of
from rules.sessions import HALVES
from schools.models import SchoolSettings, Session


def sessions_of_day(*, school_id: int, day: date) -> list[SessionFacts]:
    """The day's sessions, the morning first, those of an unplanned closure among them."""
    sessions = Session.objects.filter(school_id=OuterRef("school_id"), day=day)
    closures = {
        f"closure_{half}": Subquery(sessions.filter(half=half).values("closure")[:1])
        for half in HALVES
    }
    settings = SchoolSettings.objects.filter(school_id=school_id).annotate(**closures).in_force(day)
    found = []
    for half in HALVES:
        closure = getattr(settings, f"closure_{half}", None)
        if settings is not None and closure is not None:
            opens, closes, ends = times_of(settings, half)
            found.append(SessionFacts(day, half, opens, closes, ends, closed=closure != ""))
    return found
