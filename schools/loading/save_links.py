"""Save what each contact of parents.csv is to the pupil."""

from collections.abc import Mapping

from schools.loading.history import Changes
from schools.loading.parents_file import FILE, ParentRow
from schools.loading.report import Report
from schools.models import Parent, PupilParent
from schools.parent_facts import LINK_FLAGS
from toolkit.words import counted

BATCH = 500
FACTS = (*LINK_FLAGS, "priority", "relationship", "note")


def save_links(
    means: list[tuple[ParentRow, Parent, Parent]],
    links: list[PupilParent],
    pupils: Mapping[str, int],
    *,
    report: Report,
    changes: Changes,
) -> None:
    """Add and update links to pupils; a contact that somebody ended stays ended.

    means: for each row the person it is about, and the person into whom they were merged (the
    same one where nobody merged them), both saved. links: the stored ones. pupils: keys by UPN.
    """
    stored = {(link.pupil_id, link.parent_id): link for link in links}
    lacking = {key for key, link in stored.items() if link.ended_on is None}
    had_contacts = {link.pupil_id for link in links}
    taken: set[tuple[int, int]] = set()
    fresh, changed = [], []
    still_ended = 0
    # Whoever is written as themselves goes before whoever was merged into them.
    for row, about, kept in sorted(means, key=lambda one: one[1] is not one[2]):
        pupil_id = pupils[row.upn]
        own, key = (pupil_id, about.pk), (pupil_id, kept.pk)
        lacking -= {own, key}
        if key in taken or (about is not kept and own in stored):
            continue  # The pupil had both of those who were merged: one contact is enough.
        taken.add(key)
        link = stored.get(key)
        if link is None:
            fresh.append(
                PupilParent(school_id=kept.school_id, pupil_id=pupil_id, parent=kept, **row.link)
            )
            if pupil_id in had_contacts:
                changes.of_fact((pupil_id, kept.pk, "contact"), "", str(kept))
        elif link.ended_on is not None:
            still_ended += 1
        elif news := changes.of_row(link, row.link, pupil_id=pupil_id, parent_id=kept.pk):
            for name, fact in news.items():
                setattr(link, name, fact)
            link.version += 1
            changed.append(link)
    PupilParent.objects.bulk_create(fresh, batch_size=1000)
    PupilParent.objects.bulk_update(changed, [*FACTS, "version"], batch_size=BATCH)
    report.added["contacts"] += len(fresh)
    report.changed["contacts"] += len(changed)
    if lacking:
        report.notice(
            f"{FILE} lacks {counted(len(lacking), 'contacts')}; nothing changes for them."
        )
    if still_ended:
        report.notice(f"{FILE} still has {counted(still_ended, 'contacts')} whom the school has "
                      "ended; they stay ended.")  # fmt: skip
