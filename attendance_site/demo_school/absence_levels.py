"""Decide how much of a year each pupil misses, spread over pupils as the country's absence is."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from math import sqrt
from random import Random
from statistics import NormalDist, fmean

from attendance_site.demo_school.figures import BAND_EDGES, Group, bands, headline
from attendance_site.demo_school.people import Child, Family
from rules.sessions import school_year_of

NORMAL = NormalDist()
OF_THE_FAMILY, OF_THE_PUPIL, OF_THE_YEAR = 0.35, 0.45, 0.20  # What the rest of the spread is from.
MOST = 92.0  # Percent; nobody misses more.
FINE = 4000  # Points at which the curve is averaged.
# Pupils who are there to show something have their place, in standard deviations.
STORIES = {"mondays": 1.5, "unexplained": 1.0, "illnesses": 0.6, "late": 0.4}


def baseline() -> Group:
    """All pupils whose free school meals are known; the few others distort the top band."""
    eligible, others = bands()["fsm", "Eligible"], bands()["fsm", "Not Eligible"]
    return _pooled([eligible, others])


def _pooled(groups: Sequence[Group]) -> Group:
    pupils = sum(group.pupils for group in groups)
    below = (
        sum(group.pupils * group.below[edge] for group in groups) / pupils
        for edge in range(len(BAND_EDGES))
    )
    return Group(pupils, tuple(below))


@cache
def shift(breakdown: str, value: str) -> float:
    """How far a group lies above all pupils, in standard deviations, over the first four bands."""
    group, everybody = bands()[breakdown, value], baseline()
    return fmean(
        NORMAL.inv_cdf(everybody.below[edge]) - NORMAL.inv_cdf(group.below[edge])
        for edge in range(4)
    )


class Curve:
    """Percent absent of the pupil at each place between the least absent (0) and the most (1).

    The bands of 2022/23, moved as a whole so that persistent absence is as in 2024/25; within the
    lowest band bent so that the mean is the overall absence of 2024/25.
    """

    def __init__(self) -> None:
        persistent = headline().persistent_absence / 100
        below = baseline().below
        moved = NORMAL.inv_cdf(1 - persistent) - NORMAL.inv_cdf(below[BAND_EDGES.index(10)])
        self._scores = [NORMAL.inv_cdf(share) + moved for share in below]
        self._bend = 1.0
        self._bend = self._bend_for(headline().overall_absence)

    def _bend_for(self, mean: float) -> float:
        low, high = 0.2, 6.0
        for _ in range(40):
            self._bend = (low + high) / 2
            too_much = fmean(self.at((n + 0.5) / FINE) for n in range(FINE)) > mean
            low, high = (self._bend, high) if too_much else (low, self._bend)
        return self._bend

    def at(self, place: float) -> float:
        """Percent absent at a place strictly between 0 and 1."""
        score = NORMAL.inv_cdf(place)
        above = bisect_left(self._scores, score)
        if above == 0:
            return BAND_EDGES[0] * (place / NORMAL.cdf(self._scores[0])) ** self._bend
        if above == len(self._scores):
            steepness = (BAND_EDGES[-1] - BAND_EDGES[-2]) / (self._scores[-1] - self._scores[-2])
            return min(MOST, BAND_EDGES[-1] + steepness * (score - self._scores[-1]))
        low, high = self._scores[above - 1], self._scores[above]
        return BAND_EDGES[above - 1] + 5 * (score - low) / (high - low)


@cache
def curve() -> Curve:
    """The curve of the year; it takes a moment to fit."""
    return Curve()


def usual_scores(families: Sequence[Family], rng: Random) -> dict[Child, float]:
    """How absent each pupil tends to be from year to year, in standard deviations."""
    scores = {}
    for family in families:
        of_the_family = rng.gauss(0, sqrt(OF_THE_FAMILY))
        for child in family.children:
            own = rng.gauss(0, sqrt(OF_THE_PUPIL))
            drawn = of_the_family + own + _of_the_groups(child)
            scores[child] = STORIES.get(child.story, drawn)
    return scores


def _of_the_groups(child: Child) -> float:
    meals = "Eligible" if "fsm" in child.flags else "Not Eligible"
    known = child.sen in ("K", "E")
    needs = "Any special educational need" if known else "No identified special educational need"
    year = str(min(max(child.year, 1), 6))
    return shift("fsm", meals) + 0.8 * shift("sen", needs) + shift("nc_year", year)


def rates(
    usual: dict[Child, float], children: Sequence[Child], *, starting: int, rng: Random
) -> dict[Child, float]:
    """Percent of the year that each of the children misses.

    They are put in order and take their places on the curve at equal distances, so that even a
    small school has the country's spread; Reception apart, since school figures leave it out.
    """
    scores = {
        child: usual[child] + rng.gauss(0, sqrt(OF_THE_YEAR)) * (child.story not in STORIES)
        for child in children
    }
    placed = {}
    for below_age in (True, False):
        order = [child for child in children if _is_in_reception(child, starting) == below_age]
        order.sort(key=scores.__getitem__)
        for place, child in enumerate(order):
            placed[child] = curve().at((place + 0.5) / len(order))
    return placed


def _is_in_reception(child: Child, starting: int) -> bool:
    return school_year_of(child.born).starts.year == starting - 5
