"""Take back, on the day it was done, what was entered for many pupils at once."""

from collections import defaultdict
from datetime import datetime

from django.db import transaction

from audit.actions.record import record
from registers.author import Author
from registers.bulk_holding import expect_known, hold_for_many
from registers.bulk_wanted import BulkRefused, require_bulk
from registers.in_bulk import close_marks, enter, new_mark
from registers.models import BulkChange, Mark, Plan, Register
from registers.queries.bulk_changes import Undoing, can_be_undone, undoing
from schools.models import User
from toolkit import clock
from toolkit.days import full_day


@transaction.atomic
def undo_bulk(*, by: User, change: BulkChange, at: datetime) -> Undoing:
    """Put back what was replaced, clear first entries, and withdraw what is expected.

    In a taken register what comes back is an amendment. What somebody has changed since stays, and
    so does the first entry of a register that was taken. One audit entry.
    Raises NotPermitted, or BulkRefused on a later day and a second time.
    """
    role = require_bulk(by)
    hold_for_many(
        by,
        first=change.first_day,
        last=change.last_day,
        pupils=set(change.marks.values_list("pupil_id", flat=True)),
        at=at,
    )
    change = BulkChange.objects.select_for_update().get(pk=change.pk)
    if change.undone_at is not None:
        raise BulkRefused("This was taken back already.")
    if not can_be_undone(change, on=clock.local(at).date()):
        made = full_day(clock.local(change.made_at).date())
        raise BulkRefused(
            f"This was done on {made}, and can be taken back only on that day. Change the marks "
            "in their registers, with a reason."
        )
    held = Register.objects.select_for_update().filter(pk__in=change.marks.values("register_id"))
    list(held.order_by("day", "half", "school_class_id").values_list("pk", flat=True))
    plans = Plan.objects.standing().filter(bulk_change=change)
    found = undoing(change)
    plans.update(withdrawn_at=at)
    author = Author(by.pk, by.job_title, role)
    reason = f"Taken back on the same day: {change.reason}"
    close_marks([*found.cleared, *(now for now, _ in found.put_back)], author=author, at=at)
    enter(
        [
            new_mark(
                now.register,
                now.pupil_id,
                old.code,
                author=author,
                at=at,
                source=Mark.Source.OFFICE,
                reason=reason if now.register.is_taken() else "",
                like=old,
            )
            for now, old in found.put_back
        ]
    )
    whose: dict[int, set[int]] = defaultdict(set)
    for mark in found.cleared:
        whose[mark.register_id].add(mark.pupil_id)
    registers = {mark.register_id: mark.register for mark in found.cleared}
    known = expect_known([*registers.values()], only=whose, at=at)
    change.undone_at, change.undone_by = at, by
    change.save(update_fields=["undone_at", "undone_by"])
    record(
        act="undo_bulk",
        subject=change,
        by=by,
        at=at,
        school_id=change.school_id,
        reason=change.reason,
        detail={
            "cleared": len(found.cleared),
            "put back": len(found.put_back),
            "changed since": len(found.changed),
            "left": len(found.left),
            "pupils not expected any more": found.plans,
            "known absences": known,
        },
    )
    return found
