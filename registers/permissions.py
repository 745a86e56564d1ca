"""Decide which codes a person may enter, and where they may mark and amend."""

from collections.abc import Collection
from datetime import date

from registers.refusals import (
    CodeNotPermitted,
    NeedsTheHeadteacher,
    NotForThisDay,
)
from rules import codes
from schools.models import ClassMembership, SchoolClass, User
from schools.permissions import Place, may
from schools.roles import ROLES, table

TEACHERS = frozenset({"/", "\\", "L", "N", "U", "V"})
GRANTED = frozenset({"C", "C1", "J1", "S"})  # Leave that only the headteacher gives.
PART_TIME = "C2"
TIMETABLED = frozenset({PART_TIME, "D"})  # Nobody enters these without an agreed timetable.
NAMED = frozenset({"B", "K", "P", "W"})  # Attending something: what it is, and where.
IN_WORDS = GRANTED | NAMED  # Entered by hand only with a few words.
NEVER_BY_HAND = frozenset({"Z", "#"})


def code_levels(by: User) -> frozenset[str]:
    """The levels of code entry that the person's roles give: teacher, office, head."""
    return frozenset(table()["codes"][role] for role in ROLES if role in by.roles) - {"none"}


def codes_of(by: User, *, on: date) -> frozenset[str]:
    """Every code the person may choose by hand for that day, whoever the pupil is."""
    levels = code_levels(by)
    every = codes.entry_codes(on=on) - NEVER_BY_HAND - TIMETABLED
    if "head" in levels:
        allowed = every
    elif "office" in levels:
        allowed = every - GRANTED - {"T"}
    elif "teacher" in levels:
        allowed = every & TEACHERS
    else:
        allowed = frozenset()
    return allowed if may(by, "see_code_y5") else allowed - {"Y5"}


def require_code(by: User, code: str, *, on: date, recorded: Collection[str] = ()) -> None:
    """Refuse a code that the person's roles may not enter.

    recorded: codes that the office already has for this pupil and session.
    Raises NotForThisDay for what the day's table does not have, else a NotPermitted.
    """
    if why := codes.why_not_entered(code, on=on):
        raise NotForThisDay(why)
    hidden = code == "Y5" and not may(by, "see_code_y5")
    if not hidden and (code in recorded or code in codes_of(by, on=on)):
        return
    if not code_levels(by) & {"office", "head"}:
        raise CodeNotPermitted(code)
    if hidden:
        raise CodeNotPermitted(code, "Y5 is recorded by those who look after safeguarding.")
    if code in TIMETABLED:
        raise CodeNotPermitted(code, f"{code} needs an agreed timetable, and this pupil has none.")
    if code in NEVER_BY_HAND:
        raise CodeNotPermitted(code, f"{code} is never recorded for a pupil on the roll.")
    raise NeedsTheHeadteacher(code)


def place_of(
    school_class: SchoolClass, *, day: date, by: User, session_over: bool = False
) -> Place:
    """The class on that day, as the table of roles asks about it."""
    groups: frozenset[str] = frozenset()
    if "year_lead" in by.roles:
        members = ClassMembership.objects.on_the_roll(school_id=school_class.school_id, day=day)
        members = members.filter(school_class=school_class)
        groups = frozenset(members.values_list("year_group", flat=True))
    return Place(
        school_id=school_class.school_id,
        class_id=school_class.pk,
        day=day,
        year_groups=groups,
        session_over=session_over,
    )
