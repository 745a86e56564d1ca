"""Open a CSV file of another system: its text, what separates it, its headings, its rows."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path

from registers.mapping.headings import heading_in
from schools.loading.cells import day_in
from schools.loading.files import Table, encoding_of
from schools.loading.numbers import SHAPE
from schools.loading.report import Report

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs"}  # The first wins where all fit.
FIRST_BYTES = 256 * 1024  # Within which the headings must end.
MOST_COLUMNS = 500  # A year has 380 sessions.
STROKES = frozenset("/\\")
WORKBOOK = b"PK\x03\x04"
LONGEST_NAME = 60


class SheetRefused(ValueError):
    """The file cannot be read as rows under headings; the text says why and what to do."""


@dataclass(frozen=True)
class Sheet:
    """A file whose text and headings can be read. Columns are known by their place, from 0."""

    path: Path
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    notices: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """What people call each column: its heading, with its number where that is not enough."""
        often = Counter(heading.lower() for heading in self.header)
        return tuple(
            f"{heading[:LONGEST_NAME]} (column {place})" if heading and often[heading.lower()] > 1
            else heading[:LONGEST_NAME] or f"column {place}"
            for place, heading in enumerate(self.header, 1)
        )  # fmt: skip

    def lines(self, report: Report) -> Iterator[tuple[int, list[str]]]:
        """Each row that has text in it, with its line; what is no row is refused in the report."""
        table = Table(self.path, self.encoding, {}, len(self.header), report, self.delimiter)
        return table.lines()

    def first(self, rows: int) -> list[list[str]]:
        """The first rows, without their lines."""
        return [cells for _, cells in islice(self.lines(Report()), rows)]


def open_sheet(path: Path) -> Sheet:
    """Read the encoding and the headings. Raises SheetRefused."""
    with path.open("rb") as file:
        first = file.read(FIRST_BYTES)
    if first.startswith(WORKBOOK):
        raise SheetRefused(f"{path.name} is a workbook or a zip. In a spreadsheet, save it as "
                           "CSV UTF-8, then choose that file.")  # fmt: skip
    report = Report()
    encoding = encoding_of(path, report)
    if encoding is None:
        fault = report.faults[0]
        raise SheetRefused(f"{path.name} cannot be read: line {fault.line} is {fault.found}. "
                           f"It must be {fault.expected}.")  # fmt: skip
    text = first.decode(encoding, errors="ignore")
    if len(first) == FIRST_BYTES and "\n" not in text and "\r" not in text:
        raise SheetRefused(f"The first line of {path.name} does not end. It must hold the "
                           "headings of the columns.")  # fmt: skip
    delimiter, header = _header(path.name, text)
    _refuse_strange(path.name, header)
    sheet = Sheet(path, encoding, delimiter, header, _notices(path.name, delimiter, header, report))
    of_rows = Report()
    if next(sheet.lines(of_rows), None) is None and not of_rows.fault_count:
        raise SheetRefused(f"{path.name} has headings and no rows under them.")
    return sheet


def _header(name: str, text: str) -> tuple[str, tuple[str, ...]]:
    """What separates the cells, by which there are most headings, and the headings."""
    found: list[tuple[str, list[str]]] = []
    for delimiter in DELIMITERS:
        try:
            found.append((delimiter, next(csv.reader(io.StringIO(text), delimiter=delimiter), [])))
        except csv.Error:
            continue
    delimiter, cells = max(found, key=lambda one: len(one[1]), default=(",", []))
    header = tuple(cell.strip() for cell in cells)
    if not any(header):
        raise SheetRefused(f"The first line of {name} is empty. It must hold the headings of the "
                           "columns.")  # fmt: skip
    return delimiter, header


def _refuse_strange(name: str, header: tuple[str, ...]) -> None:
    data = next((cell for cell in header if _is_data(cell)), None)
    if data is not None:
        raise SheetRefused(f'The first line of {name} holds no headings but a row: "{data}" stands '
                           "in it. Put a line with the names of the columns first.")  # fmt: skip
    if len(header) == 1:
        raise SheetRefused(f"{name} has one column only. Its cells must be separated by commas, "
                           "semicolons or tabs, with headings in its first line.")  # fmt: skip
    if len(header) > MOST_COLUMNS:
        raise SheetRefused(f"{name} has {len(header):,} columns; at most {MOST_COLUMNS} can be "
                           "read. Split it.")  # fmt: skip


def _is_data(cell: str) -> bool:
    """Whether no heading ever reads like this: a UPN, a day, a stroke."""
    return bool(SHAPE.fullmatch(cell.upper()) or day_in(cell)) or cell in STROKES


def _notices(name: str, delimiter: str, header: tuple[str, ...], report: Report) -> tuple[str, ...]:
    notices = list(report.notices)
    if delimiter != ",":
        notices.append(f"{name} is separated by {DELIMITERS[delimiter]}.")
    named = [heading for heading in header if heading and not heading_in(heading)]
    often = Counter(heading.lower() for heading in named)
    twice = {heading.lower(): heading for heading in named if often[heading.lower()] > 1}
    if twice:
        shown = ", ".join(f'"{heading[:LONGEST_NAME]}"' for heading in twice.values())
        notices.append(f"{name} has several columns called {shown}; they are told apart by their "
                       "numbers.")  # fmt: skip
    return tuple(notices)
