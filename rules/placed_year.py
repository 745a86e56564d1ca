"""Place what a pupil missed in a school year on every day on which it could have fallen."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from rules.chance import Counts, Wanted, added, landing, rate, weights
from rules.separate_absences import Absence, Halves, PupilDay, absences
from rules.sessions import HALVES, Session

NEITHER: Halves = (False, False)


class Year(NamedTuple):
    """A school year of one pupil, and what the school counted in it.

    days: the pupil's, earliest first. school: each session of all pupils, this one among them.
    school_days: with those lost to unplanned closures.
    """

    days: Sequence[PupilDay]
    school: Mapping[Session, Counts]
    school_days: Sequence[date]


class PlacedYear:
    """The year's absences with the chance of every place in which each could have fallen."""

    def __init__(self, year: Year) -> None:
        self.days, self.school_days = year.days, year.school_days
        self.absences = absences(year.days)
        self._others = [_others(day, year.school) for day in year.days]
        overall = added(count for pair in self._others for count in pair)
        rates = [
            (
                rate(am, overall=overall) if day.possible[0] else 0.0,
                rate(pm, overall=overall) if day.possible[1] else 0.0,
            )
            for day, (am, pm) in zip(year.days, self._others, strict=True)
        ]
        shapes = {absence.shape for absence in self.absences}
        self._starts = {shape: weights(shape, rates=rates) for shape in shapes}

    def on(self, days: Collection[date]) -> dict[int, Halves]:
        """The sessions of these days that the pupil could have attended, by place."""
        return {place: day.possible for place, day in enumerate(self.days) if day.day in days}

    def landings(self, wanted: Wanted) -> list[list[float]]:
        """For each absence how likely it covers 0, 1, 2 ... of the sessions asked about."""
        known = {
            shape: landing(shape, starts=starts, wanted=wanted)
            for shape, starts in self._starts.items()
        }
        return [known[absence.shape] for absence in self.absences]

    def missed(self, wanted: Wanted) -> int:
        """How many of the sessions asked about the pupil missed."""
        return sum(sum(_both(self.days[place].missed, halves)) for place, halves in wanted.items())

    def times(self, wanted: Wanted) -> int:
        """How many separate absences cover any of the sessions asked about."""
        return sum(_covers(absence, wanted) for absence in self.absences)

    def others(self, wanted: Wanted) -> Counts:
        """What all other pupils missed of the sessions asked about."""
        return added(
            count
            for place, halves in wanted.items()
            for count, asked in zip(self._others[place], halves, strict=True)
            if asked
        )


def _both(one: Halves, other: Halves) -> Halves:
    return one[0] and other[0], one[1] and other[1]


def _others(day: PupilDay, school: Mapping[Session, Counts]) -> tuple[Counts, Counts]:
    own = [Counts(*pair) for pair in zip(day.possible, day.missed, strict=True)]
    am, pm = (
        school.get(Session(day.day, half), mine).less(mine)
        for half, mine in zip(HALVES, own, strict=True)
    )
    return am, pm


def _covers(absence: Absence, wanted: Wanted) -> bool:
    return any(
        any(_both(halves, wanted.get(absence.first + offset, NEITHER)))
        for offset, halves in enumerate(absence.shape)
    )
