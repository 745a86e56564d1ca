"""Decide what a person may do, from the table of roles."""

from dataclasses import dataclass, field
from datetime import date

from schools.models import ClassTeacher, Delegation, User
from schools.roles import DELEGATE, NONE, ROLE_NAMES, ROLES, table

LIMITED = frozenset({"own", "own_years", "own_session"})  # To a class, and to a time.
EXISTS = "exists"  # To know that there is something, and not what.
DELEGABLE = frozenset(Delegation.Capability.values)  # What a headteacher may name somebody for.


class NotPermitted(Exception):
    """The person may not do this; its text says who can."""

    def __init__(self, capability: str, *, elsewhere: bool = False, wholly: bool = False) -> None:
        super().__init__(capability)
        self.capability = capability
        self.elsewhere = elsewhere  # The person may do it, but not there or not any more.
        self.wholly = wholly  # It is not enough to know that there is something.

    def __str__(self) -> str:
        limited = LIMITED if self.elsewhere else frozenset()
        if self.wholly:
            limited |= {EXISTS}
        able = [
            ROLE_NAMES[role]
            for role, level in table()[self.capability].items()
            if level not in {NONE, *limited}
        ]
        what = "this for this class now" if self.elsewhere else "this"
        return f"You cannot do {what}. It can be done by: {', '.join(able)}."


@dataclass(frozen=True)
class Place:
    """What an act is about: a class on a day, with the year groups in it.

    session_over: whether the session has ended, which ends a teacher's own corrections.
    """

    school_id: int
    class_id: int | None = None
    day: date | None = None
    year_groups: frozenset[str] = field(default_factory=frozenset)
    session_over: bool = False


def level(role: str, capability: str) -> str:
    """What the table says for a role, such as "own", "all" or "none"."""
    return table()[capability][role]


def classes_of(person: User, day: date) -> frozenset[int]:
    """Keys of the classes that the person teaches or covers on the day; read once a request."""
    return frozenset(class_names_of(person, day))


def class_names_of(person: User, day: date) -> dict[int, str]:
    """The names of those classes by their keys, in the order of the names."""
    known: dict[date, dict[int, str]] = person.__dict__.setdefault("_classes_by_day", {})
    if day not in known:
        from django.db.models import Q

        rows = ClassTeacher.objects.filter(
            Q(end__isnull=True) | Q(end__gte=day),
            school_id=person.school_id,
            user=person,
            start__lte=day,
        )
        named = rows.order_by("school_class__name")
        known[day] = dict(named.values_list("school_class_id", "school_class__name"))
    return known[day]


def delegated_to(person: User, day: date) -> frozenset[str]:
    """What the headteacher has named the person to decide on the day; read once a request."""
    known: dict[date, frozenset[str]] = person.__dict__.setdefault("_delegated_by_day", {})
    if day not in known:
        rows = Delegation.objects.filter(
            school_id=person.school_id,
            user=person,
            start__lte=day,
            end__gte=day,
            withdrawn_at__isnull=True,
        )
        known[day] = frozenset(rows.values_list("capability", flat=True))
    return known[day]


def role_for(
    person: User, capability: str, place: Place | None = None, *, on: date | None = None
) -> str | None:
    """The first of the person's roles, in the table's order, that permits the act; else None.

    Without a place it is asked whether the person may do it anywhere.
    on: the day on which it is done, which need not be the day it is about. With it, somebody who
    has left may do nothing, and somebody the headteacher has named for that day may decide
    (DELEGATE); without it nobody is taken for a delegate.
    """
    if place is not None and place.school_id != person.school_id:
        return None
    if on is not None and person.has_left(on):
        return None
    for role in ROLES:
        if role in person.roles and _covers(person, role, level(role, capability), place):
            return role
    if on is not None and capability in DELEGABLE and capability in delegated_to(person, on):
        return DELEGATE
    return None


def may(
    person: User, capability: str, place: Place | None = None, *, on: date | None = None
) -> bool:
    """Whether the person may do it, there or (without a place) anywhere; see `role_for`."""
    return role_for(person, capability, place, on=on) is not None


def require(
    person: User, capability: str, place: Place | None = None, *, on: date | None = None
) -> str:
    """The role by which the person may do it, as `role_for` gives it; raises NotPermitted."""
    role = role_for(person, capability, place, on=on)
    if role is None:
        elsewhere = place is not None and may(person, capability, on=on)
        raise NotPermitted(capability, elsewhere=elsewhere)
    return role


def _covers(person: User, role: str, granted: str, place: Place | None) -> bool:
    if granted == NONE:
        return False
    if place is None or granted not in LIMITED:
        return True
    if granted == "own_session" and place.session_over:
        return False
    if role == "year_lead":
        return bool(place.year_groups & set(person.year_groups))
    return place.day is not None and place.class_id in classes_of(person, place.day)
