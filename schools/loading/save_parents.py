"""Save the contacts of parents.csv; brothers and sisters share theirs."""

from collections import defaultdict
from typing import Any

from schools.loading.parents_file import FACTS, FILE, LINK_FLAGS, ParentRow
from schools.loading.report import Report
from schools.loading.same_person import People
from schools.models import Parent, Pupil, PupilParent, School

BATCH = 500
CHECKED = ("mobile_number", "phone_number", "email_is_usable")


def save_parents(rows: list[ParentRow], *, school: School, report: Report) -> None:
    """Add and update grown-ups and what they are to each pupil; refuses a contact given twice.

    Where rows of brothers and sisters differ about a person, the later row is kept and the
    report says so. A contact that the file lacks stays and is reported.
    """
    pupils = dict(Pupil.objects.filter(school=school).values_list("upn", "pk"))
    parents = {parent.pk: parent for parent in Parent.objects.filter(school=school).order_by("pk")}
    links = list(PupilParent.objects.filter(school=school).order_by("pk"))
    for link in links:
        link.parent = parents[link.parent_id]
    people = People(links, parents.values())
    facts: dict[int, dict[str, Any]] = {}
    means: list[tuple[ParentRow, Parent]] = []
    claimed: dict[str, dict[int, int]] = defaultdict(dict)
    seen: dict[int, Parent] = {}
    for row in rows:
        written = Parent(school=school, **row.facts)
        mine = claimed[row.upn]
        parent = people.find(written, pupils[row.upn], set(mine))
        if parent is not None and id(parent) in mine:
            report.refuse(FILE, row.line, "surname", written, "each contact of a pupil once "
                          f"(also on line {mine[id(parent)]})")  # fmt: skip
            continue
        parent = parent or Parent(school=school)
        people.add(parent, written)
        mine[id(parent)] = row.line
        seen[id(parent)] = parent
        _merge(facts.setdefault(id(parent), {}), row, report)
        means.append((row, parent))
    _save_people(seen, facts, report)
    _save_links(means, links, pupils, school, report)
    for same in people.look_alikes():
        names = " and ".join(f"{one} (number {one.pk})" for one in same)
        report.notice(f"{FILE}: {names} look alike but share neither mobile nor address with the "
                      "same title; they stay different people.")  # fmt: skip


def _merge(known: dict[str, Any], row: ParentRow, report: Report) -> None:
    different = [
        name for name in FACTS if name in known and name in row.facts
        and known[name] != row.facts[name]
    ]  # fmt: skip
    if different:
        report.notice(f"{FILE}:{row.line} differs from an earlier row of the same person in "
                      f"{', '.join(different)}; this row is kept.")  # fmt: skip
    known.update(row.facts)


def _save_people(seen: dict[int, Parent], facts: dict[int, dict[str, Any]], report: Report) -> None:
    fresh, changed = [], []
    for key, parent in seen.items():
        is_new = parent.pk is None
        different = {name: fact for name, fact in facts[key].items()
                     if is_new or getattr(parent, name) != fact}  # fmt: skip
        for name, fact in different.items():
            setattr(parent, name, fact)
        if is_new:
            fresh.append(parent)
        elif different:
            changed.append(parent)
    Parent.objects.bulk_create(fresh, batch_size=BATCH)
    Parent.objects.bulk_update(changed, [*FACTS, *CHECKED], batch_size=BATCH)
    report.added["parents"] += len(fresh)
    report.changed["parents"] += len(changed)


def _save_links(
    means: list[tuple[ParentRow, Parent]],
    links: list[PupilParent],
    pupils: dict[str, int],
    school: School,
    report: Report,
) -> None:
    known = {(link.pupil_id, link.parent_id): link for link in links}
    fresh, changed = [], []
    for row, parent in means:
        link = known.pop((pupils[row.upn], parent.pk), None)
        if link is None:
            fresh.append(
                PupilParent(school=school, pupil_id=pupils[row.upn], parent=parent, **row.link)
            )
        elif any(getattr(link, name) != fact for name, fact in row.link.items()):
            for name, fact in row.link.items():
                setattr(link, name, fact)
            changed.append(link)
    PupilParent.objects.bulk_create(fresh, batch_size=1000)
    fields = [*LINK_FLAGS, "priority", "relationship", "note"]
    PupilParent.objects.bulk_update(changed, fields, batch_size=BATCH)
    report.added["contacts"] += len(fresh)
    report.changed["contacts"] += len(changed)
    if known:
        report.notice(f"{FILE} lacks {len(known)} contacts of pupils, which stay as they are.")
