"""End a contact of a pupil; the link is kept, and can be taken up again."""

from datetime import datetime

from django.db import transaction

from audit.actions.record import record
from schools.changes import note_changes, refuse_if_changed
from schools.contact_order import lock_contacts, set_order
from schools.models import PupilParent, User
from schools.parent_facts import require_contacts
from schools.refusals import Refused
from toolkit import clock


@transaction.atomic
def end_contact(*, link: PupilParent, seen: int, by: User, at: datetime) -> int:
    """How many contacts the pupil has left; the last may go too.

    From the day of `at` on they are no longer called, texted or written to about this pupil, and
    those after them move up. seen: the version that was on the page.
    Raises ChangedMeanwhile, Refused, NotPermitted.
    """
    require_contacts(by, school_id=link.school_id)
    links = lock_contacts(link.pupil_id)
    row = next((one for one in links if one.pk == link.pk), None)
    if row is None:
        raise Refused(f"{link.parent} is no longer a contact.")
    refuse_if_changed(row, seen=seen, typed={})
    row.ended_on = clock.local(at).date()
    row.version += 1
    row.save(update_fields=["ended_on", "version"])
    note_changes(
        school_id=row.school_id,
        pupil=row.pupil,
        parent=row.parent,
        before={"ended_on": None},
        after={"ended_on": row.ended_on},
        by=by,
        at=at,
    )
    left = [one for one in links if one.pk != row.pk]
    set_order(left, by=by, at=at)
    record(
        act="end_contact",
        by=by,
        at=at,
        school_id=row.school_id,
        subject=row.pupil,
        detail={"parent": row.parent_id, "left": len(left)},
    )
    return len(left)
