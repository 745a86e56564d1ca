"""Make pupils whose absences fall by chance as real ones do, and plant patterns in some."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from random import Random

from rules.chance import Counts
from rules.pattern_days import beside_holidays
from rules.patterns import Looked, patterns
from rules.placed_year import Year
from rules.separate_absences import absences, days_of, was_missed
from rules.sessions import AM, PM, CalendarRow, Session, school_days, sessions_of

Marks = dict[Session, str]
STROKES = {AM: "/", PM: "\\"}
# Calendar days of an illness with their weights: many one-day ones, some of a week.
ILL_FOR = ([1, 2, 3, 4, 5, 7, 10], [34, 28, 16, 8, 6, 6, 2])
WINTER = {11: 1.4, 12: 1.7, 1: 1.5, 2: 1.3, 6: 0.7, 7: 0.7, 8: 0.7, 9: 0.7}
FRIDAY_AND_MONDAY = [1.25, 1.0, 0.9, 1.0, 1.35]  # Single days, which families choose.
BESIDE_A_HOLIDAY = 2.0
AT_HOME_AFTER_LUNCH = 0.15  # Of illnesses: sent home at midday.


def terms(first_year: int) -> list[CalendarRow]:
    """Six half terms, as schools have them."""
    year = first_year
    rows = [
        (date(year, 9, 3), date(year, 10, 24)),
        (date(year, 11, 3), date(year, 12, 19)),
        (date(year + 1, 1, 5), date(year + 1, 2, 13)),
        (date(year + 1, 2, 23), date(year + 1, 3, 27)),
        (date(year + 1, 4, 13), date(year + 1, 5, 22)),
        (date(year + 1, 6, 1), date(year + 1, 7, 21)),
    ]
    return [CalendarRow(start, end, "term") for start, end in rows]


class Pretend:
    """One school year, in which anybody's absences can be drawn."""

    def __init__(self, first_year: int, rng: Random, *, bad_weeks: bool) -> None:
        self._rng, self._has_bad_weeks = rng, bad_weeks
        self.days = school_days(sessions_of(terms(first_year)))
        self._number = {day: number for number, day in enumerate(self.days)}
        self._first = self.days[0]
        self._length = (self.days[-1] - self._first).days
        beside = beside_holidays(self.days)
        self._chosen = [
            FRIDAY_AND_MONDAY[day.weekday()] * (BESIDE_A_HOLIDAY if day in beside else 1)
            for day in self.days
        ]
        self._breaks = [n for n, day in enumerate(self.days) if day in beside]

    def a_year(self, *, often: float) -> Marks:
        """A pupil's marks; often: how much more than others the pupil is ill or away."""
        rng = self._rng
        marks = {Session(day, half): STROKES[half] for day in self.days for half in STROKES}
        bad = self._first + timedelta(days=rng.randrange(self._length))
        for _ in range(self._number_of(4.0 * often)):
            self._ill(marks, bad)
        for _ in range(self._number_of(1.2 * often)):
            day = rng.choices(self.days, self._chosen)[0]
            self.miss(marks, [Session(day, AM), Session(day, PM)], "O")
        for _ in range(self._number_of(1.5)):
            half = AM if rng.random() < 0.6 else PM
            self.miss(marks, [Session(rng.choice(self.days), half)], "M")
        for _ in range(self._number_of(rng.choice([0, 0, 0, 1, 6]) * often)):
            self.miss(marks, [Session(rng.choice(self.days), AM)], "U")
        if rng.random() < 0.2:
            self._holiday(marks)
        return marks

    def _number_of(self, mean: float) -> int:
        return sum(self._rng.random() < mean / 40 for _ in range(40))

    def _ill(self, marks: Marks, bad: date) -> None:
        """From any day of the week on, so that a Monday often ends what began on a Saturday.

        With bad weeks, half of a pupil's illness falls into six weeks of the pupil's own.
        """
        rng = self._rng
        if self._has_bad_weeks and rng.random() < 0.5:
            begins = bad + timedelta(days=rng.randrange(42))
        else:
            begins = self._a_day_of_illness()
        ends = begins + timedelta(days=rng.choices(*ILL_FOR)[0] - 1)
        after_lunch = rng.random() < AT_HOME_AFTER_LUNCH
        ill = [session for session in marks if begins <= session.day <= ends]
        self.miss(marks, [s for s in ill if not (after_lunch and s == Session(begins, AM))], "I")

    def _a_day_of_illness(self) -> date:
        while True:
            day = self._first + timedelta(days=self._rng.randint(-3, self._length))
            if self._rng.random() < WINTER.get(day.month, 1.0) / 1.7:
                return day

    def _holiday(self, marks: Marks) -> None:
        """A week; two in three touch a break."""
        rng = self._rng
        first = rng.randrange(len(self.days) - 5)
        if rng.random() < 0.65:
            beside = rng.choice(self._breaks)
            first = max(0, beside - 4) if rng.random() < 0.6 else beside
        for day in self.days[first : first + 5]:
            self.miss(marks, [Session(day, AM), Session(day, PM)], "G")

    @staticmethod
    def miss(marks: Marks, sessions: Iterable[Session], code: str) -> None:
        marks.update({session: code for session in sessions if session in marks})


