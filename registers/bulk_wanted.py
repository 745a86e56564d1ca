"""What somebody wants entered for many pupils at once, and what cannot be meant."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from registers.refusals import Refused
from rules.bulk_marks import LONGEST_DAYS
from rules.codes import CODES, why_not_entered
from rules.sessions import HALVES
from rules.sessions import Session as Half
from schools.models import User
from schools.permissions import Place, require
from toolkit.days import full_day
from toolkit.words import visible

BULK = "bulk_and_closures"
SCHOOL, YEARS, CLASSES, PUPILS = "school", "years", "classes", "pupils"
KINDS = (SCHOOL, YEARS, CLASSES, PUPILS)
AHEAD = timedelta(days=366)
LONGEST_REASON = 500
MOST_BY_NAME = 300
MISSING = {
    YEARS: "Choose a year group.",
    CLASSES: "Choose a class.",
    PUPILS: "Choose the pupils by name.",
}


class BulkRefused(Refused):
    """The act cannot be done like this; nothing was saved. field: what to mend, or empty."""

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A code for pupils from one session to another, both included, for one reason.

    whom: one of KINDS. keys: year groups, or keys of classes or pupils; empty for the school.
    """

    whom: str
    code: str
    first: Half
    last: Half
    reason: str
    keys: frozenset[str] | frozenset[int] = frozenset()

    @property
    def said(self) -> str:
        """Everything that was chosen, in one form for a fingerprint."""
        keys = sorted(map(str, self.keys))
        return repr((self.whom, keys, self.code, tuple(self.first), tuple(self.last), self.reason))

    def as_scope(self) -> dict[str, Any]:
        """For the record of the act."""
        return {
            "whom": self.whom,
            "keys": sorted(self.keys),
            "first_half": self.first.half,
            "last_half": self.last.half,
        }


def require_bulk(by: User) -> str:
    """The role in which the person enters codes for many; raises NotPermitted.

    Whoever does it may also amend every mark.
    """
    place = Place(school_id=by.school_id, session_over=True)
    role = require(by, BULK, place)
    require(by, "amend_mark", place)
    return role


def why_not_code(wanted: Wanted) -> str:
    """Why the day's tables do not have the code; empty where they have it."""
    ends = (wanted.first.day, wanted.last.day)
    return next((why for day in ends if (why := why_not_entered(wanted.code, on=day))), "")


def refuse_unfit(wanted: Wanted, *, today: date) -> None:
    """Raise BulkRefused for what cannot be meant, whoever is at school.

    The range is of a school year at most. Source: product rule.
    """
    if wanted.whom not in KINDS:
        raise BulkRefused("Choose for whom.", field="whom")
    if wanted.whom != SCHOOL and not wanted.keys:
        raise BulkRefused(MISSING[wanted.whom], field=wanted.whom)
    if wanted.whom == PUPILS and len(wanted.keys) > MOST_BY_NAME:
        raise BulkRefused(
            f"Choose at most {MOST_BY_NAME} pupils by name. For more, choose classes, year groups "
            "or the whole school.",
            field=PUPILS,
        )
    _refuse_days(wanted, today=today)
    if wanted.code not in CODES:
        raise BulkRefused(f'"{wanted.code[:4]}" is not a register code.', field="code")
    if why := why_not_code(wanted):
        raise BulkRefused(why, field="code")
    if not visible(wanted.reason):
        raise BulkRefused("Enter the reason.", field="reason")
    if len(wanted.reason) > LONGEST_REASON or "\x00" in wanted.reason:
        raise BulkRefused(f"Use at most {LONGEST_REASON} plain letters.", field="reason")


def _refuse_days(wanted: Wanted, *, today: date) -> None:
    first, last = wanted.first, wanted.last
    if first.half not in HALVES or last.half not in HALVES:
        raise BulkRefused("Choose the morning or the afternoon.", field="first_half")
    if last < first:
        if first.day == last.day:
            raise BulkRefused(
                "It ends in the morning of the day of which it begins in the afternoon.",
                field="last_half",
            )
        raise BulkRefused(
            f"The last day, {full_day(last.day)}, lies before the first, {full_day(first.day)}.",
            field="last_day",
        )
    if (last.day - first.day).days >= LONGEST_DAYS:
        raise BulkRefused(
            f"From {full_day(first.day)} to {full_day(last.day)} is more than a school year. "
            "Look at the years again.",
            field="last_day",
        )
    if last.day > today + AHEAD:
        raise BulkRefused("This is more than a year ahead. Look at the year again.",
                          field="last_day")  # fmt: skip
