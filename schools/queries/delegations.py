"""Find whom the headteacher has named, now, later and formerly."""

from dataclasses import dataclass
from datetime import date

from schools.models import Delegation, User
from schools.permissions import may
from schools.queries.staff_list import by_surname
from schools.staff import HEAD

SHOWN = 100


@dataclass(frozen=True)
class DelegationLine:
    """One delegation. state: now, later, over or withdrawn."""

    delegation: Delegation
    what: str
    state: str


def delegations(*, school_id: int, on: date, person: User | None = None) -> list[DelegationLine]:
    """The school's delegations, or those of one person, the latest first."""
    rows = Delegation.objects.filter(school_id=school_id).select_related("user", "given_by")
    if person is not None:
        rows = rows.filter(user=person)
    return [
        DelegationLine(one, one.get_capability_display(), _state(one, on=on))
        for one in rows.order_by("-start", "-pk")[:SHOWN]
    ]


def _state(one: Delegation, *, on: date) -> str:
    if one.withdrawn_at is not None:
        return "withdrawn"
    if one.end < on:
        return "over"
    return "later" if one.start > on else "now"


def may_decide(*, school_id: int, on: date) -> list[User]:
    """People whom a headteacher may name: who see pupils' attendance and are no headteacher."""
    people = User.objects.filter(school_id=school_id, is_system=False, is_active=True)
    found = [
        person
        for person in people.exclude(leaves_on__lt=on)
        if HEAD not in person.roles and may(person, "see_pupil_figures")
    ]
    return sorted(found, key=by_surname)
