"""Put times, days, people and sessions into the words of a screen."""

from datetime import date, datetime, time

from registers.changes import Conflict
from registers.models import Mark, Register
from registers.views.privacy import shown_code
from rules.codes import meaning
from rules.sessions import AM
from schools.models import User
from schools.roles import ROLE_NAMES
from toolkit import clock
from toolkit.days import day_in_week as day_in_week
from toolkit.days import full_day

TEACHERS = frozenset({"class_teacher", "year_lead"})  # Said by name; others by their office.
OFFICE = "Office"  # In short; in a sentence it is the school office.


def clock_time(moment: datetime | time) -> str:
    """As in "8:57"; a moment is shown in school local time."""
    shown = clock.local(moment).time() if isinstance(moment, datetime) else moment
    return f"{shown.hour}:{shown:%M}"


def half_name(half: str) -> str:
    """Morning or afternoon."""
    return "morning" if half == AM else "afternoon"


def initialled(person: User) -> str:
    """As in "K. Shah"."""
    if person.forename and person.surname:
        return f"{person.forename[0]}. {person.surname}"
    return person.name


def year_groups(groups: list[str]) -> str:
    """As in "Year 4" or "Reception, Year 1"."""
    words = {"N1": "Nursery 1", "N2": "Nursery 2", "R": "Reception"}
    return ", ".join(words.get(group, f"Year {group}") for group in groups if group)


def conflict_sentence(conflict: Conflict) -> str:
    """Who entered the mark that stands, and when; teachers by name, others by their office."""
    if conflict.at is None:
        return "Somebody has cleared this mark."
    who = conflict.by_name
    if conflict.role not in TEACHERS:
        who = ROLE_NAMES.get(conflict.role, who)
    return f"{who} marked {meaning(conflict.code)} at {clock_time(conflict.at)}."


def change_in_short(mark: Mark, person: User, *, on: date) -> str:
    """The last that happened to a mark, as in "Office: I, 8:58" or "K. Shah cleared it, 8:59".

    For this person, who may not be told every code; on: the day on which it is read.
    """
    by, moment = mark.entered_by, mark.entered_at
    if mark.closed_at is not None:
        by, moment = mark.closed_by or by, mark.closed_at
    when = clock_time(moment)
    if clock.local(moment).date() != on:
        when = f"{clock.local(moment):%-d %b} {when}"
    who = "You" if by.pk == person.pk else initialled(by)
    if mark.closed_at is not None:
        return f"{who} cleared it, {when}"
    if who != "You" and mark.entered_role not in TEACHERS:
        who = OFFICE if mark.entered_role == "office" else ROLE_NAMES.get(mark.entered_role, who)
    return f"{who}: {shown_code(person, mark.code)}, {when}"


def taken_by(register: Register | None, *, day: date) -> str:
    """As in "Submitted 8:56 by K. Shah"; empty while it is not taken."""
    if register is None or not register.is_taken():
        return ""
    if register.submitted_at is None or register.submitted_by is None:
        return "Taken, loaded from the school's own files"
    when = clock_time(register.submitted_at)
    if clock.local(register.submitted_at).date() != day:
        when = f"{full_day(clock.local(register.submitted_at).date())} at {when}"
    return f"Submitted {when} by {initialled(register.submitted_by)}"


def also_here(names: list[str]) -> str:
    """As in "K. Shah is here too"; empty where nobody else is."""
    if len(names) < 2:
        return f"{names[0]} is here too" if names else ""
    return f"{', '.join(names[:-1])} and {names[-1]} are here too"
