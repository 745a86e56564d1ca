"""Find the school weeks, which the threshold for penalty notices and reviews are counted in."""

from collections.abc import Iterable
from datetime import date, timedelta

from rules.sessions import PlannedSession, takes_place


def monday_of(day: date) -> date:
    """The Monday of the day's week, Monday to Sunday. Source: product rule."""
    return day - timedelta(days=day.weekday())


def school_weeks(sessions: Iterable[PlannedSession]) -> list[date]:
    """The Mondays of the weeks with at least one session that takes place, earliest first.

    Source: Working together to improve school attendance (August 2024), national framework for
    penalty notices: a school week is any week with at least one school session. That a session
    of an unplanned closure (Y4) is not enough is a product rule.
    """
    return sorted({monday_of(session.day) for session in sessions if takes_place(session)})


def lost_weeks(sessions: Iterable[PlannedSession]) -> list[date]:
    """The Mondays of weeks with sessions that were all lost to unplanned closures (Y4).

    They are no school weeks; the person who decides is told of them, as no source settles it.
    Source: product rule.
    """
    sessions = list(sessions)
    return sorted({monday_of(session.day) for session in sessions} - set(school_weeks(sessions)))


def latest(mondays: Iterable[date], *, until: date, count: int) -> list[date]:
    """The latest school weeks up to and including the day's own, earliest first, at most count.

    mondays: school weeks in any order. Fewer come back where the records begin later.
    Raises ValueError when count is less than 1.
    Source: national framework for penalty notices (19 August 2024): a rolling period of ten
    school weeks, which may span holidays, terms and school years.
    """
    if count < 1:
        raise ValueError("Ask for at least one school week.")
    return sorted({monday for monday in mondays if monday <= until})[-count:]
