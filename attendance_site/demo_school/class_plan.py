"""Divide a number of pupils into classes as a primary school would."""

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).parent / "data"
YEARS = 7  # Reception and Years 1 to 6.
LARGEST_CLASS = 31
SMALLEST_FOR_SINGLE_YEARS = 112  # Below 16 pupils a year the years share classes.
KESTREL, KESTREL_YEAR, KESTREL_SIZE = "Kestrel", 4, 30


class Place(NamedTuple):
    """Room for some pupils of one year in a class."""

    year: int
    class_name: str
    pupils: int


@cache
def class_names() -> tuple[list[list[str]], list[str]]:
    """The first names for each year, and those for further classes."""
    with (DATA / "classes.toml").open("rb") as file:
        table = tomllib.load(file)
    return table["years"], table["more"].split()


def class_plan(pupils: int) -> list[Place]:
    """Which years sit in which classes; Kestrel is there always, with Year 4 in it.

    Two classes a year from about 220 pupils, one from 112, below that classes of mixed ages.
    """
    if pupils < SMALLEST_FOR_SINGLE_YEARS:
        return _mixed_ages(pupils)
    by_year = _in_parts(pupils, YEARS)
    forms = -(-max(by_year) // LARGEST_CLASS)
    first_names, more = class_names()
    further = iter(more)
    plan = []
    for year, count in enumerate(by_year):
        names = first_names[year][:forms]
        names += [next(further) for _ in range(forms - len(names))]
        sizes = _in_parts(count, forms)
        if KESTREL in names and forms > 1 and sizes[0] >= KESTREL_SIZE - 4:
            sizes = [KESTREL_SIZE, *_in_parts(count - KESTREL_SIZE, forms - 1)]
        plan += [Place(year, name, size) for name, size in zip(names, sizes, strict=True)]
    return plan


def _mixed_ages(pupils: int) -> list[Place]:
    classes = max(1, -(-pupils // KESTREL_SIZE))
    first_names, _ = class_names()
    years_of = [
        [year for year in range(YEARS) if year * classes // YEARS == number]
        for number in range(classes)
    ]
    plan = []
    for count, years in zip(_in_parts(pupils, classes), years_of, strict=True):
        name = KESTREL if KESTREL_YEAR in years else first_names[years[0]][0]
        sizes = _in_parts(count, len(years))
        plan += [Place(year, name, size) for year, size in zip(years, sizes, strict=True)]
    return plan


def _in_parts(count: int, parts: int) -> list[int]:
    """The count in parts as equal as can be; the last ones are larger."""
    if parts == 0:
        return []
    return [count * (k + 1) // parts - count * k // parts for k in range(parts)]
