"""Add a term, an INSET day, a bank holiday or a planned closure to the calendar."""

from datetime import datetime

from django.db import transaction

from registers.calendar_change import carry_out, checked, hold_calendar
from registers.calendar_lines import CalendarRefused, adding, require_for
from registers.queries.calendar_effect import CalendarEffect
from rules.sessions import UNPLANNED_CLOSURE, CalendarRow
from schools.models import User


@transaction.atomic
def add_calendar_period(*, by: User, row: CalendarRow, seen: str, at: datetime) -> CalendarEffect:
    """Add the line, and the sessions that follow from it appear or vanish.

    seen: the version of the calendar that the preview showed. Raises NotPermitted,
    CalendarRefused (what cannot be meant), PreviewTooOld or MarksInTheWay.
    """
    role = require_for(by, row.kind)
    if row.kind == UNPLANNED_CLOSURE:
        raise CalendarRefused("Close the school for that day instead.", field="kind")
    held = hold_calendar(by)
    effect = checked(held=held, change=adding(held.lines, row), seen=seen, at=at)
    return carry_out(held=held, effect=effect, act="add_calendar_period", by=by, role=role, at=at)
