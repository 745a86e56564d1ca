"""Write tables as CSV that a spreadsheet shows as text and never runs as a formula."""

import csv
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from io import StringIO

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t")  # In common spreadsheets.
Cell = str | int | Decimal | bool | date | datetime | time | None


class NotATable(ValueError):
    """A row does not have as many cells as the header, or a cell is of no kind that we write."""


def cell(value: Cell) -> str:
    """The value as every file of ours has it.

    Text that could start a formula gets a leading '; days are YYYY-MM-DD, moments ISO 8601 with
    their offset, times HH:MM, flags Y and N, and nothing known is empty. A number stays a number,
    a negative one too. Raises NotATable.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(STARTS_A_FORMULA) else value
    if isinstance(value, bool):
        return "Y" if value else "N"
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, int | Decimal):
        return str(value)
    raise NotATable(f"A cell cannot hold {type(value).__name__}.")


def lines(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """The header and each row as one line of CSV each, which may hold line breaks in quotes."""
    buffer = StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    yield _taken(buffer)
    for row in rows:
        if len(row) != len(header):
            raise NotATable(f"A row has {len(row)} cells under a header of {len(header)}.")
        writer.writerow([cell(value) for value in row])
        yield _taken(buffer)


def as_bytes(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The whole table as UTF-8 without a byte order mark."""
    return "".join(lines(header, rows)).encode()


def sha256(data: bytes) -> str:
    """The fingerprint of a file's content, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _taken(buffer: StringIO) -> str:
    """What was written since the last time."""
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text
