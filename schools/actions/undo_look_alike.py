"""Take back what somebody decided about two parents who look like one."""

from datetime import date, datetime

from django.db import transaction

from audit.actions.record import record
from schools.actions.merge_parents import as_stored, numbered
from schools.changes import note_changes
from schools.contact_order import lock_contacts
from schools.models import LookAlike, Parent, PupilParent, User
from schools.parent_facts import require_contacts
from schools.refusals import Refused

CHANGED = (
    "{} has changed since the two were merged, so the merge cannot be undone as a whole. "
    "Nothing was changed."
)


@transaction.atomic
def undo_look_alike(*, decision: LookAlike, by: User, at: datetime) -> LookAlike:
    """The decision, now undone; a merge is restored exactly as it was before.

    Refused where a link that the merge touched, the order around it or the merged parent has
    changed since. Raises Refused, NotPermitted.
    """
    require_contacts(by, school_id=decision.school_id)
    rows = LookAlike.objects.select_for_update(of=("self",)).select_related("kept", "other")
    row = rows.get(pk=decision.pk)
    if row.undone_at is not None:
        raise Refused("This was undone already.")
    if row.judgement == LookAlike.Judgement.MERGED:
        _restore(row, by=by, at=at)
    else:
        for parent, from_whom in ((row.kept, row.other), (row.other, row.kept)):
            note_changes(
                school_id=row.school_id,
                parent=parent,
                before={"kept_apart_from": numbered(from_whom)},
                after={"kept_apart_from": None},
                by=by,
                at=at,
            )
    row.undone_by, row.undone_at = by, at
    row.save(update_fields=["undone_by", "undone_at"])
    record(
        act="undo_look_alike",
        by=by,
        at=at,
        school_id=row.school_id,
        subject=row.kept,
        detail={"other": row.other_id, "judgement": row.judgement},
    )
    return row


def _restore(row: LookAlike, *, by: User, at: datetime) -> None:
    if row.kept.merged_into_id is not None:
        raise Refused(f"{numbered(row.kept)} was merged into somebody else since. Undo that first.")
    links = _unchanged_links(row)
    parents = Parent.objects.select_for_update(of=("self",)).in_bulk([row.kept_id, row.other_id])
    kept, other = parents[row.kept_id], parents[row.other_id]
    if other.version != row.moved["other_version"] or other.merged_into_id != kept.pk:
        raise Refused(CHANGED.format(other))
    for link in links:
        _put_back(link, row.moved["before"][str(link.pk)], parents, by=by, at=at)
    other.merged_into = None
    other.version += 1
    other.save(update_fields=["merged_into", "version"])
    note_changes(
        school_id=row.school_id,
        parent=other,
        before={"merged_into": numbered(kept)},
        after={"merged_into": None},
        by=by,
        at=at,
    )


def _unchanged_links(row: LookAlike) -> list[PupilParent]:
    """The links that the merge touched, locked after their pupils; refused where any changed."""
    keys = [int(key) for key in row.moved["before"]]
    rows = PupilParent.objects.filter(pk__in=keys).select_related("pupil", "parent")
    for pupil_id in sorted({link.pupil_id for link in rows}):
        in_force = [link.pk for link in lock_contacts(pupil_id)]
        if row.moved["order"].get(str(pupil_id), in_force) != in_force:
            name = next(link.pupil.name for link in rows if link.pupil_id == pupil_id)
            raise Refused(CHANGED.format(f"Who is to be called about {name}"))
    links = list(rows.select_for_update(of=("self",)).order_by("pk"))
    for link in links:
        if as_stored(link) != row.moved["after"][str(link.pk)]:
            raise Refused(CHANGED.format(f"{link.parent} as a contact of {link.pupil.name}"))
    return links


def _put_back(
    link: PupilParent,
    was: dict[str, object],
    parents: dict[int, Parent],
    *,
    by: User,
    at: datetime,
) -> None:
    """Make the link what it was; its history tells of it."""
    ended_on = date.fromisoformat(str(was["ended_on"])) if was["ended_on"] else None
    before = {
        "contact": numbered(link.parent),
        "priority": link.priority,
        "ended_on": link.ended_on,
    }
    parent = parents.get(int(str(was["parent"])), link.parent)
    link.parent, link.priority, link.ended_on = parent, int(str(was["priority"])), ended_on
    link.version += 1
    link.save(update_fields=["parent", "priority", "ended_on", "version"])
    note_changes(
        school_id=link.school_id,
        pupil=link.pupil,
        parent=parent,
        before=before,
        after={
            "contact": numbered(parent),
            "priority": link.priority,
            "ended_on": ended_on,
        },
        by=by,
        at=at,
    )
