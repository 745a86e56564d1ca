"""Close the school for a day or half of it, planned or without warning."""

from collections import Counter
from datetime import date, datetime

from django.db import transaction

from registers.author import Author
from registers.calendar_change import carry_out, checked, hold_calendar
from registers.calendar_lines import CalendarRefused, closing, require_for
from registers.closing import CODE, opened, write_y4
from registers.models import Mark
from registers.permissions import require_code
from registers.queries.calendar_effect import CalendarEffect
from rules.sessions import UNPLANNED_CLOSURE
from schools.models import User
from toolkit.words import visible


@transaction.atomic
def close_school(
    *,
    by: User,
    day: date,
    half: str,
    planned: bool,
    name: str,
    seen: str,
    at: datetime,
) -> CalendarEffect:
    """Close the sessions of the day; half is AM, PM or empty for both.

    Planned: they are no sessions any more (#), which marks in them prevent. Without warning:
    they stay and take only Y4, entered now by `by` in every register that has opened, in the
    place of / \\ L N O U and of nothing, and by the task when the others open. Every entry that
    it replaces is amended, with `name` as the reason. One audit entry.
    Raises NotPermitted, CalendarRefused, PreviewTooOld, MarksInTheWay,
    or NotForThisDay where Y4 was not in the table of codes.
    """
    role = require_for(by, UNPLANNED_CLOSURE)
    why = visible(name)
    if not planned:
        require_code(by, CODE, on=day)
        if not why:
            raise CalendarRefused("Enter why the school is closed, such as Snow.", field="name")
    held = hold_calendar(by)
    change = closing(held.lines, day=day, half=half, planned=planned, name=why)
    effect = checked(held=held, change=change, seen=seen, at=at)
    done: Counter[str] = Counter()
    for slot in opened(school_id=held.school_id, slots=effect.closed, at=at):
        done += write_y4(
            school_id=held.school_id,
            slot=slot,
            author=Author(by.pk, by.job_title, role),
            at=at,
            source=Mark.Source.OFFICE,
            reason=reason_in_words(why),
        )
    return carry_out(
        held=held,
        effect=effect,
        act="close_school",
        by=by,
        role=role,
        at=at,
        reason=why,
        detail={f"marks {what}": count for what, count in sorted(done.items())},
    )


def reason_in_words(name: str) -> str:
    """What an amendment by a closure says, as in "School closed without warning: Snow"."""
    return f"School closed without warning: {name}" if name else "School closed without warning"
