"""What holds for one session of a school: its times, and whether the school meets."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import OuterRef, Subquery
from django.db.models.expressions import RawSQL

from registers.refusals import NoSession
from rules.sessions import UNPLANNED_CLOSURE
from schools.models import CalendarPeriod, SchoolSettings, Session
from toolkit import clock

HELD = (
    "SELECT closure FROM schools_session WHERE school_id = %s AND day = %s AND half = %s FOR SHARE"
)


@dataclass(frozen=True)
class SessionFacts:
    """Times are school local. `closed`: the school was closed without warning; why, if asked."""

    day: date
    half: str
    opens: time
    closes: time
    ends: time
    closed: bool
    closed_for: str = ""

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


def session_facts(
    *, school_id: int, day: date, half: str, held: bool = False, why: bool = False
) -> SessionFacts:
    """The facts of a session; raises NoSession where the school has none then.

    held: the calendar keeps the session as it is until the caller's transaction ends. Locking and
    reading are one statement, which waits for a change of the calendar and then reads the new.
    why: read also for what it was closed, which nobody needs who only marks or looks for news.
    """
    session = Session.objects.filter(school_id=OuterRef("school_id"), day=day, half=half)
    asked: dict[str, Subquery | RawSQL] = {"closure": Subquery(session.values("closure")[:1])}
    if held:
        asked["closure"] = RawSQL(HELD, [school_id, day, half])  # noqa: S611  (nobody's text)
    if why:
        closures = CalendarPeriod.objects.filter(
            school_id=OuterRef("school_id"),
            kind=UNPLANNED_CLOSURE,
            start__lte=day,
            end__gte=day,
            session__in=["", half],
        )
        asked["closed_for"] = Subquery(closures.order_by("pk").values("name")[:1])
    settings = SchoolSettings.objects.filter(school_id=school_id).annotate(**asked).in_force(day)
    closure = getattr(settings, "closure", None)
    if settings is None or closure is None:
        raise NoSession(day, half)
    opens, closes, ends = times_of(settings, half)
    closed = closure != ""
    closed_for = getattr(settings, "closed_for", None) if closed else None
    return SessionFacts(day, half, opens, closes, ends, closed=closed, closed_for=closed_for or "")
