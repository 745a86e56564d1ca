"""What holds for one session of a school: its times, and whether the school meets."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import OuterRef, Subquery

from registers.refusals import NoSession
from schools.models import SchoolSettings, Session
from toolkit import clock


@dataclass(frozen=True)
class SessionFacts:
    """Times are school local. `closed`: the school was closed without warning."""

    day: date
    half: str
    opens: time
    closes: time
    ends: time
    closed: bool

    def has_opened(self, at: datetime) -> bool:
        """Whether marks are accepted at that moment."""
        return at >= clock.at_school(self.day, self.opens)

    def has_closed(self, at: datetime) -> bool:
        """Whether the minute after closing has begun, so that late means U."""
        closes = clock.at_school(self.day, self.closes)
        return clock.local(at).replace(second=0, microsecond=0) > closes

    def is_over(self, at: datetime) -> bool:
        """Whether the session has ended."""
        return at >= clock.at_school(self.day, self.ends)


def times_of(settings: SchoolSettings, half: str) -> tuple[time, time, time]:
    """When the register of that half opens and closes, and when the session ends."""
    if half == "AM":
        return settings.am_opens, settings.am_closes, settings.session_ends_am
    return settings.pm_opens, settings.pm_closes, settings.session_ends_pm


def session_facts(*, school_id: int, day: date, half: str) -> SessionFacts:
    """The facts of a session; raises NoSession where the school has none then."""
    session = Session.objects.filter(school_id=OuterRef("school_id"), day=day, half=half)
    settings = (
        SchoolSettings.objects.filter(school_id=school_id)
        .annotate(closure=Subquery(session.values("closure")[:1]))
        .in_force(day)
    )
    if settings is None or settings.closure is None:
        raise NoSession(day, half)
    opens, closes, ends = times_of(settings, half)
    return SessionFacts(
        day, half, opens, closes, ends, closed=settings.closure != ""
    )  # fmt: skip
