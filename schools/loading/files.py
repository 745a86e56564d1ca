"""Read a CSV file line by line, in a bounded amount of memory, once it is known to be one."""

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from schools.loading.report import Report

CHUNK_BYTES = 1 << 20
AS_TEXT = "UTF-8 text (in a spreadsheet: save as CSV UTF-8)"
TEXT_NOT_FORMULA = ("'=", "'+", "'-", "'@", "'\t")  # How our own exports write such text.


@dataclass
class Table:
    """A file whose header is right; columns: name to place in the row."""

    path: Path
    encoding: str
    columns: dict[str, int]
    width: int
    report: Report
    delimiter: str = ","

    @property
    def name(self) -> str:
        """The file's name, as reports give it."""
        return self.path.name

    def lines(self) -> Iterator[tuple[int, list[str]]]:
        """Each row with the number of its first line; rows without any text are left out."""
        with self.path.open(encoding=self.encoding, newline="") as text:
            rows = csv.reader(text, delimiter=self.delimiter)
            next(rows)
            line = rows.line_num + 1
            try:
                for cells in rows:
                    if len(cells) < self.width:
                        cells += [""] * (self.width - len(cells))
                    if len(cells) > self.width and any(cells[self.width :]):
                        expected = f"{self.width} cells, one for each column"
                        self.report.refuse(self.name, line, "", f"{len(cells)} cells", expected)
                    elif any(cells):
                        yield line, cells
                    line = rows.line_num + 1
            except csv.Error as fault:
                self.report.refuse(self.name, line, "", fault, "a row of comma-separated values")


def open_table(
    path: Path, *, needed: tuple[str, ...], known: tuple[str, ...], report: Report
) -> Table | None:
    """Check encoding and header; None when they are refused, with the faults in the report.

    needed: columns that must be there. known: the others that are read; any more are named in
    the report and ignored.
    """
    encoding = encoding_of(path, report)
    if encoding is None:
        return None
    try:
        with path.open(encoding=encoding, newline="") as text:
            header = [name.strip().lower() for name in next(csv.reader(text))]
    except csv.Error as fault:
        report.refuse(path.name, 1, "", fault, "a row of column names")
        return None
    before = report.fault_count
    for column in dict.fromkeys(name for name in header if name and header.count(name) > 1):
        report.refuse(path.name, 1, column, f"{header.count(column)} times", "the column once")
    for column in needed:
        if column not in header:
            report.refuse(path.name, 1, column, "no such column", f"a column {column}")
    if report.fault_count > before:
        return None
    strange = [name for name in header if name and name not in {*needed, *known}]
    if strange:
        report.notice(f"{path.name}: these columns are not known and were ignored: "
                      f"{', '.join(strange)}.")  # fmt: skip
    columns = {name: place for place, name in enumerate(header) if name}
    return Table(path, encoding, columns, len(header), report)


def encoding_of(path: Path, report: Report) -> str | None:
    """The encoding by which the whole file can be read; None when there is none."""
    strict = {name: codecs.getincrementaldecoder(name)() for name in ("utf-8", "cp1252")}
    line, empty = 1, True
    with path.open("rb") as file:
        first = file.read(4)
        if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            report.refuse(path.name, 1, "", "UTF-16", AS_TEXT)
            return None
        file.seek(0)
        while chunk := file.read(CHUNK_BYTES):
            nul = chunk.find(b"\0")
            if nul >= 0:
                report.refuse(path.name, line + chunk.count(b"\n", 0, nul), "", "a NUL byte",
                              AS_TEXT)  # fmt: skip
                return None
            empty = empty and not chunk.removeprefix(codecs.BOM_UTF8).strip()
            line += chunk.count(b"\n")
            _drop_failing(strict, chunk, final=False)
    _drop_failing(strict, b"", final=True)
    if empty:
        report.refuse(path.name, 1, "", "an empty file", "a row of column names, then the rows")
        return None
    if "utf-8" in strict:
        return "utf-8-sig"
    if "cp1252" in strict:
        report.notice(f"{path.name} is not UTF-8; it was read as Windows text (cp1252). "
                      "Look whether names with accents are right.")  # fmt: skip
        return "cp1252"
    report.refuse(path.name, 1, "", "bytes that are no text", AS_TEXT)
    return None


def _drop_failing(
    decoders: dict[str, codecs.IncrementalDecoder], chunk: bytes, *, final: bool
) -> None:
    for name, decoder in list(decoders.items()):
        try:
            decoder.decode(chunk, final)
        except UnicodeDecodeError:
            del decoders[name]


def plain(cell: str) -> str:
    """The cell without outer spaces, and without the quote that keeps a sheet from computing."""
    cell = cell.strip()
    return cell[1:] if cell.startswith(TEXT_NOT_FORMULA) else cell
