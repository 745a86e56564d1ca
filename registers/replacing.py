"""Replace marks of many sessions at once, each by an amendment of its own."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError

from registers.entries import Entry
from registers.models import BulkChange, Mark, Register
from registers.refusals import MarkAlreadyChanged
from schools.models import User

TOGETHER = 1000  # Rows of one statement.


def lock_registers(marks: Sequence[Mark]) -> None:
    """Hold the registers of the marks until the transaction ends, always in the same order."""
    keys = {mark.register_id for mark in marks}
    held = Register.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    list(held.values_list("pk", flat=True))


def replace_marks(
    pairs: Sequence[tuple[Mark, Entry]],
    *,
    by: User,
    role: str,
    at: datetime,
    source: str,
    bulk_change: BulkChange | None = None,
) -> list[Mark]:
    """Close each mark and add the entry that replaces it, inside the caller's transaction.

    The caller holds the registers. Two statements for up to a thousand marks. Raises
    MarkAlreadyChanged where somebody else has replaced one of them meanwhile.
    """
    keys = [old.pk for old, _ in pairs]
    closed = Mark.objects.filter(pk__in=keys, closed_at=None).update(closed_at=at, closed_by=by)
    if closed != len(pairs):
        raise MarkAlreadyChanged
    new = [
        Mark(
            school_id=old.school_id,
            register_id=old.register_id,
            pupil_id=old.pupil_id,
            day=old.day,
            half=old.half,
            code=entry.code,
            minutes_late=entry.minutes,
            arrived_at=entry.arrived_at,
            comment=entry.comment,
            entered_by_id=by.pk,
            entered_title=by.job_title,
            entered_role=role,
            entered_at=at,
            source=source,
            amendment=bool(entry.reason),
            reason=entry.reason,
            bulk_change=bulk_change,
        )
        for old, entry in pairs
    ]
    try:
        return Mark.objects.bulk_create(new, batch_size=TOGETHER)
    except IntegrityError as fault:
        if "one_mark_in_force_per_session" in str(fault):
            raise MarkAlreadyChanged from fault
        raise
