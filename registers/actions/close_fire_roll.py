"""Close a fire roll, and keep who was still to find."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from audit.actions.record import record
from registers.evacuation import ClosedByOthers, MoreToFind, NobodyCallsIt, RollWasClosed
from registers.models import FireRoll, FireTick
from registers.queries.fire_roll import fire_roll
from registers.refusals import Refused
from schools.models import School, User
from schools.permissions import require
from toolkit.words import visible

LONGEST = 2000  # Letters.


@transaction.atomic
def close_fire_roll(
    *, by: User, roll_id: int, seen: Collection[int], words: str, at: datetime
) -> FireRoll:
    """End the calling of the roll. Each pupil who is still to find gets a tick that says so.

    seen: keys of the pupils whom the person saw as still to find; with anybody else missing
    nothing is closed. words: what to add to the record, if anything.
    Raises NotPermitted (ClosedByOthers), NobodyCallsIt, RollWasClosed, MoreToFind, Refused.
    """
    require(by, "fire_roll")
    School.objects.select_for_update(no_key=True).only("pk").get(pk=by.school_id)
    page = fire_roll(by=by, at=at)
    roll = page.roll
    if roll is None:
        raise NobodyCallsIt
    if roll.pk != roll_id:
        raise RollWasClosed
    if not page.may_close:
        raise ClosedByOthers(roll)
    left = [line.pupil_id for line in page.left]
    if not set(left) <= set(seen):
        raise MoreToFind
    if len(words) > LONGEST or "\x00" in words:
        raise Refused(f"Use at most {LONGEST} letters.")
    FireTick.objects.bulk_create(
        FireTick(
            school_id=by.school_id,
            roll=roll,
            pupil_id=pupil_id,
            found=False,
            ticked_by=by,
            ticked_at=at,
        )
        for pupil_id in left
    )
    roll.closed_at, roll.closed_by, roll.words = at, by, visible(words)
    roll.save(update_fields=["closed_at", "closed_by", "words"])
    record(
        act="close_fire_roll",
        subject=roll,
        by=by,
        at=at,
        school_id=by.school_id,
        reason=roll.words,
        detail={"found": len(page.found), "to_find": len(left)},
    )
    return roll
