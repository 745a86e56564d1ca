"""Make a school's own file of what another system wrote, to be checked and loaded as any other."""

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from registers.loading import mark_rows as marks_file
from registers.mapping.fields import MARKS
from registers.mapping.known_pupils import KnownPupils
from registers.mapping.mark_rows import COLUMNS, MarkRows
from registers.mapping.places import Place, PlacesWriter
from registers.mapping.pupil_rows import PupilRows
from registers.mapping.reading import Reading
from registers.mapping.sheet import SheetRefused, open_sheet
from schools.loading import pupils_file
from schools.loading.report import Report
from schools.models import School
from toolkit.words import counted, were

STEP = 25_000  # Rows between two words of progress.
PLACES = "places"
Progress = Callable[[str], None]


@dataclass
class Made:
    """What was made; columns: what people call the column of each field of ours.

    unknown: codes that nobody has explained yet. faults, notices: how many were said of it on
    the way, before the loader saw it.
    """

    file: str
    source: str
    sheet_columns: tuple[str, ...] = ()
    columns: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    faults: int = 0
    notices: int = 0


def make_file(
    *,
    path: Path,
    reading: Reading,
    school: School,
    into: Path,
    report: Report,
    progress: Progress,
) -> Made:
    """Write marks.csv or pupils.csv into the folder, and where each of its rows comes from.

    What cannot be read is a fault in the report, by the file, line and column of the other
    system's file; such a row is left out.
    """
    file = marks_file.FILE if reading.kind == MARKS else pupils_file.FILE
    made = Made(file, path.name)
    try:
        _make(made, path, reading, school, into, report, progress)
    except SheetRefused as refused:
        report.refuse(path.name, 1, "", "this file", str(refused))
    made.faults, made.notices = len(report.faults), len(report.notices)
    return made


def _make(
    made: Made,
    path: Path,
    reading: Reading,
    school: School,
    into: Path,
    report: Report,
    progress: Progress,
) -> None:
    sheet = open_sheet(path)
    for notice in sheet.notices:
        report.notice(notice)
    _name_unused(sheet.columns, reading, path.name, report)

    def say(number: int) -> None:
        if number % STEP == 0:
            progress(f"Checking {path.name}: {number:,} rows read")

    progress(f"Checking {path.name}")
    made.sheet_columns = sheet.columns
    made.columns = {name: sheet.columns[place] for place, name in sorted(reading.fields.items())}
    if reading.kind == MARKS:
        marks = MarkRows(sheet, reading, KnownPupils(school), report)
        _write(into, made.file, COLUMNS, marks.rows(say))
        made.unknown = sorted(marks.meanings.unknown)
        _tell_of_no_marks(marks, report)
    else:
        pupils = PupilRows(sheet, reading, report)
        _write(into, made.file, pupils.columns, pupils.rows(say))
        whole = made.columns.get("full_name")
        if whole:
            made.columns |= {"legal_surname": whole, "legal_forename": whole}


def _write(
    into: Path, file: str, columns: Iterable[str], rows: Iterable[tuple[Place, list[str]]]
) -> None:
    path = into / file
    with path.open("w", encoding="utf-8", newline="") as out, PlacesWriter(into / PLACES) as places:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns)
        for place, row in rows:
            places.add(place)
            writer.writerow(row)


def _name_unused(columns: tuple[str, ...], reading: Reading, name: str, report: Report) -> None:
    unused = [column for place, column in enumerate(columns) if place not in reading.fields]
    if unused:
        report.notice(f"{name}: these columns were not used: {', '.join(unused)}.")


def _tell_of_no_marks(marks: MarkRows, report: Report) -> None:
    name = marks.sheet.name
    if marks.empty:
        report.notice(f"{name}: {counted(marks.empty, 'empty cells')} {were(marks.empty)} left "
                      "without a mark.")  # fmt: skip
    for written, number in sorted(marks.meanings.without_mark.items()):
        shown = f'"{written}"' if written.strip() else "nothing" if not written else "a space"
        report.notice(f"{name}: {counted(number, 'sessions')} with {shown} {were(number)} left "
                      "without a mark, as was chosen.")  # fmt: skip
