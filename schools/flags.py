"""Say which flags of a pupil are whose to see, and put them into words."""

from collections.abc import Iterable
from datetime import date

from schools.models import ClassMembership, Pupil, PupilFlag, User
from schools.permissions import NotPermitted, Place, level, may
from schools.roles import ROLES
from toolkit.days import full_day

Kind = PupilFlag.Kind
SAFEGUARDING = frozenset(
    {
        Kind.CHILD_PROTECTION,
        Kind.CHILD_IN_NEED,
        Kind.LOOKED_AFTER,
        Kind.SOCIAL_WORKER,
        Kind.YOUTH_JUSTICE,
    }
)
MEDICAL_AND_SEN = frozenset({Kind.SEN, Kind.MEDICAL_NEED, Kind.LONG_TERM_ILLNESS})
WITH_WORKER = frozenset({Kind.SOCIAL_WORKER, Kind.YOUTH_JUSTICE})
SEN_VALUES = {"K": "SEN support (K)", "E": "Education, health and care plan (E)"}
WORKER = ("worker_name", "worker_phone", "worker_email")
HISTORY = "flag_"  # Begins the name under which a flag's changes stand in the history.


def fact_of(kind: str) -> str:
    """The name under which the days of a flag stand in the history."""
    return f"{HISTORY}{kind}"


def kind_in(fact: str) -> str:
    """The kind of flag that a line of the history is about; empty where it is about none."""
    told = fact.removeprefix(HISTORY) if fact.startswith(HISTORY) else ""
    return max((kind for kind in Kind.values if told.startswith(kind)), key=len, default="")


def words(*, value: str, start: date, end: date | None) -> str:
    """The days of a flag, such as "K from 1 September 2025 to 3 October 2025"."""
    said = f"{value} from" if value else "From"
    until = f" to {full_day(end)}" if end else ""
    return f"{said} {full_day(start)}{until}"


def words_of(flag: PupilFlag) -> str:
    """The days of a stored flag in words."""
    return words(value=flag.value, start=flag.start, end=flag.end)


def state_in(said: str) -> str:
    """What a file would have said of a flag with these days in words: Y, N, K or E."""
    if not said or " to " in said:
        return "N"
    return "Y" if said.startswith("From") else said[0]


def kinds_seen(person: User, *, pupil: Pupil, on: date) -> frozenset[str]:
    """The kinds of flag that the person may see of this pupil, with all that is in them."""
    if person.school_id != pupil.school_id:
        return frozenset()
    seen: set[str] = set()
    if sees_safeguarding(person):
        seen |= SAFEGUARDING
    if sees_medical(person, pupil=pupil, on=on):
        seen |= MEDICAL_AND_SEN
    if may(person, "see_contacts") or may(person, "edit_people"):
        seen |= set(Kind.values) - SAFEGUARDING - MEDICAL_AND_SEN
    return frozenset(seen)


def sees_safeguarding(person: User) -> bool:
    """Whether the person sees why a pupil is vulnerable, and who works with the family."""
    return _level(person, "see_safeguarding") == "all"


def require_safeguarding(by: User, *, school_id: int) -> str:
    """The role in which the person sees all of that at the school; raises NotPermitted."""
    if by.school_id == school_id:
        for role in ROLES:
            if role in by.roles and level(role, "see_safeguarding") == "all":
                return role
    raise NotPermitted("see_safeguarding", wholly=True)


def sees_that_vulnerable(person: User) -> bool:
    """Whether the person sees that a pupil is vulnerable, and not why."""
    return _level(person, "see_safeguarding") == "exists"


def sees_medical(person: User, *, pupil: Pupil, on: date) -> bool:
    """Whether the pupil's medical facts and special needs are the person's to see on the day."""
    if not may(person, "see_medical_and_sen"):
        return False
    if may(person, "see_medical_and_sen", Place(pupil.school_id)):
        return True
    rows = ClassMembership.objects.on_the_roll(school_id=pupil.school_id, day=on)
    return any(
        may(
            person,
            "see_medical_and_sen",
            Place(pupil.school_id, row.school_class_id, on, frozenset({row.year_group})),
        )
        for row in rows.filter(pupil=pupil)
    )


def looked_at(kinds: Iterable[str]) -> set[str]:
    """What the trail of who looked at what calls these kinds: safeguarding, medical."""
    shown = set(kinds)
    found = set()
    if shown & SAFEGUARDING:
        found.add("safeguarding")
    if shown & MEDICAL_AND_SEN:
        found.add("medical")
    return found


def _level(person: User, capability: str) -> str:
    """The widest of the person's roles: all, exists or none."""
    granted = {level(role, capability) for role in person.roles}
    return next((one for one in ("all", "exists") if one in granted), "none")
