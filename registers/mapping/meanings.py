"""Read one mark, or the ten marks of a cell: our codes, and those that a person has explained."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from registers.mapping.reading import NO_MARK
from rules.codes import CODES
from schools.loading.files import TEXT_NOT_FORMULA, plain

MARKS_OF_A_WEEK = 10  # Monday morning to Friday afternoon.
TWO_LETTERS = tuple(code for code in CODES if len(code) == 2)
MOST_UNKNOWN = 200  # Different codes that are kept; more are no codes.
LONGEST_CODE = 40  # Letters; a longer text is no code, and is not asked about.
EXPECTED = "a register code, or a code of the old system whose meaning was chosen"


@dataclass
class Meanings:
    """codes: what codes that are not ours mean. Counts what was met on the way."""

    codes: Mapping[str, str]
    unknown: Counter[str] = field(default_factory=Counter)
    without_mark: Counter[str] = field(default_factory=Counter)

    def of(self, written: str) -> str | None:
        """Our code; NO_MARK for a session without a mark; None when nobody has said."""
        if written in CODES:
            return written
        meant = self.codes.get(written)
        if meant is None:
            is_kept = written in self.unknown or len(self.unknown) < MOST_UNKNOWN
            if is_kept and len(written) <= LONGEST_CODE:
                self.unknown[written] += 1
            return None
        if meant == NO_MARK:
            self.without_mark[written] += 1
        return meant


def mark_in(cell: str) -> str:
    """The text of a cell that holds one mark."""
    return plain(cell)


def marks_in(cell: str) -> str:
    """The text of a cell that holds ten marks: a space in it may be one of them."""
    return cell[1:] if cell.startswith(TEXT_NOT_FORMULA) else cell


def why_not_ten(text: str) -> str:
    """What was expected instead of these marks of a week; empty when they can be told apart.

    A code of two letters in a row of marks could as well be two marks: that is never guessed.
    """
    two = next((code for code in TWO_LETTERS if code in text), None)
    if two is not None:
        return (f"marks of one letter each: in a row of marks {two} can be read in two ways. Put "
                "each session into a cell of its own")  # fmt: skip
    if len(text) != MARKS_OF_A_WEEK:
        return f"{MARKS_OF_A_WEEK} marks, Monday AM to Friday PM; here are {len(text)}"
    return ""
