"""Offer the codes that fit what was said, for a person to choose from."""

from dataclasses import dataclass
from datetime import date

from registers.permissions import codes_of
from registers.views.code_help import Told, told
from rules import code_help, codes
from rules.code_guards import NEVER_PLANNED
from schools.models import User

USUAL = ("I", "M", "R", "G", "O")
MOST = 4


@dataclass(frozen=True)
class Offered:
    """A code beside its words. case: the situation that it is for, "" for a usual one.

    is_open: whether the person may choose it; where not, who does stands in told.
    """

    told: Told
    case: str
    why: str
    is_open: bool


def codes_allowed(by: User, *, on: date) -> list[str]:
    """The codes of absence that the person may plan, in the order of the table of codes."""
    allowed = codes_of(by, on=on) - NEVER_PLANNED
    return [code for code in codes.CODES if code in allowed]


def offered(words: str, *, allowed: list[str], chosen: str) -> list[Offered]:
    """The codes that fit the words best, then the usual ones; what is chosen is among them."""
    found: dict[str, Offered] = {}
    for case in code_help.find(words) if words.strip() else []:
        for code in case.codes:
            if code not in NEVER_PLANNED and code not in found and len(found) < MOST:
                found[code] = Offered(told(code), case.situation, case.why, code in allowed)
    for code in (*USUAL, chosen):
        if code in allowed and code not in found:
            found[code] = Offered(told(code), case="", why="", is_open=True)
    return list(found.values())
