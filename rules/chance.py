"""Say how often chance alone would put a pupil's absences on the days where they fell."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from rules.separate_absences import Halves

OTHERS = 20  # Pupils of the school's overall rate, added so that a small school's rate is not 0.

Rates = Sequence[tuple[float, float]]  # For each of the pupil's days: the morning, the afternoon.
Wanted = Mapping[int, Halves]  # The sessions asked about, by the place of their day.


class Counts(NamedTuple):
    """Sessions of many pupils, or of one."""

    possible: int = 0
    missed: int = 0

    def less(self, other: "Counts") -> "Counts":
        """Without those of another. Source: product rule."""
        return Counts(self.possible - other.possible, self.missed - other.missed)


def added(parts: Iterable[Counts]) -> Counts:
    """All of them together. Source: product rule."""
    parts = list(parts)
    return Counts(sum(part.possible for part in parts), sum(part.missed for part in parts))


def rate(session: Counts, *, overall: Counts) -> float:
    """How often the school misses a session, drawn towards its overall rate where few are counted.

    1 where the school misses nothing at all, so that every session is as likely as any other.
    Source: product rule.
    """
    if not overall.missed:
        return 1.0
    usual = overall.missed / overall.possible
    return (session.missed + OTHERS * usual) / (session.possible + OTHERS)


def weights(shape: Sequence[Halves], *, rates: Rates) -> list[float]:
    """How likely the absence is to begin on each of the days, by the school's rates.

    The absence keeps its shape: its length in days, and the half day it begins and ends with. It
    may run over the end of the days and go on at their beginning, so that no day is favoured by
    its place. The weight is the sum of the school's rates of the sessions it would cover.
    Source: product rule.
    """
    days = len(rates)
    found = [0.0] * days
    for offset, (am, pm) in enumerate(shape):
        likely = [am * morning + pm * afternoon for morning, afternoon in rates]
        for start in range(days):
            found[start] += likely[(start + offset) % days]
    return found


def landing(shape: Sequence[Halves], *, starts: Sequence[float], wanted: Wanted) -> list[float]:
    """How likely the absence is to cover 0, 1, 2 ... of the sessions asked about.

    starts: its weights. Every possible beginning is counted, none is drawn at random.
    Source: product rule.
    """
    days = len(starts)
    covered = [0] * days
    for offset, (am, pm) in enumerate(shape):
        for place, (morning, afternoon) in wanted.items():
            covered[(place - offset) % days] += (am and morning) + (pm and afternoon)
    found = [0.0] * (max(covered) + 1)
    for start, sessions in enumerate(covered):
        found[sessions] += starts[start]
    total = sum(found)
    return [weight / total for weight in found]


def together(parts: Iterable[Sequence[float]]) -> list[float]:
    """How likely each sum is when every part falls independently of the others.

    Source: the convolution of discrete distributions.
    """
    found = [1.0]
    for part in parts:
        longer = [0.0] * (len(found) + len(part) - 1)
        for sum_so_far, so_far in enumerate(found):
            for more, likely in enumerate(part):
                longer[sum_so_far + more] += so_far * likely
        found = longer
    return found


def at_least(number: int, *, likely: Sequence[float]) -> float:
    """How likely that number or more is; at most 1. Source: the exact one-sided test."""
    return min(1.0, sum(likely[number:]))


def mean(likely: Sequence[float]) -> float:
    """The number to be expected. Source: the expectation of a discrete distribution."""
    return sum(number * share for number, share in enumerate(likely))


def stand_out(chances: Sequence[float], *, level: float) -> list[bool]:
    """Which of several chances are too small to be chance, given how many were looked at.

    With all of them pure chance, any one is found at most as often as the level says.
    Source: S. Holm (1979), A simple sequentially rejective multiple test procedure.
    """
    found = [False] * len(chances)
    for done, place in enumerate(sorted(range(len(chances)), key=lambda place: chances[place])):
        if chances[place] * (len(chances) - done) > level:
            break
        found[place] = True
    return found
