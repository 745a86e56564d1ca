"""Save the grown-ups of parents.csv; brothers and sisters share theirs."""

from collections import defaultdict
from typing import Any

from schools.loading.history import Changes
from schools.loading.parents_file import FACTS, FILE, ParentRow
from schools.loading.report import Report
from schools.loading.save_links import save_links
from schools.models import Parent, Pupil, PupilParent, School
from schools.queries.look_alikes import pairs_apart
from schools.same_person import People, look_alikes

LOOK_ALIKE = (
    " look alike but share neither mobile nor address with the same title; they stay different "
    "people."
)
BATCH = 500
CHECKED = {"mobile_number": "mobile", "phone_number": "phone", "email_is_usable": "email"}


def save_parents(
    rows: list[ParentRow], *, school: School, report: Report, changes: Changes
) -> None:
    """Add and update grown-ups and what they are to each pupil; refuses a contact given twice.

    Where rows of brothers and sisters differ about a person, the later row is kept and the
    report says so. A contact that the file lacks stays and is reported. A row about somebody
    who was merged into another is about the other: what is new in it changes them, unless their
    own rows say it.
    """
    pupils = dict(Pupil.objects.filter(school=school).values_list("upn", "pk"))
    parents = {parent.pk: parent for parent in Parent.objects.filter(school=school).order_by("pk")}
    links = list(PupilParent.objects.filter(school=school).order_by("pk"))
    for link in links:
        link.parent = parents[link.parent_id]
    people = People(links, parents.values())
    facts: dict[int, dict[str, Any]] = {}
    news: dict[int, dict[str, Any]] = defaultdict(dict)
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
        means.append((row, parent))
        kept = people.kept(parent)
        if kept is not parent:
            seen[id(kept)] = kept
            news[id(kept)] |= {
                name: fact for name, fact in row.facts.items() if getattr(parent, name) != fact
            }
        seen[id(parent)] = parent
        _merge(facts.setdefault(id(parent), {}), row, report)
    for key, said in news.items():
        facts[key] = said | facts.get(key, {})
    _save_people(seen, facts, report, changes)
    save_links(
        [(row, parent, people.kept(parent)) for row, parent in means],
        links,
        pupils,
        report=report,
        changes=changes,
    )
    everybody = [*parents.values(), *(one for one in seen.values() if one.pk not in parents)]
    standing = [one for one in everybody if one.merged_into_id is None]
    for same in look_alikes(standing, pairs_apart(school=school)):
        names = " and ".join(f"{one} (number {one.pk})" for one in same)
        report.notice(f"{FILE}: {names}{LOOK_ALIKE}")


def _merge(known: dict[str, Any], row: ParentRow, report: Report) -> None:
    said = row.facts
    different = [
        name for name in FACTS if name in known and name in said and known[name] != said[name]
    ]
    if different:
        report.notice(f"{FILE}:{row.line} differs from an earlier row of the same person in "
                      f"{', '.join(different)}; this row is kept.")  # fmt: skip
    known.update(said)


def _save_people(
    seen: dict[int, Parent], facts: dict[int, dict[str, Any]], report: Report, changes: Changes
) -> None:
    fresh: list[Parent] = []
    changed: list[Parent] = []
    for key, parent in seen.items():
        news = facts[key]
        if parent.pk is None:
            fresh.append(parent)
        else:
            written = {name: fact for name, fact in news.items() if name not in CHECKED}
            said = changes.of_row(parent, written, parent_id=parent.pk)
            judged = {name: news[name] for name, of in CHECKED.items() if of in said}
            news = said | judged
            if news:
                parent.version += 1
                changed.append(parent)
        for name, fact in news.items():
            setattr(parent, name, fact)
    Parent.objects.bulk_create(fresh, batch_size=BATCH)
    Parent.objects.bulk_update(changed, [*FACTS, *CHECKED, "version"], batch_size=BATCH)
    report.added["parents"] += len(fresh)
    report.changed["parents"] += len(changed)
