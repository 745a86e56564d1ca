"""Change a line of the calendar: its days, its name or what it is."""

from datetime import datetime

from django.db import transaction

from registers.calendar_change import carry_out, checked, hold_calendar
from registers.calendar_lines import CalendarRefused, changing, require_for
from registers.queries.calendar_effect import CalendarEffect
from rules.sessions import UNPLANNED_CLOSURE, CalendarRow
from schools.models import CalendarPeriod, User


@transaction.atomic
def change_calendar_period(
    *, by: User, period: CalendarPeriod, row: CalendarRow, seen: str, at: datetime
) -> CalendarEffect:
    """Put the row in the place of the line, which is kept as removed.

    Raises NotPermitted, CalendarRefused, PreviewTooOld or MarksInTheWay.
    """
    role = require_for(by, period.kind, row.kind)
    if row.kind == UNPLANNED_CLOSURE:
        raise CalendarRefused("Close the school for that day instead.", field="kind")
    held = hold_calendar(by)
    effect = checked(
        held=held, change=changing(held.lines, held.line(period.pk), row), seen=seen, at=at
    )
    return carry_out(
        held=held, effect=effect, act="change_calendar_period", by=by, role=role, at=at
    )
