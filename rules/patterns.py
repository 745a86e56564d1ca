"""Tell a pattern in what a pupil missed from chance, against the school's own rates."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from rules.chance import Counts, Wanted, added, at_least, mean, stand_out, together
from rules.pattern_days import a_year_later, beside_holidays, birthday_in, weeks_missed
from rules.placed_year import PlacedYear, Year
from rules.school_weeks import monday_of
from rules.sessions import HALVES, Session

FEWEST_SESSIONS, FEWEST_ABSENCES = 60, 4  # Six school weeks. With fewer nobody looks.
TIMES = 2  # What happened once is no pattern.
BY_CHANCE = 0.04  # How often anything stands out by chance, of the pupil's own patterns
BY_CHANCE_TOGETHER = 0.01  # and of those shared with brothers and sisters: 1 pupil in 20 in all.
WEEKDAYS = range(5)
BEGUN_AT_MIDDAY = Counts(10, 1)  # Added to the school's, so that a small school's is not 0.


class Pattern(NamedTuple):
    """What was looked at, and what was found.

    kind: weekday, holiday, birthday, midday, last_year or sibling. which: the weekday (Monday is
    0) or the key of the brother or sister. missed, out_of: sessions; for birthday years, for
    midday separate absences, and school in the same unit: what all other pupils missed.
    expected: missed by chance alone. times: in how many separate absences. chance: the share of
    pupils with the same absences who would show this or more by chance alone.
    """

    kind: str
    which: int
    missed: int
    out_of: int
    expected: float
    school: Counts
    times: int
    chance: float
    stands_out: bool = False


class Looked(NamedTuple):
    """In how many sessions and separate absences patterns were looked for; none where too few."""

    sessions: int
    absences: int
    enough: bool
    patterns: list[Pattern]


def patterns(
    *,
    born: date,
    years: Sequence[Year],
    siblings: Mapping[int, Collection[Session]],
    begun: Counts,
) -> Looked:
    """Look for patterns in the first of the years, and for birthdays in all of them.

    years: the latest first, each the one before the last. siblings: what each brother or sister
    missed in the first year, by key. begun: how many separate absences the whole school had in
    that year, and how many of them began at midday.
    What a pupil missed is taken as it is; what could be chance is where it fell. Every separate
    absence keeps its shape and may fall anywhere in its year, as likely as the school misses those
    sessions: an exact test. Nothing is drawn at random. The two groups of patterns are corrected
    for their number apart, so that who may not see brothers and sisters reads the same.
    Source: product rule; Holm's correction.
    """
    placed = [PlacedYear(year) for year in years]
    sessions = sum(sum(day.possible) for day in placed[0].days) if placed else 0
    absences = len(placed[0].absences) if placed else 0
    if sessions < FEWEST_SESSIONS or absences < FEWEST_ABSENCES:
        return Looked(sessions, absences, enough=False, patterns=[])
    this = placed[0]
    own = [_of_weekday(this, number) for number in WEEKDAYS]
    own.append(_of(this, "holiday", this.on(beside_holidays(this.school_days))))
    own.append(_of_birthdays(placed, born))
    own.append(_of_midday(this, begun))
    own.append(_of_last_year(placed))
    shared = [_of_sibling(this, key, missed) for key, missed in sorted(siblings.items())]
    found = [*_judged(own, BY_CHANCE), *_judged(shared, BY_CHANCE_TOGETHER)]
    return Looked(sessions, absences, enough=True, patterns=found)


def _judged(looked: Iterable[Pattern | None], level: float) -> list[Pattern]:
    kept = [pattern for pattern in looked if pattern is not None]
    rare = stand_out([pattern.chance for pattern in kept], level=level)
    return [
        pattern._replace(stands_out=is_rare and pattern.times >= TIMES)
        for pattern, is_rare in zip(kept, rare, strict=True)
    ]


def _of(year: PlacedYear, kind: str, wanted: Wanted, which: int = 0) -> Pattern | None:
    out_of = sum(sum(halves) for halves in wanted.values())
    if not out_of:
        return None
    missed, likely = year.missed(wanted), together(year.landings(wanted))
    chance = at_least(missed, likely=likely)
    found = (missed, out_of, mean(likely), year.others(wanted), year.times(wanted), chance)
    return Pattern(kind, which, *found)


def _of_weekday(year: PlacedYear, number: int) -> Pattern | None:
    days = {day.day for day in year.days if day.day.weekday() == number}
    return _of(year, "weekday", year.on(days), number)


def _of_last_year(placed: Sequence[PlacedYear]) -> Pattern | None:
    if len(placed) < 2:
        return None
    weeks = a_year_later(weeks_missed(placed[1].days))
    days = {day.day for day in placed[0].days if monday_of(day.day) in weeks}
    return _of(placed[0], "last_year", placed[0].on(days))


def _of_sibling(year: PlacedYear, key: int, missed: Collection[Session]) -> Pattern | None:
    wanted = {}
    for place, day in enumerate(year.days):
        am, pm = (Session(day.day, half) in missed for half in HALVES)
        both = (day.possible[0] and am, day.possible[1] and pm)
        if any(both):
            wanted[place] = both
    found = _of(year, "sibling", wanted, key)
    if found is None:
        return None
    theirs = Counts(found.out_of, found.out_of)  # All others are those without the sibling.
    return found._replace(school=found.school.less(theirs))


def _of_birthdays(placed: Sequence[PlacedYear], born: date) -> Pattern | None:
    likely, school, missed = [], [], 0
    for year in placed:
        day = birthday_in(year.school_days, born=born)
        wanted = year.on({day} if day else set())
        if wanted:
            spared = 1.0
            for landed in year.landings(wanted):
                spared *= landed[0]
            likely.append([spared, 1.0 - spared])
            school.append(year.others(wanted))
            missed += year.times(wanted) > 0
    if not likely:
        return None
    summed = together(likely)
    chance = at_least(missed, likely=summed)
    return Pattern("birthday", 0, missed, len(likely), mean(summed), added(school), missed, chance)


def _of_midday(year: PlacedYear, begun: Counts) -> Pattern:
    times = len(year.absences)
    own = sum(absence.at_midday for absence in year.absences)
    school = begun.less(Counts(times, own))
    usual = added([school, BEGUN_AT_MIDDAY])
    share = usual.missed / usual.possible
    likely = together([[1.0 - share, share]] * times)
    chance = at_least(own, likely=likely)
    return Pattern("midday", 0, own, times, mean(likely), school, own, chance)
