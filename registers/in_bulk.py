"""Write the entries of many pupils at once: a few statements, however many there are."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, connection

from registers.author import Author
from registers.models import BulkChange, Mark, Register
from registers.refusals import MarkAlreadyChanged

TOGETHER = 1000  # Rows of one statement.
NEW_REGISTERS = """
INSERT INTO registers_register
    (school_id, school_class_id, day, half, submitted_title, submitted_role)
SELECT %s, one.class_id, one.day, one.half, '', ''
FROM unnest(%s::bigint[], %s::date[], %s::text[]) AS one (class_id, day, half)
ON CONFLICT ON CONSTRAINT one_register DO NOTHING
"""


def add_registers(school_id: int, places: Sequence[tuple[int, str, str]]) -> None:
    """Begin the register of each (class, day, half) that has none."""
    if places:
        with connection.cursor() as cursor:
            cursor.execute(NEW_REGISTERS, [school_id, *map(list, zip(*places, strict=True))])


def new_mark(
    register: Register,
    pupil_id: int,
    code: str,
    *,
    author: Author,
    at: datetime,
    source: str,
    reason: str = "",
    comment: str = "",
    like: Mark | None = None,
    bulk_change: BulkChange | None = None,
) -> Mark:
    """A mark that is not written yet; with a reason it is an amendment.

    like: the mark that it puts back, with its minutes and its comment.
    """
    return Mark(
        school_id=register.school_id,
        register=register,
        pupil_id=pupil_id,
        day=register.day,
        half=register.half,
        code=code,
        minutes_late=like.minutes_late if like else None,
        arrived_at=like.arrived_at if like else None,
        comment=like.comment if like else comment,
        entered_by_id=author.user_id,
        entered_title=author.title,
        entered_role=author.role,
        entered_at=at,
        source=source,
        amendment=bool(reason),
        reason=reason,
        bulk_change=bulk_change,
    )


def lock_registers(marks: Sequence[Mark]) -> None:
    """Hold the registers of the marks until the transaction ends, always in the same order."""
    keys = {mark.register_id for mark in marks}
    held = Register.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    list(held.values_list("pk", flat=True))


def close_marks(marks: Sequence[Mark], *, author: Author, at: datetime) -> None:
    """End the marks. Raises MarkAlreadyChanged where somebody has ended one of them meanwhile."""
    if not marks:
        return
    keys = [mark.pk for mark in marks]
    standing = Mark.objects.filter(pk__in=keys, closed_at=None)
    if standing.update(closed_at=at, closed_by_id=author.user_id) != len(keys):
        raise MarkAlreadyChanged


def enter(marks: Sequence[Mark]) -> None:
    """Write the marks. Raises MarkAlreadyChanged where another stands for one of the pupils."""
    try:
        Mark.objects.bulk_create(marks, batch_size=TOGETHER)
    except IntegrityError as fault:
        if "one_mark_in_force_per_session" in str(fault):
            raise MarkAlreadyChanged from fault
        raise
