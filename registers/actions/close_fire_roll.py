"""Close a fire roll, and keep who was still to find."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from audit.actions.record import record
from registers.ending_rolls import end, end_left_open
from registers.evacuation import ClosedByOthers, MoreToFind, NobodyCallsIt, RollWasClosed, found_on
from registers.models import FireRoll
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
    nothing is closed. words: what to add to the record, if anything. A roll that was left open
    is closed as of its last tick, whoever was seen.
    Raises NotPermitted (ClosedByOthers), NobodyCallsIt, RollWasClosed, MoreToFind, Refused.
    """
    require(by, "fire_roll")
    School.objects.select_for_update(no_key=True).only("pk").get(pk=by.school_id)
    page = fire_roll(by=by, at=at)
    calling = page.calling or page.left_open
    if calling is None:
        raise NobodyCallsIt
    roll = calling.roll
    if roll.pk != roll_id:
        raise RollWasClosed
    if not page.may_close:
        raise ClosedByOthers(roll)
    if len(words) > LONGEST or "\x00" in words:
        raise Refused(f"Use at most {LONGEST} letters.")
    if page.left_open:
        left = end_left_open(calling=calling, words=visible(words), by=by)
    else:
        left = [line.pupil_id for line in page.left]
        if not set(left) <= set(seen):
            raise MoreToFind
        end(roll=roll, left=left, words=visible(words), by=by, at=at)
    record(
        act="close_fire_roll",
        subject=roll,
        by=by,
        at=at,
        school_id=by.school_id,
        reason=roll.words,
        detail={"found": len(found_on(roll)), "to_find": len(left)},
    )
    return roll
