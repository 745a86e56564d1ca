"""Place the absences of a year on its days: illness in runs, holidays beside breaks."""

from bisect import bisect_left
from collections.abc import Sequence
from random import Random

from attendance_site.demo_school.chance import Wheel
from attendance_site.demo_school.day_weights import day_weights, eid_days
from attendance_site.demo_school.pupil_years import PupilYear
from attendance_site.demo_school.school_years import SchoolYear, breaks

# Lengths of a run in sessions with their weights.
RUNS = {
    "I": ((1, 12), (2, 40), (3, 8), (4, 22), (6, 10), (8, 4), (10, 6)),
    "O": ((1, 25), (2, 55), (4, 12), (6, 5)),
    "M": ((1, 80), (2, 20)),
    "E": ((2, 30), (4, 40), (6, 20)),
    "T": ((10, 50), (20, 50)),
    "C1": ((2, 60), (4, 40)),
    "J1": ((1, 100),),
    "U": ((1, 100),),
    # Only what found no room as one block:
    "R": ((2, 100),),
    "G": ((2, 100),),
    "C": ((2, 100),),
    "C2": ((1, 100),),
}
LONG_RUNS = ((4, 20), (10, 40), (20, 25), (30, 15))
MUCH = 50  # Sessions of one reason in a year from which runs are long.
ORDER = ("R", "G", "C", "C2", "T", "E", "C1", "I", "O", "M", "J1", "U")
WITH_SIBLINGS = {"I": 0.5, "O": 0.6, "U": 0.5, "M": 0.1}  # How often siblings share an absence.
MORNINGS = {"M": 0.6, "U": 0.92, "J1": 0.5, "O": 0.6, "I": 0.45}  # Of single sessions.
TRIES = 25


class Placer:
    """Places the absences of families in one school year."""

    def __init__(self, year: SchoolYear, rng: Random) -> None:
        self._year, self._rng = year, rng
        self._days = len(year.days)
        self._feasts = eid_days(year)
        self._breaks = breaks(year)
        self._wheels = {code: Wheel(day_weights(code, year)) for code in RUNS}
        weeks = [day.isocalendar()[:2] for day in year.days]
        self._first_of_week = [bisect_left(weeks, week) for week in weeks]

    def place(self, household: Sequence[PupilYear]) -> None:
        """Place everything that the brothers and sisters of one family miss."""
        for code in ORDER:
            earlier: list[PupilYear] = []
            for pupil in household:
                if pupil.reasons[code]:
                    self._place(pupil, code, earlier)
                    earlier.append(pupil)

    def _place(self, pupil: PupilYear, code: str, siblings: Sequence[PupilYear]) -> None:
        count = pupil.reasons[code]
        if code == "R":
            count = self._on_feasts(pupil, count)
        elif code in "GC":
            count = self._together(pupil, code, count, siblings)
        elif code == "C2":
            count = self._afternoons(pupil, count)
        lengths = LONG_RUNS if count >= MUCH and code in "IO" else RUNS[code]
        while count > 0:
            drawn = self._rng.choices(
                [length for length, _ in lengths], [weight for _, weight in lengths]
            )[0]
            length = min(drawn, count)
            self._run(pupil, code, length, siblings)
            count -= length

    def _on_feasts(self, pupil: PupilYear, count: int) -> int:
        for day in self._feasts:
            if count >= 2 and pupil.free_run(2 * day, 2):
                pupil.write("R", range(2 * day, 2 * day + 2))
                count -= 2
        return count

    def _together(
        self, pupil: PupilYear, code: str, count: int, siblings: Sequence[PupilYear]
    ) -> int:
        """A holiday beside a break, or leave on any day, the same for the whole family."""
        starts = [2 * day for sibling in siblings for day in sibling.runs.get(code, [])]
        for attempt in range(len(starts) + TRIES):
            if attempt < len(starts):
                first = starts[attempt]
            elif code == "G":
                first = self._beside_a_break(count)
            else:
                first = 2 * self._wheels[code].turn(self._rng)
            if pupil.free_run(first, count):
                self._write_run(pupil, code, first, count)
                return 0
        return count

    def _beside_a_break(self, count: int) -> int:
        """Two holidays in three touch a break; the others lie anywhere, most in the summer."""
        if self._rng.random() < 0.35:
            return 2 * int(self._days * max(self._rng.random(), self._rng.random()))
        before, after = self._rng.choice([*self._breaks, (self._days - 1, 0)])
        if after == 0 or self._rng.random() < 0.6:
            return 2 * (before + 1) - count - count % 2
        return 2 * after

    def _afternoons(self, pupil: PupilYear, count: int) -> int:
        """A part-time timetable: every afternoon for some weeks."""
        first = self._rng.randint(0, max(0, self._days - 2 * count))
        for day in range(first, self._days):
            if count and pupil.is_free(2 * day + 1):
                pupil.write("C2", [2 * day + 1])
                count -= 1
        return count

    def _run(self, pupil: PupilYear, code: str, length: int, siblings: Sequence[PupilYear]) -> None:
        """One absence of so many sessions; shorter pieces only where nothing else is free."""
        for _ in range(TRIES):
            day = self._a_day(pupil, code, siblings)
            first = 2 * day + self._half(code, length)
            if pupil.free_run(first, length):
                self._write_run(pupil, code, first, length)
                return
        free = pupil.free_sessions()
        start = self._rng.randint(0, max(0, len(free) - length))
        pupil.write(code, free[start : start + length])

    def _a_day(self, pupil: PupilYear, code: str, siblings: Sequence[PupilYear]) -> int:
        shared = [day for sibling in siblings for day in sibling.runs.get(code, [])]
        if shared and self._rng.random() < WITH_SIBLINGS.get(code, 0):
            later = self._rng.choice((0, 0, 0, 1, 2)) if code == "I" else 0
            return min(self._rng.choice(shared) + later, self._days - 1)
        day = self._wheels[code].turn(self._rng)
        if pupil.child.story == "mondays" and self._rng.random() < 0.7:
            return self._first_of_week[day]
        return day

    def _half(self, code: str, length: int) -> int:
        """Whether it begins in the afternoon (1): odd lengths, and single sessions by the code."""
        if length % 2 == 0:
            return 0
        return int(self._rng.random() >= MORNINGS.get(code, 0.5))

    @staticmethod
    def _write_run(pupil: PupilYear, code: str, first: int, length: int) -> None:
        pupil.write(code, range(first, first + length))
        pupil.runs.setdefault(code, []).append(first // 2)
