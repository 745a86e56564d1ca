"""Decide in which role somebody marks a session, and what an entry then counts as."""

from collections.abc import Sequence
from datetime import datetime

from registers.models import Mark
from registers.permissions import TIMETABLED, code_levels, place_of
from registers.queries.roll import OnRoll
from registers.queries.session_facts import SessionFacts
from registers.refusals import NotOpenYet
from schools.models import SchoolClass, User
from schools.permissions import require
from toolkit import clock

OFFICIAL = frozenset({Mark.Source.OFFICE, Mark.Source.PLAN, Mark.Source.LATE_DESK})


def office_code(entries: Sequence[Mark], planned: str = "") -> str:
    """The code that the office has for a pupil's session; "" where it has none.

    entries: all of the session, the oldest first, with closed_by. What the office itself
    replaced or cleared no longer counts; what a teacher replaced does, and can be restored.
    planned: the code of a standing plan, which counts where no entry does.
    """
    official = [mark for mark in entries if mark.source in OFFICIAL]
    if not official:
        return planned
    latest = official[-1]
    was_cleared = latest.closed_at is not None and latest.pk == entries[-1].pk
    if was_cleared and latest.closed_by and code_levels(latest.closed_by) & {"office", "head"}:
        return planned
    return latest.code


def office_codes(entries: Sequence[Mark], row: OnRoll) -> frozenset[str]:
    """Every code that the office has for the pupil's session, which others may enter too.

    entries: as for office_code. C2 and D are among them only while an agreed timetable has
    them for this very session, whatever was entered before.
    """
    recorded = {office_code(entries, row.planned), row.planned} - {""}
    return frozenset(recorded - TIMETABLED | row.timetabled)


def source_of(role: str) -> str:
    """Where an entry came from, by the role in which it was made."""
    return Mark.Source.REGISTER if role in {"class_teacher", "year_lead"} else Mark.Source.OFFICE


def may_mark(*, by: User, school_class: SchoolClass, session: SessionFacts, at: datetime) -> str:
    """The role in which the person marks this session; raises NotPermitted or NotOpenYet.

    On the day itself those who mark the class; on an earlier day those who may amend it.
    """
    place = place_of(school_class, day=session.day, by=by, session_over=session.is_over(at))
    on_the_day = session.day >= clock.local(at).date()
    role = require(by, "mark_register" if on_the_day else "amend_mark", place)
    if not session.has_opened(at):
        raise NotOpenYet(session.opens)
    return role
