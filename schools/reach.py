"""Compare what two people may do, capability by capability."""

from datetime import date

from schools.models import User
from schools.permissions import LIMITED, delegated_to
from schools.roles import NONE, table

# A level within another of the same capability; "all" and "head" hold every other.
WITHIN = {"teacher": frozenset({"office"})}
WIDEST = frozenset({"all", "head"})


def does_no_more(person: User, than: User, *, on: date) -> bool:
    """Whether all that the person may do on the day, the other may do too.

    Classes, year groups and cases are each person's own, so that the same level of them is more.
    """
    if delegated_to(person, on) - delegated_to(than, on):
        return False
    return all(
        _holds({levels[role] for role in than.roles}, levels[role])
        for levels in table().values()
        for role in person.roles
    )


def _holds(levels: set[str], asked: str) -> bool:
    if asked == NONE or levels & WIDEST:
        return True
    return bool(levels & ({asked} | WITHIN.get(asked, frozenset()))) and asked not in LIMITED
