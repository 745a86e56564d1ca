"""Count the school days of suspension in a school year, and find where they become too many."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from rules.sessions import SchoolYear, Session, school_year_of

SCHOOL_DAYS_A_YEAR = 45  # Since SI 2012/1033; a pupil's days at every school together.
SESSIONS_A_DAY = 2


class TooMany(NamedTuple):
    """A school year in which a pupil would be suspended for more sessions than the law allows."""

    year: SchoolYear
    sessions: int


def by_school_year(suspended: Iterable[Session]) -> dict[SchoolYear, int]:
    """How many sessions of each school year are among them, each counted once.

    Source: Education Act 2002, section 51A, with SI 2012/1033: the limit is of one school year.
    """
    found: dict[SchoolYear, int] = {}
    for session in set(suspended):
        year = school_year_of(session.day)
        found[year] = found.get(year, 0) + 1
    return found


def sessions_left(suspended: int) -> int:
    """How many more sessions of the school year the limit leaves; never fewer than none.

    Source: SI 2012/1033: at most 45 school days in one school year. That each session is half a
    day follows the statutory guidance on suspension, which counts a part of a day as half.
    """
    return max(0, SCHOOL_DAYS_A_YEAR * SESSIONS_A_DAY - suspended)


def too_many(
    *, others: Collection[Session], wanted: Collection[Session], before: Collection[Session] = ()
) -> list[TooMany]:
    """The school years, earliest first, in which `wanted` goes beyond 45 school days.

    others: the sessions of the pupil's other suspensions. before: those that this one has had so
    far; a change that adds none to a year is never too many there, so that one which is can
    still be made shorter.
    Source: SI 2012/1033; what a change may do is a product rule.
    """
    so_far, asked = by_school_year(before), by_school_year(wanted)
    together = by_school_year([*others, *wanted])
    return [
        TooMany(year, together[year])
        for year in sorted(asked)
        if together[year] > SCHOOL_DAYS_A_YEAR * SESSIONS_A_DAY
        and asked[year] > so_far.get(year, 0)
    ]


def in_school_days(sessions: int) -> str:
    """As in "1 school day", "half a school day" or "12 and a half school days".

    Source: the statutory guidance on suspension and permanent exclusion counts half days.
    """
    days, half = divmod(sessions, SESSIONS_A_DAY)
    if half:
        return f"{days} and a half school days" if days else "half a school day"
    return "1 school day" if days == 1 else f"{days} school days"
