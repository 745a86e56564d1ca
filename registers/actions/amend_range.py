"""Change a pupil's marks of several sessions for one reason, each with a record of its own."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from audit.actions.record import record
from registers.author import Author
from registers.in_bulk import close_marks, enter, lock_registers, new_mark
from registers.marking import source_of
from registers.models import Mark
from registers.permissions import GRANTED, TIMETABLED, require_code
from registers.refusals import HALF_WORDS, MarkAlreadyChanged, ReasonMissing, Refused
from rules import codes, compulsory_age
from rules.sessions import AM, PM
from schools.models import Pupil, User
from schools.permissions import Place, require
from toolkit.days import full_day
from toolkit.words import visible

LONGEST_DAYS = 366


class RangeRefused(Refused):
    """The range cannot be changed like this; field: which part of the form it is about."""

    def __init__(self, sentence: str, *, field: str) -> None:
        super().__init__(sentence)
        self.field = field


class Sessions(NamedTuple):
    """From one session to another, both included."""

    first: date
    first_half: str
    last: date
    last_half: str


def marks_in_range(*, pupil: Pupil, sessions: Sessions, code: str) -> list[Mark]:
    """The pupil's marks in force with that code in the sessions. One query.

    Raises RangeRefused for a range that runs backwards or is longer than a year.
    """
    first, first_half, last, last_half = sessions
    if (last, last_half) < (first, first_half):
        raise RangeRefused("The last session lies before the first.", field="last")
    if (last - first).days >= LONGEST_DAYS:
        raise RangeRefused("Choose a range of at most one year.", field="last")
    marks = (
        Mark.objects.in_force()
        .between(first, last)
        .filter(school_id=pupil.school_id, pupil=pupil, code=code)
        .select_related("register")
        .order_by("day", "half")
    )
    return [
        mark
        for mark in marks
        if not (mark.day == first and first_half == PM and mark.half == AM)
        and not (mark.day == last and last_half == AM and mark.half == PM)
    ]


@transaction.atomic
def amend_range(
    *,
    by: User,
    pupil: Pupil,
    sessions: Sessions,
    old_code: str,
    new_code: str,
    reason: str,
    seen: Sequence[int],
    at: datetime,
) -> list[Mark]:
    """Replace every mark of the pupil that has the old code in the range; returns the new ones.

    seen: keys of the marks that the person was shown; anything else than those raises
    MarkAlreadyChanged. The reason is needed and stands with each: as an
    amendment's, or in a register not submitted yet as a note. Raises NotPermitted or
    Refused. Source: SI 2024/208, regulation 7: each amendment keeps the original, who and why.
    """
    role = require(by, "amend_mark", Place(school_id=pupil.school_id, session_over=True))
    why = visible(reason)
    if not why:
        raise ReasonMissing
    lock_registers(marks_in_range(pupil=pupil, sessions=sessions, code=old_code))
    marks = marks_in_range(pupil=pupil, sessions=sessions, code=old_code)
    if not marks:
        raise RangeRefused("No mark with that code lies in these sessions.", field="old")
    if {mark.pk for mark in marks} != set(seen):
        raise MarkAlreadyChanged
    fitting = [_fitting(by, pupil, mark, new_code) for mark in marks]
    author = Author(by.pk, by.job_title, role)
    source = source_of(role)
    new = [
        new_mark(
            old.register,
            pupil.pk,
            code,
            author=author,
            at=at,
            source=source,
            reason=why if _amends(old) else "",
            comment="" if _amends(old) else why,
        )
        for old, code in zip(marks, fitting, strict=True)
    ]
    close_marks(marks, author=author, at=at)
    enter(new)
    record(
        act="amend_range",
        subject=pupil,
        by=by,
        at=at,
        school_id=pupil.school_id,
        reason=why,
        detail={
            "from": old_code,
            "to": new_code,
            "marks": len(new),
            "first": sessions.first.isoformat(),
            "last": sessions.last.isoformat(),
        },
    )
    return new


def _amends(old: Mark) -> bool:
    """Whether replacing the mark is an amendment: its register was taken, or a load brought it."""
    return old.register.is_taken() or old.source == Mark.Source.IMPORT


def _fitting(by: User, pupil: Pupil, mark: Mark, code: str) -> str:
    """The code for this session; raises NotPermitted or RangeRefused, naming the session."""
    if code in codes.LATE:
        raise RangeRefused("A late arrival has its own minutes: change it by itself.", field="new")
    if code in codes.STROKES.values():
        code = codes.stroke(mark.half)
    require_code(by, code, on=mark.day)
    when = f"{full_day(mark.day)}, {HALF_WORDS[mark.half]}"
    if code in TIMETABLED | GRANTED | {"Z", "#", "Y4"}:
        raise RangeRefused(
            f"{code} is not given for several past sessions at once. {_instead(code)}", field="new"
        )
    if mark.code == "Y4":
        raise RangeRefused(f"{when}: the school was closed, so Y4 stays.", field="old")
    if code == "X" and compulsory_age.is_compulsory(pupil.date_of_birth, mark.day):
        raise RangeRefused(
            f"{when}: {pupil.name} was of compulsory school age, so X cannot be recorded.",
            field="new",
        )
    return code


def _instead(code: str) -> str:
    if code in GRANTED:
        return "Leave is granted before it begins, by the headteacher."
    return "Change the calendar, or the pupil's timetable."
