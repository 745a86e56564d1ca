"""Keep a pupil's contacts in an order without gaps."""

from collections.abc import Sequence
from datetime import datetime

from schools.changes import note_changes
from schools.models import Pupil, PupilParent, User

MOST = 9  # As many as can be told apart by a priority from 1 to 9.


def lock_contacts(pupil_id: int) -> list[PupilParent]:
    """The pupil's contacts who are not ended, in their order, locked with the pupil."""
    pupil = Pupil.objects.select_for_update(of=("self",)).get(pk=pupil_id)
    rows = PupilParent.objects.select_for_update(of=("self",)).select_related("parent")
    links = rows.filter(pupil_id=pupil_id, ended_on__isnull=True).order_by("priority", "pk")
    for link in links:
        link.pupil = pupil
    return list(links)


def set_order(links: Sequence[PupilParent], *, by: User, at: datetime) -> list[PupilParent]:
    """Give the contacts of one pupil the priorities 1, 2, 3 and so on; returns those moved.

    The links must be locked and not yet saved with other priorities.
    """
    moved = []
    for priority, link in enumerate(links, start=1):
        if link.priority == priority:
            continue
        note_changes(
            school_id=link.school_id,
            pupil=link.pupil,
            parent=link.parent,
            before={"priority": link.priority},
            after={"priority": priority},
            by=by,
            at=at,
        )
        link.priority = priority
        link.version += 1
        link.save(update_fields=["priority", "version"])
        moved.append(link)
    return moved
