"""Change the facts of a parent, which all of their children share."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from audit.actions.record import record
from schools.changes import note_changes, refuse_if_changed
from schools.models import Parent, User
from schools.parent_facts import require_contacts, with_judgement
from schools.refusals import Refused


@transaction.atomic
def edit_parent(
    *, parent: Parent, facts: Mapping[str, str], seen: int, by: User, at: datetime
) -> Parent:
    """The parent as now saved; unchanged facts leave no trace.

    facts: of schools.parent_facts.PARENT_FACTS, as typed; a number or e-mail address that cannot
    be right is kept as written. seen: the version that was on the page.
    Raises ChangedMeanwhile, Refused, NotPermitted.
    """
    require_contacts(by, school_id=parent.school_id)
    row = Parent.objects.select_for_update(of=("self",)).get(pk=parent.pk)
    if row.merged_into_id is not None:
        raise Refused(f"{row} was merged into somebody else. Change the facts there.")
    refuse_if_changed(row, seen=seen, typed=facts)
    if not facts.get("surname", row.surname):
        raise Refused("Enter the surname.", field="surname")
    before = {fact: getattr(row, fact) for fact in facts}
    changed = sorted(fact for fact in facts if facts[fact] != before[fact])
    if not changed:
        return row
    for fact, value in with_judgement(facts).items():
        setattr(row, fact, value)
    row.version += 1
    row.save()
    note_changes(school_id=row.school_id, parent=row, before=before, after=facts, by=by, at=at)
    record(
        act="edit_parent",
        by=by,
        at=at,
        school_id=row.school_id,
        subject=row,
        detail={"facts": changed},
    )
    return row
