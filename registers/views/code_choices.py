"""Group the codes that somebody may choose, in words."""

from collections.abc import Iterable
from typing import NamedTuple

from registers.permissions import IN_WORDS
from rules import codes

FEW = 6
HERE, AWAY = "At school", "Away from school"
GROUPS = {
    "attending_other_place": "Learning somewhere else",
    "leave_of_absence": "Leave of absence",
    "other_authorised": "Other authorised absence",
    "unable_to_attend": "Unable to attend",
    "unauthorised": "Absent without authorisation",
}


class Group(NamedTuple):
    """Codes under one heading, in the order of the table of codes."""

    heading: str
    codes: list[codes.Code]


def grouped(allowed: Iterable[str]) -> list[Group]:
    """The codes under headings; a short list needs no more than two of them."""
    chosen = set(allowed)
    rows = [row for code, row in codes.CODES.items() if code in chosen]
    few = len(rows) <= FEW
    found: dict[str, list[codes.Code]] = {}
    for heading in (HERE, AWAY, *GROUPS.values()):
        found[heading] = []
    for row in rows:
        found[_heading(row, few=few)].append(row)
    return [Group(heading, members) for heading, members in found.items() if members]


def _heading(row: codes.Code, *, few: bool) -> str:
    if row.on_site:
        return HERE
    return AWAY if few else GROUPS.get(row.group, AWAY)


def as_data(wanted: Iterable[str]) -> dict[str, dict[str, object]]:
    """For the script: each code's family and words, and whether it needs a written reason."""
    return {
        code: {"f": codes.family(code), "t": codes.meaning(code), "r": code in IN_WORDS}
        for code in codes.CODES
        if code in set(wanted)
    }
