"""Draw at random, the same for the same seed, and share out numbers without losing any."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise
from random import Random


def stream(seed: int, purpose: str) -> Random:
    """A source of chance of its own for each purpose, so that one more draw moves no other."""
    return Random(f"{seed}/{purpose}")  # noqa: S311 - an invented school, nothing secret


def shared_out(total: int, weights: Sequence[float], caps: Sequence[int]) -> list[int]:
    """Whole numbers in proportion to the weights, none above its cap, that add up to the total.

    Less than the total is shared out when the caps leave no more room.
    """
    given = [0] * len(weights)
    left = min(total, sum(cap for cap, weight in zip(caps, weights, strict=True) if weight > 0))
    while left:
        open_places = [
            place
            for place, weight in enumerate(weights)
            if weight > 0 and given[place] < caps[place]
        ]
        whole = sum(weights[place] for place in open_places)
        shares = {place: left * weights[place] / whole for place in open_places}
        for place in open_places:
            step = min(int(shares[place]), caps[place] - given[place])
            given[place] += step
            left -= step
        by_rest = sorted(open_places, key=lambda place: (int(shares[place]) - shares[place], place))
        for place in by_rest[:left]:
            if given[place] < caps[place]:
                given[place] += 1
                left -= 1
    return given


def evenly_rounded(amounts: Sequence[float], start: float = 0.5) -> list[int]:
    """Each amount rounded up or down so that every running sum stays within one of the exact."""
    edges = [int(edge + start) for edge in accumulate(amounts, initial=0.0)]
    return [after - before for before, after in pairwise(edges)]


class Wheel:
    """Choose among numbered places by weight, many times over."""

    def __init__(self, weights: Sequence[float]) -> None:
        self._edges = list(accumulate(weights))

    def turn(self, rng: Random) -> int:
        """The number of one place; a place of weight 0 never comes."""
        return bisect_right(self._edges, rng.random() * self._edges[-1])
