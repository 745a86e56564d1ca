"""Change an entry of a taken register while keeping the original visible."""

from datetime import date, datetime

from django.db import transaction

from audit.actions.record import record
from registers.actions.opened import held, hold_session
from registers.entries import Entry, judged, write
from registers.marking import office_codes, source_of
from registers.models import Mark
from registers.permissions import place_of, require_code
from registers.queries.history import history
from registers.queries.roll import roll
from registers.refusals import (
    MarkAlreadyChanged,
    NothingMarked,
    NotOnThisRoll,
    NotOpenYet,
    ReasonMissing,
    Refused,
)
from schools.models import SchoolClass, User
from schools.permissions import require
from toolkit.words import visible


class NothingChanged(Refused):
    def __init__(self) -> None:
        super().__init__("That is the mark already. Choose another code, or go back.")


@transaction.atomic
def change_mark(
    *,
    by: User,
    school_class: SchoolClass,
    day: date,
    half: str,
    pupil_id: int,
    code: str,
    minutes: int | None,
    reason: str,
    seen_version: int | None,
    at: datetime,
) -> Mark:
    """Close the entry in force and add a new one, saying who, in what role, when and why.

    The original row stays. A session that the taken register left without a mark gets its
    first entry, with the reason as its comment. Raises NotPermitted or Refused: NoSession,
    NotOpenYet, NotOnThisRoll, ReasonMissing, MarkAlreadyChanged, NothingMarked (clearing),
    NothingChanged, and what `judged` raises.
    Source: SI 2024/208, regulations 6 and 7.
    """
    session = hold_session(school_id=school_class.school_id, day=day, half=half)
    place = place_of(school_class, day=day, by=by, session_over=session.is_over(at))
    role = require(by, "amend_mark", place)
    if not session.has_opened(at):
        raise NotOpenYet(session.opens)
    rows = {row.pupil.pk: row for row in roll(school_class=school_class, day=day, half=half)}
    if pupil_id not in rows:
        raise NotOnThisRoll
    register, premarked = held(
        school_class=school_class,
        session=session,
        pupils=[*rows.values()],
        at=at,
        except_for=[pupil_id],
    )
    entries = history(school_id=school_class.school_id, pupil_id=pupil_id, day=day, half=half)
    old = next((mark for mark in entries if mark.closed_at is None), None)
    recorded = office_codes(entries[::-1], rows[pupil_id])
    if code == "":
        raise NothingMarked
    require_code(by, code, on=day, recorded=recorded)
    why = visible(reason)
    if not why:
        raise ReasonMissing
    if seen_version is not None and seen_version != (old.pk if old else 0):
        raise MarkAlreadyChanged
    entry = judged(pupil=rows[pupil_id].pupil, code=code, minutes=minutes, session=session, at=at)
    if old and (old.code, old.minutes_late) == (entry.code, entry.minutes):
        raise NothingChanged
    activity = rows[pupil_id].activity if code == rows[pupil_id].planned else ""
    amends = old is not None and (register.is_taken() or old.register.is_taken())
    [new] = write(
        register=register,
        entries=[
            Entry(
                entry.pupil_id,
                entry.code,
                entry.minutes,
                entry.arrived_at,
                comment=activity if amends else why,
                reason=why if amends else "",
            )
        ],
        replaced=[old] if old else [],
        by=by,
        role=role,
        at=at,
        source=source_of(role),
    )
    record(
        act="change_mark",
        subject=new,
        by=by,
        at=at,
        school_id=register.school_id,
        reason=why,
        detail={"from": old.code if old else "", "to": new.code} | premarked,
    )
    return new
