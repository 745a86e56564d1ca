"""Enter Y4 in the registers of a closed school, when they would have opened."""

from datetime import datetime, timedelta

from django.db import transaction

from audit.actions.record import record
from registers.actions.close_school import reason_in_words
from registers.actions.opened import hold_session
from registers.author import Author
from registers.calendar_change import hold_calendar
from registers.closing import write_y4
from registers.models import Mark
from registers.queries.closed_sessions import closed_sessions
from schools.models import School, User
from toolkit import clock

CAUGHT_UP = timedelta(days=31)  # How far back sessions are looked at again.


@transaction.atomic
def enter_closures(*, school: School, at: datetime) -> int:
    """Fill every session that a person closed and whose register has opened; how many marks.

    Only pupils without a mark get Y4, by whoever recorded the closure, in the role they had
    then. Safe to run any number of times.
    """
    system = User.objects.system(school)
    hold_calendar(system)
    today = clock.local(at).date()
    written = 0
    for one in closed_sessions(school_id=school.pk, first=today - CAUGHT_UP, last=today):
        if one.opens > at:
            continue
        hold_session(school_id=school.pk, day=one.session.day, half=one.session.half)
        closure = one.closure
        done = write_y4(
            school_id=school.pk,
            slot=one.session,
            author=Author(
                closure.recorded_by_id or system.pk, closure.recorded_title, closure.recorded_role
            ),
            at=at,
            source=Mark.Source.PLAN,
            reason=reason_in_words(closure.name),
            may_replace=False,
        )
        written += done["filled"]
    if written:
        record(
            act="enter_closures", by=system, at=at, school_id=school.pk, detail={"marks": written}
        )
    return written
