"""Merge two parents who are one person; what is needed to undo it is kept."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from audit.actions.record import record
from schools.changes import note_changes, refuse_if_changed
from schools.contact_order import lock_contacts, set_order
from schools.models import LookAlike, Parent, PupilParent, User
from schools.parent_facts import LINK_FACTS, require_contacts
from schools.queries.look_alikes import pairs_apart
from schools.refusals import Refused
from toolkit import clock


@transaction.atomic
def merge_parents(
    *, kept_id: int, other_id: int, seen: Mapping[int, int], by: User, at: datetime
) -> LookAlike:
    """The decision, by which the kept parent stands for both from now on.

    The other's links to pupils move to the kept one. Where both have the pupil, the kept one's
    link stands (taken up again if it had ended) and the other's is ended. The facts of neither
    change. seen: the version of each, by key, that was on the page.
    Raises ChangedMeanwhile, Refused, NotPermitted.
    """
    require_contacts(by, school_id=by.school_id)
    kept, other = lock_pair(by, kept_id, other_id)
    for parent in (kept, other):
        refuse_if_changed(parent, seen=seen.get(parent.pk, 0), typed={})
    if frozenset((kept.pk, other.pk)) in pairs_apart(school=by.school):
        raise Refused("These two are kept apart. Undo that first.")
    merge = _Merge(kept, other, by=by, at=at)
    theirs = other.pupils.select_for_update(of=("self",)).select_related("pupil")
    mine = {link.pupil_id: link for link in kept.pupils.select_for_update()}
    for link in theirs.order_by("pk"):
        if link.pupil_id not in mine:
            merge.move(link)
        elif link.ended_on is None:
            merge.end(link, mine[link.pupil_id])
    other.merged_into = kept
    other.version += 1
    other.save(update_fields=["merged_into", "version"])
    note_changes(
        school_id=other.school_id,
        parent=other,
        before={"merged_into": None},
        after={"merged_into": numbered(kept)},
        by=by,
        at=at,
    )
    decision = LookAlike.objects.create(
        school_id=kept.school_id,
        kept=kept,
        other=other,
        judgement=LookAlike.Judgement.MERGED,
        by=by,
        at=at,
        moved=merge.kept_for_undoing(),
    )
    record(
        act="merge_parents",
        by=by,
        at=at,
        school_id=kept.school_id,
        subject=kept,
        detail={"other": other.pk, "links": sorted(merge.before)},
    )
    return decision


def numbered(parent: Parent) -> str:
    """A parent as told apart from others of the same name."""
    return f"{parent} (number {parent.pk})"


def as_stored(link: PupilParent) -> dict[str, object]:
    """The facts of a link as they are kept for undoing."""
    facts: dict[str, object] = {fact: getattr(link, fact) for fact in LINK_FACTS}
    ended_on = link.ended_on.isoformat() if link.ended_on else None
    return facts | {"parent": link.parent_id, "priority": link.priority, "ended_on": ended_on}


def lock_pair(by: User, one_id: int, other_id: int) -> tuple[Parent, Parent]:
    """Two parents of the person's school, locked after their pupils. Raises Refused."""
    if one_id == other_id:
        raise Refused("A parent cannot be merged with themselves. Choose two people.")
    links = PupilParent.objects.filter(school_id=by.school_id, parent_id__in=(one_id, other_id))
    for pupil_id in sorted(set(links.values_list("pupil_id", flat=True))):
        lock_contacts(pupil_id)
    rows = Parent.objects.select_for_update(of=("self",)).filter(school_id=by.school_id)
    found = {row.pk: row for row in rows.filter(pk__in=(one_id, other_id)).order_by("pk")}
    if len(found) != 2:
        raise Refused("One of these two is not known at your school.")
    for parent in found.values():
        if parent.merged_into_id is not None:
            raise Refused(f"{numbered(parent)} was merged into somebody else already.")
    return found[one_id], found[other_id]


class _Merge:
    """What the links were before each was touched, and which they were left as."""

    def __init__(self, kept: Parent, other: Parent, *, by: User, at: datetime) -> None:
        self.kept, self.other, self.by, self.at = kept, other, by, at
        self.before: dict[int, dict[str, object]] = {}
        self.order: dict[int, list[int]] = {}  # Pupil to links in force, where they moved up.

    def remember(self, link: PupilParent) -> None:
        self.before.setdefault(link.pk, as_stored(link))

    def move(self, link: PupilParent) -> None:
        """Give the kept parent a link that only the other had."""
        self.remember(link)
        link.parent = self.kept
        self._save(link, {"contact": (numbered(self.other), numbered(self.kept))})

    def end(self, link: PupilParent, mine: PupilParent) -> None:
        """End the other's link to a pupil whom both have; the kept parent's stands."""
        others = [one for one in lock_contacts(link.pupil_id) if one.pk != link.pk]
        for one in (link, mine, *others):
            self.remember(one)
        link.ended_on = clock.local(self.at).date()
        self._save(link, {"ended_on": (None, link.ended_on)})
        if mine.ended_on is not None:
            was, mine.ended_on, mine.priority = mine.ended_on, None, link.priority
            mine.pupil, mine.parent = link.pupil, self.kept
            self._save(mine, {"ended_on": (was, None)})
        in_force = lock_contacts(link.pupil_id)
        set_order(in_force, by=self.by, at=self.at)
        self.order[link.pupil_id] = [one.pk for one in in_force]

    def kept_for_undoing(self) -> dict[str, object]:
        rows = PupilParent.objects.filter(pk__in=self.before)
        return {
            "before": {str(key): facts for key, facts in self.before.items()},
            "after": {str(row.pk): as_stored(row) for row in rows},
            "other_version": self.other.version,
            "order": {str(pupil): links for pupil, links in self.order.items()},
        }

    def _save(self, link: PupilParent, facts: Mapping[str, tuple[object, object]]) -> None:
        link.version += 1
        link.save(update_fields=["parent", "priority", "ended_on", "version"])
        note_changes(
            school_id=link.school_id,
            pupil=link.pupil,
            parent=link.parent,
            before={fact: before for fact, (before, _) in facts.items()},
            after={fact: after for fact, (_, after) in facts.items()},
            by=self.by,
            at=self.at,
        )
