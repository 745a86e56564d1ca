"""Find the codes of the old system in the first rows of a file, so that a person is asked."""

from collections.abc import Iterator

from registers.mapping.fields import MARKS, SESSION_MARK
from registers.mapping.meanings import Meanings, mark_in, marks_in, why_not_ten
from registers.mapping.reading import WEEK_CELL, Reading
from registers.mapping.sheet import Sheet

LOOKED_AT = 2_000  # Rows; what stands further down is found by the check.
FILLED_ONLY = ("am_code", "pm_code", SESSION_MARK)  # An empty cell of these has no mark.


def unexplained(sheet: Sheet, reading: Reading) -> list[str]:
    """Codes that are neither ours nor explained, in the order of their letters."""
    if reading.kind != MARKS or not reading.layout:
        return []
    meanings = Meanings(reading.codes)
    for cells in sheet.first(LOOKED_AT):
        for written in _written(cells, reading):
            meanings.of(written)
    return sorted(meanings.unknown)


def _written(cells: list[str], reading: Reading) -> Iterator[str]:
    if reading.layout == WEEK_CELL:
        for place in reading.places("week_marks"):
            text = marks_in(cells[place])
            if text.strip() and not why_not_ten(text):
                yield from text
        return
    for place in reading.places("code"):
        yield mark_in(cells[place])
    for name in FILLED_ONLY:
        for place in reading.places(name):
            if written := mark_in(cells[place]):
                yield written