def how_often(rng: Random) -> float:
    """Most pupils miss little, some much: a long tail, as in the published bands."""
    return rng.gammavariate(1.6, 1 / 1.6)


def counts(all_marks: Iterable[Marks]) -> dict[Session, Counts]:
    """What the whole school missed of each session."""
    possible: Counter[Session] = Counter()
    missed: Counter[Session] = Counter()
    for marks in all_marks:
        possible.update(marks.keys())
        missed.update(session for session, code in marks.items() if was_missed(code))
    return {session: Counts(number, missed[session]) for session, number in possible.items()}


def begun(all_marks: Iterable[Marks]) -> Counts:
    """How many separate absences there were, and how many began at midday."""
    found = [absence for marks in all_marks for absence in absences(days_of(marks))]
    return Counts(len(found), sum(absence.at_midday for absence in found))


class PretendSchool:
    """Pupils over several years, the latest first; nothing in it is a pattern of one pupil."""

    def __init__(self, *, seed: int, pupils: int, years: int = 4, bad_weeks: bool = False) -> None:
        self.rng = Random(seed)
        self.years = [
            Pretend(2025 - number, self.rng, bad_weeks=bad_weeks) for number in range(years)
        ]
        self.often = [how_often(self.rng) for _ in range(pupils)]
        self.marks = [[year.a_year(often=often) for often in self.often] for year in self.years]
        self.born = [
            date(2016, 9, 1) + timedelta(days=self.rng.randrange(365)) for _ in range(pupils)
        ]
        self.counts = [counts(marks) for marks in self.marks]
        self.begun = begun(self.marks[0])

    def look_at(
        self,
        pupil: int,
        *,
        planted: Callable[[list[Marks]], None] | None = None,
        sibling: Marks | None = None,
    ) -> Looked:
        """What is found of one pupil; planted changes the marks of the years, the latest first."""
        own = [marks[pupil] for marks in self.marks]
        school, started = self.counts, self.begun
        if planted:
            before, own = own, [dict(marks) for marks in own]
            planted(own)
            school = [
                _changed(counted, old, new)
                for counted, old, new in zip(school, before, own, strict=True)
            ]
            mine, theirs = begun([own[0]]), begun([before[0]])
            started = Counts(*(a - b + c for a, b, c in zip(started, theirs, mine, strict=True)))
        return patterns(
            born=self.born[pupil],
            years=[
                Year(days_of(marks), counted, year.days)
                for marks, counted, year in zip(own, school, self.years, strict=True)
            ],
            siblings={7: missed_in(sibling)} if sibling is not None else {},
            begun=started,
        )


def _changed(counted: dict[Session, Counts], old: Marks, new: Marks) -> dict[Session, Counts]:
    return {
        session: Counts(
            count.possible,
            count.missed - was_missed(old[session]) + was_missed(new[session]),
        )
        for session, count in counted.items()
    }


def missed_in(marks: Marks) -> set[Session]:
    return {session for session, code in marks.items() if was_missed(code)}
