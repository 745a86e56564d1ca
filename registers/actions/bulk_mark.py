"""Enter a code for many pupils at once, after a yes to a preview."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.db import transaction

from audit.actions.record import record
from registers.author import Author
from registers.bulk_holding import Registers, expect_known, hold_for_many, hold_registers
from registers.bulk_wanted import BulkRefused, Wanted, refuse_unfit, require_bulk
from registers.in_bulk import TOGETHER, close_marks, enter, new_mark
from registers.models import BulkChange, Mark, Plan
from registers.permissions import require_code
from registers.planning import from_session_to_session
from registers.queries.bulk_effect import (
    EXPECTED,
    FIRST,
    REPLACED,
    SAME,
    BulkEffect,
    bulk_effect,
)
from rules.sessions import Session as Half
from schools.models import User
from toolkit import clock
from toolkit.words import visible


class BulkPreviewTooOld(BulkRefused):
    """What would change is not what the preview showed; nothing was changed."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody has changed a register since you looked. Nothing was changed: look at the "
            "new preview, then say yes again."
        )


class NothingToChange(BulkRefused):
    def __init__(self) -> None:
        super().__init__(
            "Nothing would change: every session has that code already, or a mark that stays.",
            field="code",
        )


@transaction.atomic
def bulk_mark(*, by: User, wanted: Wanted, seen: str, at: datetime) -> BulkChange:
    """Fill sessions without a mark, replace N and O, and expect the code in sessions to come.

    seen: the version of the preview that had the yes. Each mark that is replaced is amended with
    the reason; all of it is one act that can be taken back on its day, and one audit entry.
    Raises NotPermitted, or BulkRefused: BulkPreviewTooOld, NothingToChange and what
    `refuse_unfit` and `bulk_effect` raise.
    Source: SI 2024/208, regulations 6, 7 and 10; what may be replaced is a product rule.
    """
    role = require_bulk(by)
    refuse_unfit(wanted, today=clock.local(at).date())
    before = bulk_effect(school_id=by.school_id, wanted=wanted, at=at)
    require_code(by, wanted.code, on=wanted.first.day)
    if seen != before.version:
        raise BulkPreviewTooOld
    hold_for_many(
        by,
        first=wanted.first.day,
        last=wanted.last.day,
        pupils={one.pupil_id for one in before.outcomes},
        at=at,
    )
    registers, new = hold_registers(by.school_id, before.places)
    effect = bulk_effect(school_id=by.school_id, wanted=wanted, at=at)
    if seen != effect.version:
        raise BulkPreviewTooOld
    if not effect.changes:
        raise NothingToChange
    author = Author(by.pk, by.job_title, role)
    counts = {kind: len(effect.of(kind)) for kind in (FIRST, REPLACED, EXPECTED, SAME)}
    counts["stays"] = len(effect.outcomes) - sum(counts.values())
    change = BulkChange.objects.create(
        school_id=by.school_id,
        code=wanted.code,
        first_day=wanted.first.day,
        last_day=wanted.last.day,
        reason=visible(wanted.reason),
        scope=wanted.as_scope() | counts,
        made_by=by,
        made_title=by.job_title,
        made_role=role,
        made_at=at,
    )
    _write_marks(change, effect, registers, author=author, at=at)
    expect_known(new, at=at)
    _write_plans(change, effect, author=author, at=at)
    record(
        act="bulk_mark",
        subject=change,
        by=by,
        at=at,
        school_id=by.school_id,
        reason=change.reason,
        detail={"code": wanted.code} | wanted.as_scope() | counts,
    )
    return change


def _write_marks(
    change: BulkChange,
    effect: BulkEffect,
    registers: Registers,
    *,
    author: Author,
    at: datetime,
) -> None:
    replaced = [one.mark for one in effect.of(REPLACED) if one.mark is not None]
    made = partial(new_mark, author=author, at=at, source=Mark.Source.OFFICE, bulk_change=change)
    new = []
    for one in effect.of(FIRST):
        register = registers[one.class_id, one.slot]
        note = change.reason if register.is_taken() else ""
        new.append(made(register, one.pupil_id, change.code, comment=note))
    for old in replaced:
        new.append(made(old.register, old.pupil_id, change.code, reason=change.reason))
    close_marks(replaced, author=author, at=at)
    enter(new)


def _write_plans(change: BulkChange, effect: BulkEffect, *, author: Author, at: datetime) -> None:
    of_pupil: dict[int, list[Half]] = defaultdict(list)
    for one in effect.of(EXPECTED):
        of_pupil[one.pupil_id].append(one.slot)
    every = {slot: number for number, slot in enumerate(effect.sessions.to_come)}
    Plan.objects.bulk_create(
        (
            Plan(
                school_id=change.school_id,
                pupil_id=pupil_id,
                code=span.code,
                start=span.start,
                end=span.end,
                half=span.half,
                note=change.reason,
                bulk_change=change,
                recorded_by_id=author.user_id,
                recorded_title=author.title,
                recorded_role=author.role,
                recorded_at=at,
            )
            for pupil_id, slots in sorted(of_pupil.items())
            for run in _runs(slots, every)
            for span in from_session_to_session(
                change.code,
                start=run[0].day,
                start_half=run[0].half,
                end=run[-1].day,
                end_half=run[-1].half,
            )
        ),
        batch_size=TOGETHER,
    )


def _runs(slots: Sequence[Half], every: dict[Half, int]) -> list[list[Half]]:
    """Sessions that follow each other among every session to come."""
    found: list[list[Half]] = []
    for slot in sorted(slots):
        if found and every[found[-1][-1]] + 1 == every[slot]:
            found[-1].append(slot)
        else:
            found.append([slot])
    return found
