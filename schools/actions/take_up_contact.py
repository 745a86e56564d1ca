"""Take up again a contact who was ended."""

from datetime import datetime

from django.db import transaction

from audit.actions.record import record
from schools.changes import note_changes, refuse_if_changed
from schools.contact_order import MOST, lock_contacts, set_order
from schools.models import PupilParent, User
from schools.parent_facts import require_contacts
from schools.refusals import Refused


@transaction.atomic
def take_up_contact(*, link: PupilParent, seen: int, by: User, at: datetime) -> PupilParent:
    """The link, last in the order of the pupil's contacts.

    seen: the version that was on the page. Raises ChangedMeanwhile, Refused, NotPermitted.
    """
    require_contacts(by, school_id=link.school_id)
    links = lock_contacts(link.pupil_id)
    rows = PupilParent.objects.select_for_update(of=("self",)).select_related("pupil", "parent")
    row = rows.get(pk=link.pk)
    if row.ended_on is None:
        raise Refused(f"{row.parent} is a contact of {row.pupil.name} already.")
    if row.parent.merged_into_id is not None:
        raise Refused(f"{row.parent} was merged into somebody else, who stands for both now.")
    if len(links) >= MOST:
        raise Refused(f"{row.pupil.name} has {MOST} contacts, which is the most. End one first.")
    refuse_if_changed(row, seen=seen, typed={})
    set_order(links, by=by, at=at)
    ended_on, priority = row.ended_on, row.priority
    row.ended_on, row.priority = None, len(links) + 1
    row.version += 1
    row.save(update_fields=["ended_on", "priority", "version"])
    note_changes(
        school_id=row.school_id,
        pupil=row.pupil,
        parent=row.parent,
        before={"ended_on": ended_on, "priority": priority},
        after={"ended_on": None, "priority": row.priority},
        by=by,
        at=at,
    )
    record(
        act="take_up_contact",
        by=by,
        at=at,
        school_id=row.school_id,
        subject=row.pupil,
        detail={"parent": row.parent_id},
    )
    return row
