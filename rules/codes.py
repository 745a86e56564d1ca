"""Say what each register code counts as, and which codes may be entered for a day."""

import csv
from datetime import date
from pathlib import Path
from typing import NamedTuple

from rules.sessions import AM, PM

TABLE = Path(__file__).parent / "data" / "register_codes.csv"


class Code(NamedTuple):
    """One row of the table; the first four flags are what one session adds to the figures."""

    code: str
    name: str
    family: str  # How it looks: present late offsite auth unauth unauthlate open unable none
    category: str  # The statistical class of the guidance.
    possible: int
    present: int
    authorised: int
    unauthorised: int
    on_site: int
    valid_from: date | None  # First day it may be entered for; None: no beginning known.
    valid_to: date | None  # Last day it may be entered for; None: still in force.
    group: str  # Where it stands in a list of codes to choose from.
    meaning: str
    replaced_by: tuple[str, ...]


class UnknownCode(ValueError):
    """The code is not in the table; look-alike letters of other alphabets are not in it either."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    def __str__(self) -> str:
        strange = next((letter for letter in self.code if not letter.isascii()), None)
        if strange is None:
            return f'"{self.code}" is not a register code.'
        return (
            f'"{self.code}" is not a register code: "{strange}" is not an ordinary '
            f"keyboard letter (U+{ord(strange):04X})."
        )


def read_table(path: Path) -> dict[str, Code]:
    """Read the table of codes, in its order.

    Source: SI 2024/208 regulation 10 and its statistical classes in Working together to improve
    school attendance (August 2024); see data/README.md.
    """
    lines = path.read_bytes().decode().splitlines()
    rows = [_code(row) for row in csv.DictReader(lines)]
    return {row.code: row for row in rows}


def _code(row: dict[str, str]) -> Code:
    return Code(
        code=row["code"],
        name=row["name"],
        family=row["family"],
        category=row["category"],
        possible=int(row["possible"]),
        present=int(row["present"]),
        authorised=int(row["authorised"]),
        unauthorised=int(row["unauthorised"]),
        on_site=int(row["on_site"]),
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        group=row["group"],
        meaning=row["meaning"],
        replaced_by=tuple(row["replaced_by"].split()),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


CODES = read_table(TABLE)  # Every code there has ever been: counting uses these whatever the day.
LEGACY = frozenset(code for code, row in CODES.items() if row.valid_to is not None)
POSSIBLE = frozenset(code for code, row in CODES.items() if row.possible)
PRESENT = frozenset(code for code, row in CODES.items() if row.present)
AUTHORISED = frozenset(code for code, row in CODES.items() if row.authorised)
UNAUTHORISED = frozenset(code for code, row in CODES.items() if row.unauthorised)
ON_SITE = frozenset(code for code, row in CODES.items() if row.on_site)
LATE = frozenset("LU")  # The two codes that carry minutes.
OFFERED = frozenset("VBKPWD")  # Known beforehand, yet written only when somebody says so.
STROKES = {AM: "/", PM: "\\"}


def counts_as(code: str) -> Code:
    """The code's own flags, whatever the day: registers of September 2024 still hold J, H and Y.

    Raises UnknownCode. Source: the statistical classes of Working together to improve school
    attendance (August 2024); using them for any day is a product rule.
    """
    try:
        return CODES[code]
    except KeyError:
        raise UnknownCode(code) from None


def meaning(code: str) -> str:
    """The code in a few plain words, for a screen. Raises UnknownCode. Source: product rule."""
    return counts_as(code).meaning


def family(code: str) -> str:
    """The family that decides shape and colour. Raises UnknownCode. Source: product rule."""
    return counts_as(code).family


def not_yet_in_force(code: str, *, on: date) -> bool:
    """Whether the day lies before the code's first day. Raises UnknownCode.

    Source: SI 2024/208, regulation 10, in force from 19 August 2024.
    """
    first = counts_as(code).valid_from
    return first is not None and on < first


def no_longer_in_force(code: str, *, on: date) -> bool:
    """Whether the day lies after the code's last day. Raises UnknownCode.

    Source: SI 2024/208, which replaced J, H and Y; F was withdrawn on 1 September 2013.
    """
    last = counts_as(code).valid_to
    return last is not None and on > last


def may_be_entered(code: str, *, on: date) -> bool:
    """Whether the edition of the table in force on the day has this code; unknown codes: no.

    Source: SI 2024/208, regulation 10, and before it the Education (Pupil Registration)
    (England) Regulations 2006.
    """
    return (
        code in CODES and not not_yet_in_force(code, on=on) and not no_longer_in_force(code, on=on)
    )


def entry_codes(*, on: date) -> frozenset[str]:
    """The edition in force on the day: every code that may be entered for it.

    Source: SI 2024/208, regulation 10, and before it the Education (Pupil Registration)
    (England) Regulations 2006.
    """
    return frozenset(code for code in CODES if may_be_entered(code, on=on))


def why_not_entered(code: str, *, on: date) -> str:
    """Say in one sentence why the code may not be entered for the day; empty when it may.

    Source: as for may_be_entered; the wording is a product rule.
    """
    if code not in CODES:
        return str(UnknownCode(code))
    row = CODES[code]
    if row.valid_from is not None and on < row.valid_from:
        return f"{code} may be entered from {_in_words(row.valid_from)} on, not before."
    if row.valid_to is not None and on > row.valid_to:
        instead = f" Use {' or '.join(row.replaced_by)}." if row.replaced_by else ""
        return f"{code} ended on {_in_words(row.valid_to)}.{instead}"
    return ""


def _in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def stroke(half: str) -> str:
    """The code for present in that half of the day. Raises ValueError for any other half.

    Source: SI 2024/208, regulation 10(2), Table 1.
    """
    try:
        return STROKES[half]
    except KeyError:
        raise ValueError(f'A session is AM or PM, not "{half}".') from None


def with_right_stroke(code: str, *, half: str) -> str:
    """The same code, but a stroke of the wrong half of the day becomes the right one.

    Raises UnknownCode, ValueError for a half that is neither AM nor PM.
    Source: SI 2024/208, regulation 10(2), Table 1; mending the stroke is a product rule.
    """
    right = stroke(half)
    return right if counts_as(code).code in STROKES.values() else code
