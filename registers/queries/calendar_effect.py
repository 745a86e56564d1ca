"""Tell what a change of the calendar would do to sessions, registers and marks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import NamedTuple

from django.db.models import Count, Q

from registers.calendar_lines import LinesChange
from registers.closing import going_back, opened, session_marks
from registers.models import Mark, Register
from rules.sessions import PlannedSession, Session, school_year_of, sessions_of
from schools.models import CalendarPeriod
from schools.stored_sessions import row_of
from toolkit.days import full_day
from toolkit.words import counted

MOST_NAMED = 6  # Days, in a sentence.


class Marked(NamedTuple):
    """How many marks in force stand in a session."""

    day: date
    half: str
    marks: int


class YearCount(NamedTuple):
    """A school year's sessions and school days. lost: sessions of an unplanned closure."""

    name: str
    before: int
    after: int
    days_before: int
    days_after: int
    lost: int


@dataclass(frozen=True)
class CalendarEffect:
    """What the change does. closed and reopened: sessions that stay, and lose or regain marks.

    registers: how many there are in the sessions that vanish or close. marked: sessions with
    marks in force that would vanish, which is refused. filled, replaced, stays: marks by what Y4
    does to them now; later: sessions whose register has not opened, which get Y4 when it does.
    cleared, put_back, left: what reopening does to each Y4.
    """

    change: LinesChange
    version: str
    appear: list[Session]
    vanish: list[Session]
    closed: list[Session]
    reopened: list[Session]
    registers: int
    marked: list[Marked]
    years: list[YearCount]
    filled: int = 0
    replaced: int = 0
    stays: int = 0
    later: int = 0
    cleared: int = 0
    put_back: int = 0
    left: int = 0

    @property
    def marks(self) -> int:
        """Marks in force in sessions that would vanish."""
        return sum(one.marks for one in self.marked)

    @property
    def refusal(self) -> str:
        """Why the change cannot be made; empty where it can."""
        if not self.marked:
            return ""
        days = sorted({one.day for one in self.marked})
        named = ", ".join(full_day(day) for day in days[:MOST_NAMED])
        more = f" and {counted(len(days) - MOST_NAMED, 'more days')}" if days[MOST_NAMED:] else ""
        return (
            f"{counted(self.marks, 'marks')} on {counted(len(days), 'days')} would lose "
            f"{'its session' if self.marks == 1 else 'their sessions'}: {named}{more}. Marks are "
            "never deleted, so this change cannot be made."
        )


def version_of(stored: Sequence[CalendarPeriod]) -> str:
    """A word that changes whenever a line of the calendar does."""
    lines = sorted((one.pk, str(one.start), str(one.end), one.kind, one.session) for one in stored)
    return sha256(repr(lines).encode()).hexdigest()[:20]


def calendar_effect(
    *, school_id: int, stored: Sequence[CalendarPeriod], change: LinesChange, at: datetime
) -> CalendarEffect:
    """What the change would do at that moment. stored: every line that stands now."""
    before = {Session(one.day, one.half): one.closure for one in _sessions(stored)}
    planned = sessions_of(change.after(stored))
    after = {Session(one.day, one.half): one.closure for one in planned}
    both = before.keys() & after.keys()
    appear = sorted(after.keys() - before.keys())
    vanish = sorted(before.keys() - after.keys())
    closed = sorted(slot for slot in both if after[slot] and not before[slot])
    reopened = sorted(slot for slot in both if before[slot] and not after[slot])
    touched = {*appear, *vanish, *closed, *reopened}
    counts = {"registers": _registers(school_id, {*vanish, *closed})}
    if closed:
        counts |= _closing_counts(school_id, closed, at)
    if reopened:
        back = going_back(school_id=school_id, slots=reopened)
        counts |= {
            "cleared": len(back.cleared),
            "put_back": len(back.put_back),
            "left": len(back.left),
        }
    return CalendarEffect(
        change=change,
        version=version_of(stored),
        appear=appear,
        vanish=vanish,
        closed=closed,
        reopened=reopened,
        marked=_marked(school_id, vanish),
        years=_years(before, after, touched),
        **counts,
    )


def year_count(sessions: dict[Session, str], after: dict[Session, str], day: date) -> YearCount:
    """The counts of the school year that the day lies in, before and after."""
    year = school_year_of(day)

    def within(slots: dict[Session, str]) -> dict[Session, str]:
        return {slot: lost for slot, lost in slots.items() if year.starts <= slot.day <= year.ends}

    one, other = within(sessions), within(after)
    return YearCount(
        year.name,
        len(one),
        len(other),
        len({slot.day for slot in one}),
        len({slot.day for slot in other}),
        sum(lost != "" for lost in other.values()),
    )


def _sessions(stored: Sequence[CalendarPeriod]) -> list[PlannedSession]:
    return sessions_of(row_of(one) for one in stored)


def _years(
    before: dict[Session, str], after: dict[Session, str], touched: set[Session]
) -> list[YearCount]:
    starts = sorted({school_year_of(slot.day).starts for slot in touched})
    return [year_count(before, after, start) for start in starts]


def _closing_counts(school_id: int, closed: list[Session], at: datetime) -> dict[str, int]:
    now = opened(school_id=school_id, slots=closed, at=at)
    found = [session_marks(school_id=school_id, day=slot.day, half=slot.half) for slot in now]
    return {
        "filled": sum(len(one.unmarked) for one in found),
        "replaced": sum(len(one.replaced) for one in found),
        "stays": sum(len(one.stays) for one in found),
        "later": len(closed) - len(now),
    }


def _registers(school_id: int, slots: set[Session]) -> int:
    found = Register.objects.filter(school_id=school_id, day__in={slot.day for slot in slots})
    return sum((day, half) in slots for day, half in found.values_list("day", "half"))


def _marked(school_id: int, slots: Sequence[Session]) -> list[Marked]:
    rows = (
        Mark.objects.in_force()
        .filter(school_id=school_id, day__in={slot.day for slot in slots})
        .values_list("day", "half")
        .annotate(marks=Count("pk", filter=Q(closed_at=None)))
        .order_by("day", "half")
    )
    wanted = set(slots)
    return [Marked(*row) for row in rows if (row[0], row[1]) in wanted]
