"""Judge a suspension by the days that the law allows in a school year, and say what is left."""

from datetime import date

from registers.excluded import Excluded
from registers.models import Suspension
from registers.queries.suspended_sessions import (
    sessions_between,
    suspended_in,
    suspended_sessions,
)
from registers.roll_refusals import Fault
from rules.sessions import Session, school_year_of
from rules.suspension_limit import SCHOOL_DAYS_A_YEAR, in_school_days, sessions_left, too_many
from schools.models import Pupil

DAYS = frozenset({"start", "start_half", "end", "end_half"})
ELSEWHERE = (
    "Days on which another school suspended the pupil this school year count too: "
    "add them yourself, they are not known here."
)


def with_limit(
    faults: list[Fault], pupil: Pupil, wanted: Excluded, *, itself: Suspension | None = None
) -> list[Fault]:
    """The faults, and whether a school year would have more than 45 school days of suspension.

    Days that cannot stand anyhow are not counted. itself: the suspension that is being changed.
    Expect the pupil to be locked.
    Source: Education Act 2002, section 51A, and SI 2012/1033.
    """
    if wanted.kind != Suspension.Kind.SUSPENSION or wanted.end is None:
        return faults
    if any(fault.field in DAYS for fault in faults):
        return faults
    others = suspended_sessions(
        pupil=pupil, first=wanted.start, last=wanted.end, leaving_out=itself
    )
    asked = _sessions(pupil, wanted)
    before: list[Session] = []
    if itself is not None and itself.kind == Suspension.Kind.SUSPENSION:
        before = _sessions(pupil, itself)
    return faults + [
        Fault(
            "end",
            f"That would be {in_school_days(found.sessions)} of suspension in the school year "
            f"{found.year.name}; the law allows {SCHOOL_DAYS_A_YEAR}.",
        )
        for found in too_many(others=others, wanted=asked, before=before)
    ]


def days_in_words(pupil: Pupil, *, on: date) -> str:
    """The days of suspension of the school year of a day, and how many the law leaves."""
    year = school_year_of(on)
    used = suspended_in(pupil=pupil, year=year)
    left = sessions_left(used)
    so_far = f"{pupil.name} has {in_school_days(used)}" if used else f"{pupil.name} has none"
    return (
        f"The law allows {SCHOOL_DAYS_A_YEAR} school days of suspension in a school year. "
        f"{so_far} recorded in {year.name}, which leaves {in_school_days(left)}. {ELSEWHERE}"
    )


def _sessions(pupil: Pupil, excluded: Excluded | Suspension) -> list[Session]:
    if excluded.end is None:
        return []
    return sessions_between(
        pupil=pupil,
        start=excluded.start,
        start_half=excluded.start_half,
        end=excluded.end,
        end_half=excluded.end_half,
    )
