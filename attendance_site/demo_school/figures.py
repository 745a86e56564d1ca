"""Read the published figures of primary schools in England that the demo school is drawn from."""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).parent / "data"
YEAR = "2024/25"
BAND_EDGES = tuple(range(5, 55, 5))  # Percent absent at which one band ends and the next begins.
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")


class Headline(NamedTuple):
    """Percent of possible sessions missed, and of pupils who missed ten percent or more."""

    overall_absence: float
    persistent_absence: float


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@cache
def headline() -> Headline:
    """The year's overall and persistent absence."""
    row = next(row for row in _rows("headlines.csv") if row["academic_year"] == YEAR)
    return Headline(float(row["overall_absence"]), float(row["persistent_absence"]))


@cache
def code_rates() -> dict[str, float]:
    """Percent of possible sessions, by code."""
    return {row["code"]: float(row["percent_of_possible"]) for row in _rows("code_rates.csv")}


class Group(NamedTuple):
    """Pupils of one breakdown, with the share of them below each of the BAND_EDGES."""

    pupils: int
    below: tuple[float, ...]  # 0 to 1


@cache
def bands() -> dict[tuple[str, str], Group]:
    """How absence spreads over pupils, by breakdown and value."""
    groups = {}
    for row in _rows("absence_bands.csv"):
        running, below = 0.0, []
        for edge in BAND_EDGES:
            running += float(row[f"to_{edge}"]) / 100
            below.append(running)
        groups[row["breakdown"], row["value"]] = Group(int(row["enrolments"]), tuple(below))
    return groups


@cache
def by_weekday(code: str) -> tuple[float, ...]:
    """How often the code is used from Monday to Friday; the mean is 1."""
    rates = [float(row[code]) for row in _rows("weekdays.csv")]
    return tuple(rate * len(rates) / sum(rates) for rate in rates)


@cache
def by_autumn_week(code: str) -> dict[int, float]:
    """How often the code is used in each ISO week of the autumn term, against the year's mean."""
    rates = {int(row["iso_week"]): float(row[code]) for row in _rows("autumn_weeks.csv")}
    return {week: rate / code_rates()[code] for week, rate in rates.items()}
