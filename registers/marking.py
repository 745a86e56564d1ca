"""Decide in which role somebody marks a session, and what an entry then counts as."""

from datetime import datetime

from registers.models import Mark
from registers.permissions import place_of
from registers.queries.session_facts import SessionFacts
from registers.refusals import NotOpenYet
from schools.models import SchoolClass, User
from schools.permissions import require
from toolkit import clock

OFFICIAL = frozenset({Mark.Source.OFFICE, Mark.Source.PLAN, Mark.Source.LATE_DESK})


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
