"""End a fire roll inside the transaction of an action."""

from collections.abc import Collection
from datetime import datetime

from registers.evacuation import Calling, found_on
from registers.models import FireRoll, FireTick
from registers.queries.presence import ASK, HERE, on_site_facts
from schools.models import User
from toolkit import clock

LEFT_OPEN = "Left open; closed later as of its last tick."


def end(*, roll: FireRoll, left: Collection[int], words: str, by: User, at: datetime) -> None:
    """Close the roll as of that moment, with a tick that is not found for each pupil left."""
    FireTick.objects.bulk_create(
        FireTick(
            school_id=roll.school_id,
            roll=roll,
            pupil_id=pupil_id,
            found=False,
            ticked_by=by,
            ticked_at=at,
        )
        for pupil_id in left
    )
    roll.closed_at, roll.closed_by, roll.words = at, by, words
    roll.save(update_fields=["closed_at", "closed_by", "words"])


def end_left_open(*, calling: Calling, words: str, by: User) -> list[int]:
    """Close a roll that was left open, as of its last tick; keys of who was to find then."""
    roll, moment = calling
    day = clock.local(moment).date()
    known = on_site_facts(school_id=roll.school_id, day=day, at=moment).in_state(HERE, ASK)
    left = sorted({one.pupil.pk for one in known} - found_on(roll))
    end(roll=roll, left=left, words=words or LEFT_OPEN, by=by, at=moment)
    return left
