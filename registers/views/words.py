"""Put times, days, people and sessions into the words of a screen."""

from datetime import date, datetime, time

from registers.changes import Conflict
from rules.codes import meaning
from rules.sessions import AM
from schools.models import User
from schools.roles import ROLE_NAMES
from toolkit import clock


def clock_time(moment: datetime | time) -> str:
    """As in "8:57"; a moment is shown in school local time."""
    shown = clock.local(moment).time() if isinstance(moment, datetime) else moment
    return f"{shown.hour}:{shown:%M}"


def day_in_week(day: date) -> str:
    """As in "Thursday 12 November"."""
    return f"{day:%A} {day.day} {day:%B}"


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
    if conflict.role not in {"class_teacher", "year_lead"}:
        who = ROLE_NAMES.get(conflict.role, who)
    return f"{who} marked {meaning(conflict.code)} at {clock_time(conflict.at)}."
