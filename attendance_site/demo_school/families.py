"""Make brothers and sisters of some pupils, and give every child a name and a birthday."""

from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from attendance_site.demo_school import names
from attendance_site.demo_school.class_plan import KESTREL
from attendance_site.demo_school.people import Child, Family

SIZES, SHARES = (1, 2, 3), (66, 28, 6)  # Children of a family who are at the school together.
TWINS = 0.04  # Of the families with two or more.
SHORTEST_GAP = timedelta(300)  # Between the births of a brother and a sister.
MIXED = {"BAFR": "MWBA", "BCRB": "MWBC", "APKN": "MWAS", "ABAN": "MWAS", "AIND": "MWAS"}
# Kestrel's Reid-Moss has a brother in Year 5 and a sister in Reception.
REID_MOSS = "Reid-Moss"
REID_MOSS_SIBLINGS = (("Tyrell", "M", 5, "Osprey"), ("Kiara", "F", 0, "Wren"))


def draw_families(children: list[Child], *, starting: int, rng: Random) -> list[Family]:
    """Every child in one family. starting: the September of this school year."""
    by_year: dict[int, list[Child]] = defaultdict(list)
    shuffled = rng.sample(children, len(children))
    for child in shuffled:
        if not child.surname:
            by_year[child.year].append(child)
    families: list[Family] = []
    for first in sorted(shuffled, key=lambda child: not child.surname):
        if first.surname or first in by_year[first.year]:
            others = _siblings_of(first, by_year, rng)
            families.append(Family(len(families), [first, *others]))
    _name(families, rng)
    for family in families:
        _give_birthdays(family.children, starting, rng)
    return families


def _siblings_of(first: Child, by_year: dict[int, list[Child]], rng: Random) -> list[Child]:
    if not first.surname:
        by_year[first.year].remove(first)
    if first.surname == REID_MOSS:
        return _reid_moss(by_year)
    size = rng.choices(SIZES, SHARES)[0]
    if size > 1 and rng.random() < TWINS and first.class_name != KESTREL:
        twin = next((one for one in by_year[first.year] if one.group != first.group), None)
        if twin:
            by_year[twin.year].remove(twin)
            return [twin]
    siblings: list[Child] = []
    for _ in range(size - 1):
        taken = {first.year, *(sibling.year for sibling in siblings)}
        near = [year for year in by_year if year not in taken and abs(year - first.year) <= 4]
        near = [year for year in sorted(near) if by_year[year]]
        if near:
            siblings.append(by_year[rng.choice(near)].pop())
    return siblings


def _reid_moss(by_year: dict[int, list[Child]]) -> list[Child]:
    siblings = []
    for forename, sex, year, class_name in REID_MOSS_SIBLINGS:
        stays = [child for child in by_year[year] if child.end is None and not child.story]
        if stays:
            sibling = next((one for one in stays if one.class_name == class_name), stays[0])
            by_year[year].remove(sibling)
            sibling.forename, sibling.sex = forename, sex
            siblings.append(sibling)
    return siblings


def _name(families: list[Family], rng: Random) -> None:
    surnames: dict[tuple[str, bool], set[str]] = defaultdict(set)
    forenames: dict[tuple[str, bool], set[str]] = defaultdict(set)
    used_by_families: set[str] = set()
    for child in (child for family in families for child in family.children):
        if child.forename:
            forenames[child.group].add(child.forename)
    for family in families:
        first = family.children[0]
        family.background = first.background if first.surname else names.draw_background(rng)
        family.surname = first.surname
        if not family.surname:
            taken = set().union(*(surnames[child.group] for child in family.children))
            family.surname = names.draw_surname(family.background, rng, taken | used_by_families)
        used_by_families.add(family.surname)
        for child in family.children:
            surnames[child.group].add(family.surname)
            _name_child(child, family, forenames[child.group], rng)


def _name_child(child: Child, family: Family, taken: set[str], rng: Random) -> None:
    background = names.backgrounds()[family.background]
    child.background, child.surname = family.background, family.surname
    if not child.forename:
        child.forename = names.draw_forename(family.background, child.sex, rng, taken)
    taken.add(child.forename)
    if rng.random() < 0.45:
        middle = [name for name in background.forenames(child.sex) if name != child.forename]
        child.middle_names = rng.choice(middle)
    mixed = "-" in family.surname and background.ethnicity != "WBRI"
    child.ethnicity = background.ethnicity
    if mixed:
        child.ethnicity = MIXED.get(background.ethnicity, "MOTH")
    elif rng.random() < 0.02:
        child.ethnicity = "REFU"


def _give_birthdays(children: list[Child], starting: int, rng: Random) -> None:
    for _ in range(50):
        for child in children:
            _give_birthday(child, starting, rng)
        _same_day_for_twins(children)
        births = sorted({child.born for child in children})
        gaps = [later - earlier for earlier, later in pairwise(births)]
        if all(gap >= SHORTEST_GAP for gap in gaps):
            return


def _give_birthday(child: Child, starting: int, rng: Random) -> None:
    """Born in the school year that makes them the age of their year group."""
    first = date(starting - 5 - child.year, 9, 1)
    if child.birthday:
        month, day = child.birthday
        child.born = date(first.year + (month < first.month), month, day)
        return
    last = date(first.year + 1, 8, 31)
    child.born = first + timedelta(rng.randint(0, (last - first).days))


def _same_day_for_twins(children: list[Child]) -> None:
    by_year: dict[int, Child] = {}
    for child in children:
        child.born = by_year.setdefault(child.year, child).born
