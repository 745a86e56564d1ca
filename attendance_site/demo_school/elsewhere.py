"""Send pupils elsewhere: to a second school, on trips, to matches and lessons off the site."""

from collections import defaultdict
from collections.abc import Sequence
from random import Random

from attendance_site.demo_school.people import RECEPTION, TOP_YEAR
from attendance_site.demo_school.pupil_years import PupilYear
from attendance_site.demo_school.roll import DUAL
from attendance_site.demo_school.school_years import SchoolYear

SETTLING_DAYS = 5  # Afternoons at home for all of Reception in their first September.
MORNINGS_ONLY = 0.08  # Of Reception, to the autumn half term.
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = 2, 3, 4, 5
AT_THE_OTHER_SCHOOL = (TUESDAY, THURSDAY)
VISITS = (
    "Windpump Museum",
    "Quillbrook Water Meadows",
    "Saltings Castle",
    "Heronsgate Theatre",
    "Marl Farm",
    "Fallow Wood",
)
RESIDENTIAL = "Year 6 residential, Thornholt Centre"
RESIDENTIAL_DAYS = 3
FOREST_SCHOOL = "Forest school, Fallow Wood"
FOREST_SHARE, FOREST_WEEKS = 0.1, 12
MATCHES, SQUAD = 10, 14
OUTREACH = "Lessons at the county's outreach centre"
OUTREACH_WEEKS = 10


def fixed_elsewhere(pupils: Sequence[PupilYear], *, year: SchoolYear, rng: Random) -> None:
    """What is agreed beforehand, so before any absence: D, K, and X below compulsory age."""
    weekdays = [day.isoweekday() for day in year.days]
    for pupil in pupils:
        if pupil.child.story == DUAL:
            for day, weekday in enumerate(weekdays):
                if weekday in AT_THE_OTHER_SCHOOL:
                    _on_roll_write(pupil, "D", [2 * day, 2 * day + 1])
        if pupil.year == RECEPTION:
            _settle_in(pupil, year, rng)
    outreach = [pupil for pupil in pupils if pupil.child.sen == "E" and pupil.year >= 4]
    for pupil in outreach[: max(1, len(pupils) // 400)]:
        wednesdays = [day for day, weekday in enumerate(weekdays) if weekday == WEDNESDAY]
        begin = rng.randrange(max(1, len(wednesdays) - OUTREACH_WEEKS))
        for day in wednesdays[begin : begin + OUTREACH_WEEKS]:
            _write_free(pupil, "K", [2 * day, 2 * day + 1], OUTREACH)


def _settle_in(pupil: PupilYear, year: SchoolYear, rng: Random) -> None:
    """Afternoons at home; compulsory school age begins on 31 December at the earliest."""
    autumn_ends = next(row.end for row in year.rows if row.name == "Term 1")
    mornings_only = rng.random() < MORNINGS_ONLY
    for number, day in enumerate(year.days):
        settling = number < SETTLING_DAYS or (mornings_only and day <= autumn_ends)
        if settling:
            _on_roll_write(pupil, "X", [2 * number + 1])


def _on_roll_write(pupil: PupilYear, code: str, sessions: list[int]) -> None:
    pupil.write(code, [session for session in sessions if pupil.is_free(session)])


def _write_free(pupil: PupilYear, code: str, sessions: Sequence[int], comment: str) -> None:
    for session in sessions:
        if pupil.is_free(session):
            pupil.codes[session] = code
            pupil.comments[session] = comment


def go_on_visits(pupils: Sequence[PupilYear], *, year: SchoolYear, rng: Random) -> None:
    """Trips (V), matches (P) and forest school (B) for those who are in that day."""
    by_year: dict[int, list[PupilYear]] = defaultdict(list)
    for pupil in pupils:
        by_year[pupil.year].append(pupil)
    days = len(year.days)
    for group in sorted(by_year):
        day = rng.randrange(days // 8, days - 10)
        visit = rng.choice(VISITS)
        for pupil in by_year[group]:
            _write_free(pupil, "V", [2 * day, 2 * day + 1], visit)
    begin = rng.randrange(days - 35, days - 15)
    for pupil in by_year[TOP_YEAR]:
        _write_free(pupil, "V", range(2 * begin, 2 * (begin + RESIDENTIAL_DAYS)), RESIDENTIAL)
    _play_matches(by_year[TOP_YEAR] + by_year[TOP_YEAR - 1], days, rng)
    _go_to_the_wood(by_year, year, rng)


def _play_matches(pupils: list[PupilYear], days: int, rng: Random) -> None:
    squad = rng.sample(pupils, min(SQUAD * (1 + len(pupils) // 200), len(pupils) // 4))
    for match in sorted(rng.sample(range(10, days - 10), MATCHES)):
        for pupil in squad:
            _write_free(
                pupil, "P", [2 * match + 1], "Football or netball, Quillbrook schools league"
            )


def _go_to_the_wood(by_year: dict[int, list[PupilYear]], year: SchoolYear, rng: Random) -> None:
    fridays = [day for day, date in enumerate(year.days) if date.isoweekday() == FRIDAY]
    for group in (1, 2, 3, 4):
        pupils = by_year[group]
        begin = rng.randrange(max(1, len(fridays) - FOREST_WEEKS))
        for pupil in rng.sample(pupils, round(len(pupils) * FOREST_SHARE)):
            for day in fridays[begin : begin + FOREST_WEEKS]:
                _write_free(pupil, "B", [2 * day + 1], FOREST_SCHOOL)
