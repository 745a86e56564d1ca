"""Move an INSET day, a bank holiday or a planned closure to another day."""

from datetime import date, datetime

from django.db import transaction

from registers.calendar_change import carry_out, checked, hold_calendar
from registers.calendar_lines import moving, require_for
from registers.queries.calendar_effect import CalendarEffect
from schools.models import CalendarPeriod, User


@transaction.atomic
def move_day(
    *, by: User, period: CalendarPeriod, to: date, seen: str, at: datetime
) -> CalendarEffect:
    """The day it was becomes a school day again where it lies in a term, and `to` is none.

    Raises NotPermitted, CalendarRefused, PreviewTooOld, or MarksInTheWay where the new day has
    marks.
    """
    role = require_for(by, period.kind)
    held = hold_calendar(by)
    effect = checked(
        held=held, change=moving(held.lines, held.line(period.pk), to), seen=seen, at=at
    )
    return carry_out(held=held, effect=effect, act="move_day", by=by, role=role, at=at)
