"""Save marks in a register that has not been submitted."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from audit.actions.record import record
from registers.actions.opened import held, hold_session
from registers.changes import Change, Conflict, Kept, Saved
from registers.entries import Entry, judged, write
from registers.marking import may_mark, office_codes, source_of
from registers.models import Mark
from registers.permissions import GRANTED, IN_WORDS, TIMETABLED, require_code
from registers.queries.roll import OnRoll, roll
from registers.queries.session_facts import SessionFacts
from registers.refusals import (
    MarkedElsewhere,
    NotOnThisRoll,
    ReasonNeeded,
    WrongForThisPupil,
)
from schools.models import SchoolClass, User

NEEDED = (  # Of the entries of a whole class, for each single mark that is saved.
    "pupil_id",
    "code",
    "minutes_late",
    "comment",
    "source",
    "client_id",
    "entered_at",
    "entered_role",
    "entered_by_id",
    "closed_at",
    "closed_by__roles",
    "register__school_class",
    "register__submitted_at",
    "register__imported_at",
)


@transaction.atomic
def save_marks(
    *,
    by: User,
    school_class: SchoolClass,
    day: date,
    half: str,
    changes: Sequence[Change],
    at: datetime,
) -> Saved:
    """Save the changes, all or none; marks that somebody else changed meanwhile are reported.

    A change that was saved already is not saved again, and is no refusal once the register was
    taken: the answer to it was lost.
    Raises NotPermitted or Refused: NoSession, NotOpenYet, NotOnThisRoll, NotForThisDay,
    WrongForThisPupil, ImpossibleArrival, ReasonNeeded for a register that was taken, and
    MarkedElsewhere for a mark of another class's taken register.
    Source: SI 2024/208, regulations 6 and 10.
    """
    session = hold_session(school_id=school_class.school_id, day=day, half=half)
    role = may_mark(by=by, school_class=school_class, session=session, at=at)
    pupils = roll(school_class=school_class, day=day, half=half)
    by_pupil = {row.pupil.pk: row for row in pupils}
    if any(change.pupil_id not in by_pupil for change in changes):
        raise NotOnThisRoll
    wanted = {change.pupil_id: change for change in changes}
    register, premarked = held(
        school_class=school_class, session=session, pupils=pupils, at=at, except_for=wanted
    )
    entries_of: dict[int, list[Mark]] = {pupil_id: [] for pupil_id in by_pupil}
    for mark in _entries(school_class.school_id, by_pupil, day, half):
        entries_of[mark.pupil_id].append(mark)
    if register.is_taken() and not all(
        _is_replay(change, entries_of[change.pupil_id]) for change in wanted.values()
    ):
        raise ReasonNeeded
    kept: list[Kept] = []
    conflicts: list[Conflict] = []
    to_write: list[Entry] = []
    to_close: list[Mark] = []
    for change in wanted.values():
        row, earlier = by_pupil[change.pupil_id], entries_of[change.pupil_id]
        now = next((mark for mark in earlier if mark.closed_at is None), None)
        if _is_replay(change, earlier):
            kept.append(_kept(now, change))
            continue
        entry = _entry(by, change, row, earlier, session, at)
        if _same(now, entry):
            kept.append(_kept(now, change))
        elif not _was_seen(change, now):
            conflicts.append(_conflict(now, change))
        elif now and now.register.is_taken():
            raise MarkedElsewhere(row.pupil)
        else:
            if now:
                to_close.append(now)
            if entry:
                to_write.append(entry)
            else:
                kept.append(_kept(None, change))
    written = write(
        register=register,
        entries=to_write,
        replaced=to_close,
        by=by,
        role=role,
        at=at,
        source=source_of(role),
    )
    kept += [_kept(mark, wanted[mark.pupil_id]) for mark in written]
    if written or to_close or premarked:
        record(
            act="save_marks",
            subject=register,
            by=by,
            at=at,
            school_id=register.school_id,
            detail={"marks": len(written), "replaced": len(to_close)} | premarked,
        )
    others = [
        mark
        for pupil_id, entries in entries_of.items()
        for mark in entries
        if mark.closed_at is None and mark.entered_by_id != by.pk and pupil_id not in wanted
    ]
    return Saved(kept, conflicts, left=_left(entries_of, to_close, written), others=others)


def _entries(school_id: int, pupils: dict[int, OnRoll], day: date, half: str) -> list[Mark]:
    entries = Mark.objects.filter(school_id=school_id, day=day, half=half, pupil_id__in=pupils)
    return list(entries.select_related("closed_by", "register").only(*NEEDED).order_by("pk"))


def _entry(
    by: User,
    change: Change,
    row: OnRoll,
    earlier: Sequence[Mark],
    session: SessionFacts,
    at: datetime,
) -> Entry | None:
    """The judged entry, or None for clearing; asks first whether the person may enter the code."""
    if change.code == "":
        return None
    undone = next((mark for mark in reversed(earlier) if _is_undone(mark, by, change)), None)
    recorded = office_codes(earlier, row) | ({undone.code} - TIMETABLED if undone else set())
    require_code(by, change.code, on=session.day, recorded=recorded)
    comment = change.comment.strip() or (undone.comment if undone else "")
    if not comment and change.code == row.planned:
        comment = row.activity
    if change.code in IN_WORDS and change.code not in recorded and not comment:
        raise WrongForThisPupil(
            f"Write the reason for which {change.code} is given."
            if change.code in GRANTED
            else f"Write what it is and where, beside {change.code}."
        )
    entry = judged(
        pupil=row.pupil, code=change.code, minutes=change.minutes, session=session, at=at
    )
    return Entry(
        entry.pupil_id,
        entry.code,
        entry.minutes,
        entry.arrived_at,
        comment=comment,
        client_id=change.client_id,
    )


def _is_undone(mark: Mark, by: User, change: Change) -> bool:
    """Whether the person takes back their own change of an entry that had this code."""
    return mark.code == change.code and mark.closed_by_id == by.pk


def _was_seen(change: Change, now: Mark | None) -> bool:
    """Whether the person saw what stands; a plan is seen before it has become a mark."""
    if now is None or change.seen_version is None:
        return change.seen_version in {None, 0}
    shown_as_plan = change.seen_version == 0 and now.source == Mark.Source.PLAN
    return change.seen_version == now.pk or shown_as_plan


def _is_replay(change: Change, earlier: Sequence[Mark]) -> bool:
    return change.client_id is not None and any(
        mark.client_id == change.client_id for mark in earlier
    )


def _same(now: Mark | None, entry: Entry | None) -> bool:
    if now is None or entry is None:
        return now is None and entry is None
    same_words = not entry.comment or entry.comment == now.comment
    return (now.code, now.minutes_late) == (entry.code, entry.minutes) and same_words


def _kept(mark: Mark | None, change: Change) -> Kept:
    if mark is None:
        return Kept(change.pupil_id, "", None, 0, change.client_id)
    return Kept(mark.pupil_id, mark.code, mark.minutes_late, mark.pk, change.client_id)


def _conflict(now: Mark | None, change: Change) -> Conflict:
    if now is None:
        return Conflict(change.pupil_id, "", None, 0, "", "", None, change.client_id)
    return Conflict(
        change.pupil_id,
        now.code,
        now.minutes_late,
        now.pk,
        now.entered_by.name,
        now.entered_role,
        now.entered_at,
        change.client_id,
    )


def _left(
    entries_of: dict[int, list[Mark]], closed: Sequence[Mark], written: Sequence[Mark]
) -> int:
    """How many pupils have no mark in force after the save."""
    gone = {mark.pk for mark in closed}
    marked = {
        pupil_id
        for pupil_id, entries in entries_of.items()
        if any(mark.closed_at is None and mark.pk not in gone for mark in entries)
    }
    return len(entries_of) - len(marked | {mark.pupil_id for mark in written})
