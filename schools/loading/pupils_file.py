"""Check pupils.csv, one row for each enrolment."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from rules.sessions import YEAR_GROUPS
from schools.addresses import ADDRESS
from schools.loading.cells import Row, rows_of
from schools.loading.files import open_table
from schools.loading.numbers import EXPECTED_UPN, upn_fault, upn_is_temporary
from schools.loading.report import Report
from schools.models import Enrolment, Pupil, PupilFlag, SchoolClass

FILE = "pupils.csv"
NEEDED = ("upn", "legal_surname", "legal_forename", "date_of_birth", "year_group", "class",
          "start_date")  # fmt: skip
NAMES = ("legal_surname", "legal_forename", "middle_names", "preferred_surname",
         "preferred_forename", "ethnicity", "first_language", *ADDRESS)  # fmt: skip
FLAGS = tuple(kind for kind in PupilFlag.Kind.values if kind != PupilFlag.Kind.SEN)
KNOWN = ("sex", "end_date", "leaving_ground", "last_school", "next_school", "enrolment",
         "sen", *NAMES, *FLAGS)  # fmt: skip
GROUNDS = tuple("abcdefghijklmno")  # SI 2024/208, regulation 9(1).


@dataclass(frozen=True)
class PupilRow:
    """One enrolment and what the row says of the pupil; facts leave out what is not known."""

    line: int
    upn: str
    facts: dict[str, Any]
    start: date
    end: date | None
    stay: dict[str, str]  # kind, leaving_ground, last_school, next_school as far as known.
    class_name: str
    year_group: str
    flags: dict[str, str] = field(default_factory=dict)  # Kind to Y, N, K or E.


@dataclass
class PupilRows:
    """The rows that are right, and the numbers of pupils whose rows are not."""

    rows: list[PupilRow] = field(default_factory=list)
    doubtful: set[str] = field(default_factory=set)
    readable: bool = True  # False when the file itself was refused.

    def latest(self) -> dict[str, PupilRow]:
        """The latest enrolment of each pupil, which says what is true of the pupil now."""
        return {row.upn: row for row in sorted(self.rows, key=lambda row: row.start)}


def check_pupils(path: Path, report: Report) -> PupilRows:
    """Read the file; what is refused is in the report."""
    table = open_table(path, needed=NEEDED, known=KNOWN, report=report)
    if table is None:
        return PupilRows(readable=False)
    found = PupilRows()
    of_pupil: dict[str, list[PupilRow]] = {}
    temporary: dict[str, int] = {}
    count = 0
    for row in rows_of(table):
        count += 1
        read = _read(row)
        if read is not None:
            _compare(row, read, of_pupil.setdefault(read.upn, []))
            if upn_is_temporary(read.upn):
                temporary.setdefault(read.upn, row.line)
        if read is None or row.faulty:
            found.doubtful.add(row.raw("upn").upper())
        if read is not None:
            of_pupil[read.upn].append(read)
            found.rows.append(read)
    if not count:
        report.refuse(FILE, 2, "", "no rows", "at least one pupil")
    if temporary:
        listed = ", ".join(f"{upn} (line {line})" for upn, line in list(temporary.items())[:50])
        report.notice(f"{FILE}: {len(temporary)} temporary UPNs: {listed}.")
    return found


def _read(row: Row) -> PupilRow | None:
    upn = row.needed("upn", EXPECTED_UPN).upper()
    if upn and (fault := upn_fault(upn)):
        row.refuse("upn", fault)
    row.needed("legal_surname", "the legal surname")
    row.needed("legal_forename", "the legal forename")
    row.needed("class", "the name of the class")
    row.needed("year_group", "the year group")
    facts: dict[str, Any] = row.texts(NAMES, Pupil)
    if sex := row.choice("sex", Pupil.Sex.values):
        facts["sex"] = sex
    born, start, end = row.needed_day("date_of_birth"), row.needed_day("start_date"), row.day(
        "end_date"
    )  # fmt: skip
    class_name = row.text("class", SchoolClass, "name")
    year_group = row.choice("year_group", YEAR_GROUPS)
    stay = row.texts(("last_school", "next_school"), Enrolment)
    if kind := row.choice("enrolment", Enrolment.Kind.values):
        stay["kind"] = kind
    if ground := row.choice("leaving_ground", GROUNDS):
        stay["leaving_ground"] = ground
        if not row.raw("end_date"):
            row.refuse("leaving_ground", "nothing, because there is no end_date")
    flags = {kind: row.choice(kind, ("Y", "N")) for kind in FLAGS}
    flags["sen"] = row.choice("sen", ("N", "K", "E"))
    if born and start and born >= start:
        row.refuse("date_of_birth", f"a day before the start_date ({start})")
    if start and end and end < start:
        row.refuse("end_date", f"a day not before the start_date ({start})")
    if row.faulty or start is None:
        return None
    facts["date_of_birth"] = born
    known = {kind: text for kind, text in flags.items() if text}
    return PupilRow(row.line, upn, facts, start, end, stay, class_name, year_group, known)


def _compare(row: Row, read: PupilRow, others: list[PupilRow]) -> None:
    """Refuse a stay that overlaps another of the same pupil, or another date of birth."""
    for other in others:
        if other.facts["date_of_birth"] != read.facts["date_of_birth"]:
            row.refuse("date_of_birth", f"{other.facts['date_of_birth']}, as on line {other.line}")
        if overlaps(read.start, read.end, other.start, other.end):
            row.refuse("start_date", f"an enrolment that does not overlap the one on line "
                       f"{other.line} ({words(other.start, other.end)})")  # fmt: skip


def ends_sooner(said: date | None, known: date | None) -> bool:
    """Whether a file ends a stay that has no end, or before the end that it has."""
    return said is not None and (known is None or said < known)


def overlaps(start: date, end: date | None, other_start: date, other_end: date | None) -> bool:
    """Whether two spans have a day in common; an empty end leaves a span open."""
    return (other_end is None or start <= other_end) and (end is None or other_start <= end)


def words(start: date, end: date | None) -> str:
    """A span in words."""
    return f"{start} to {end}" if end else f"from {start} on"
