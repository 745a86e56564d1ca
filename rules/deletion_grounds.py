"""Decide whether a name may be deleted from the admission register on a ground."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from rules import compulsory_age
from rules.continuous_absence import LongLeave, Stretch
from rules.grounds import GROUNDS, Condition, Ground

ABSENT_SCHOOL_DAYS = 20  # Ground i: so many in a row, or more.
LEAVE_SCHOOL_DAYS = 10  # Ground h: a leave of more than so many, and as many to come back in.


class UnknownGround(ValueError):
    """The letter is not one of the paragraphs a to o of regulation 9(1)."""

    def __init__(self, letter: str) -> None:
        super().__init__(f'"{letter}" is not a ground of regulation 9: use a letter from a to o.')


class Facts(NamedTuple):
    """What the records say of a pupil on the last day on the roll.

    phase: "" where it is not known. absence: the school days in a row with G, N or O, up to now.
    over_age: above compulsory school age when the school next meets.
    """

    phase: str = ""
    is_mobile: bool = False
    is_main_school: bool = True
    is_dual: bool = False
    is_excluded: bool = False
    over_age: bool = False
    absence: Stretch | None = None
    leave: LongLeave | None = None


def ground_of(letter: str) -> Ground:
    """The ground with this letter. Raises UnknownGround. Source: SI 2024/208, regulation 9(1)."""
    try:
        return GROUNDS[letter]
    except KeyError:
        raise UnknownGround(letter) from None


def needs_ground(born: date, *, on: date) -> bool:
    """Whether a pupil who leaves that day is deleted on a ground from a to o, and on no other.

    Source: SI 2024/208, regulation 9(1), which is of pupils of compulsory school age; that the
    age on the last day decides is a product rule.
    """
    return compulsory_age.is_compulsory(born, on)


def fits_phase(ground: Ground, phase: str) -> bool:
    """Whether a school of this phase can have the ground; one whose phase is not known, any.

    Source: SI 2024/208, regulation 9(1)(b), (l) and (n).
    """
    return phase == "" or phase in ground.phases


def is_found(condition: Condition, facts: Facts) -> bool:
    """Whether the records bear out a condition that is read from them.

    Source: SI 2024/208, regulation 9(1)(h) and (i), and 9 on the main school of a mobile child.
    """
    leave = facts.leave
    return {
        "not_main": not (facts.is_mobile and facts.is_main_school),
        "dual": facts.is_dual,
        "long_leave": leave is not None and leave.leave.school_days > LEAVE_SCHOOL_DAYS,
        "not_back": (
            leave is not None
            and leave.back_on is None
            and leave.school_days_since >= LEAVE_SCHOOL_DAYS
        ),
        "absent": (facts.absence is not None and facts.absence.school_days >= ABSENT_SCHOOL_DAYS),
        "over_age": facts.over_age,
        "excluded": facts.is_excluded,
    }[condition.key]


def conditions_not_met(
    letter: str, facts: Facts, *, confirmed: Collection[str] = ()
) -> list[Condition]:
    """The conditions of the ground that neither the records nor the person bear out, in order.

    confirmed: keys of the conditions that the person confirms; what the records decide cannot
    be confirmed away. A ground that the school's phase cannot have is a condition not met.
    Raises UnknownGround. Source: SI 2024/208, regulation 9(1).
    """
    ground = ground_of(letter)
    missing = [
        condition
        for condition in ground.conditions
        if not (is_found(condition, facts) if condition.found else condition.key in confirmed)
    ]
    if not fits_phase(ground, facts.phase):
        words = "The school is of a phase in which this ground can arise."
        missing.insert(0, Condition("phase", words, found=True))
    return missing
