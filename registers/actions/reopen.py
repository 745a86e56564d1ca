"""Take back an unplanned closure: the sessions take place after all."""

from datetime import datetime

from django.db import transaction

from registers.actions.opened import premark
from registers.author import Author
from registers.calendar_change import carry_out, checked, hold_calendar
from registers.calendar_lines import line_in_words, reopening, require_for
from registers.closing import go_back
from registers.models import Register
from registers.queries.calendar_effect import CalendarEffect
from registers.queries.roll import OnRoll, roll
from schools.models import CalendarPeriod, User


@transaction.atomic
def reopen(*, by: User, period: CalendarPeriod, seen: str, at: datetime) -> CalendarEffect:
    """Each Y4 is cleared, or what it replaced is entered again; nothing is deleted.

    What Y4 replaced comes back as an amendment. A Y4 that was the first entry of a taken register
    stays for a person to correct. Known absences are then expected as
    if the registers had opened now.
    Raises NotPermitted, CalendarRefused or PreviewTooOld.
    """
    role = require_for(by, period.kind)
    held = hold_calendar(by)
    line = held.line(period.pk)
    change = reopening(line)
    effect = checked(held=held, change=change, seen=seen, at=at)
    back = go_back(
        school_id=held.school_id,
        slots=effect.reopened,
        author=Author(by.pk, by.job_title, role),
        at=at,
        reason=f"The school was not closed after all. Taken back: {line_in_words(line)}",
    )
    known = sum(
        len(premark(register=register, pupils=_pupils(register), at=at))
        for register in {mark.register for mark in back.cleared}
    )
    return carry_out(
        held=held,
        effect=effect,
        act="reopen",
        by=by,
        role=role,
        at=at,
        detail={
            "marks cleared": len(back.cleared),
            "marks put back": len(back.put_back),
            "marks left": len(back.left),
            "known absences": known,
        },
    )


def _pupils(register: Register) -> list[OnRoll]:
    if register.school_class is None:
        return []
    return roll(school_class=register.school_class, day=register.day, half=register.half)
