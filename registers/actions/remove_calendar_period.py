"""Take a line out of the calendar."""

from datetime import datetime

from django.db import transaction

from registers.calendar_change import carry_out, checked, hold_calendar
from registers.calendar_lines import removing, require_for
from registers.queries.calendar_effect import CalendarEffect
from schools.models import CalendarPeriod, User


@transaction.atomic
def remove_calendar_period(
    *, by: User, period: CalendarPeriod, seen: str, at: datetime
) -> CalendarEffect:
    """Take the line out; it is kept as removed, and no file brings it back.

    Raises NotPermitted, CalendarRefused, PreviewTooOld, or MarksInTheWay where a session of a
    term has marks.
    """
    role = require_for(by, period.kind)
    held = hold_calendar(by)
    effect = checked(held=held, change=removing(held.line(period.pk)), seen=seen, at=at)
    return carry_out(
        held=held, effect=effect, act="remove_calendar_period", by=by, role=role, at=at
    )
