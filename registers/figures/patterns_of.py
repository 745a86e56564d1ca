"""Gather what patterns in a pupil's absence are told by, and put what is found into words."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from registers.figures.pattern_words import Said, note, said, too_few
from registers.figures.school_misses import begun_at_midday, of_each_session
from registers.models import Mark
from rules.patterns import patterns
from rules.placed_year import Year
from rules.separate_absences import days_of, was_missed
from rules.sessions import SchoolYear, Session, school_year_of
from schools.models import Pupil, User
from schools.models import Session as SchoolSession
from schools.permissions import level, may
from schools.queries.pupil_facts import siblings_of

YEARS_BACK = 3  # Birthdays are looked at in this many years before the one asked about.


@dataclass(frozen=True)
class Patterns:
    """What the page says. found: what stands out; looked_at: everything, those among it.

    too_few: why nothing was looked at, or empty.
    """

    year: SchoolYear
    too_few: str = ""
    note: str = ""
    found: list[Said] = field(default_factory=list)
    looked_at: list[Said] = field(default_factory=list)


def patterns_of(*, pupil: Pupil, by: User, year: SchoolYear, on: date) -> Patterns | None:
    """The patterns of a school year, by the marks in force up to the end of the day.

    None for whoever may see nobody's figures; that the pupil is one of theirs is for the page to
    ask. Brothers and sisters are compared only for who sees contacts and everybody's figures; all
    other words are the same for everybody. Five queries, however many marks there are.
    """
    if not may(by, "see_pupil_figures"):
        return None
    years = _years(year)
    first, last = years[-1].starts, min(year.ends, on)
    siblings = siblings_of(pupil) if _sees_families(by) else []
    marks = _marks([pupil, *siblings], first, last)
    school = of_each_session(school_id=pupil.school_id, first=first, last=last)
    held = SchoolSession.objects.between(first, year.ends).filter(school_id=pupil.school_id)
    school_days = sorted(set(held.values_list("day", flat=True)))
    begun = begun_at_midday(school_id=pupil.school_id, first=year.starts, last=last)
    looked = patterns(
        born=pupil.date_of_birth,
        years=[
            Year(
                days=days_of(_of(one, marks[pupil.pk])),
                school=school,
                school_days=[day for day in school_days if one.starts <= day <= one.ends],
            )
            for one in years
        ],
        siblings={
            one.pk: {at for at, code in _of(year, marks[one.pk]).items() if was_missed(code)}
            for one in siblings
        },
        begun=begun,
    )
    if not looked.enough:
        return Patterns(year, too_few=too_few(looked))
    names = {one.pk: one.forename for one in siblings}
    sentences = [said(pattern, names=names) for pattern in looked.patterns]
    return Patterns(
        year,
        note=note(looked, year=year),
        found=[one for one in sentences if one.stands_out],
        looked_at=sentences,
    )


def _sees_families(by: User) -> bool:
    everybody = any(level(role, "see_pupil_figures") == "all" for role in by.roles)
    return everybody and may(by, "see_contacts")


def _years(year: SchoolYear) -> list[SchoolYear]:
    """The year asked about and those before it, the latest first."""
    found = [year]
    for _ in range(YEARS_BACK):
        found.append(school_year_of(found[-1].starts - timedelta(days=1)))
    return found


def _marks(pupils: Sequence[Pupil], first: date, last: date) -> dict[int, dict[Session, str]]:
    """The code in force of each session by pupil."""
    rows = Mark.objects.in_force().between(first, last)
    rows = rows.filter(school_id=pupils[0].school_id, pupil__in=pupils)
    found: dict[int, dict[Session, str]] = {pupil.pk: {} for pupil in pupils}
    for pupil_id, day, half, code in rows.values_list("pupil_id", "day", "half", "code"):
        found[pupil_id][Session(day, half)] = code
    return found


def _of(year: SchoolYear, marks: dict[Session, str]) -> dict[Session, str]:
    return {at: code for at, code in marks.items() if year.starts <= at.day <= year.ends}
