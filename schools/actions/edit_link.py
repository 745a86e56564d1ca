"""Change what a parent or other contact is to one pupil."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from audit.actions.record import record
from schools.changes import note_changes, refuse_if_changed
from schools.contact_order import lock_contacts
from schools.models import PupilParent, User
from schools.parent_facts import require_contacts


@transaction.atomic
def edit_link(
    *, link: PupilParent, facts: Mapping[str, object], seen: int, by: User, at: datetime
) -> PupilParent:
    """The link as now saved; unchanged facts leave no trace.

    facts: of schools.parent_facts.LINK_FACTS; the flags are True, False, or None for not known.
    seen: the version that was on the page. Raises ChangedMeanwhile, NotPermitted.
    """
    require_contacts(by, school_id=link.school_id)
    lock_contacts(link.pupil_id)  # The pupil first, as whoever moves or ends a contact does.
    rows = PupilParent.objects.select_for_update(of=("self",)).select_related("pupil", "parent")
    row = rows.get(pk=link.pk)
    refuse_if_changed(row, seen=seen, typed=facts)
    before = {fact: getattr(row, fact) for fact in facts}
    changed = sorted(fact for fact in facts if facts[fact] != before[fact])
    if not changed:
        return row
    for fact in changed:
        setattr(row, fact, facts[fact])
    row.version += 1
    row.save(update_fields=[*changed, "version"])
    note_changes(
        school_id=row.school_id,
        pupil=row.pupil,
        parent=row.parent,
        before=before,
        after=facts,
        by=by,
        at=at,
    )
    record(
        act="edit_link",
        by=by,
        at=at,
        school_id=row.school_id,
        subject=row.pupil,
        detail={"parent": row.parent_id, "facts": changed},
    )
    return row
