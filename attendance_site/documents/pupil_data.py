"""Put together all that is held on one pupil, as a zip file that names nobody else."""

import re
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

from django.template.loader import render_to_string

from attendance_site.documents.acts_on_pupil import acts_on_pupil
from audit.models import Act
from registers.queries.held_on_pupil import held_on_pupil as held_in_registers
from rules.rates import figures
from rules.sessions import school_year_of
from schools.models import Pupil, User
from schools.queries import held_on_pupil as of_school
from schools.queries.looks import CLASS, PARENT, PUPIL, looks
from toolkit import clock, csv_files
from toolkit.csv_files import Cell
from toolkit.days import day_and_time, full_day
from toolkit.held import Held, Mask
from toolkit.masking import Masker
from toolkit.pdf_pages import as_pdf

OF = {PUPIL: "the pupil", PARENT: "a contact", CLASS: "the class"}
SUMMARY = "read-me-first.pdf"


@dataclass(frozen=True)
class Year:
    """A pupil's figures of one school year, from the entries in force."""

    name: str
    possible: int
    present: int
    authorised: int
    unauthorised: int


def pupil_data(*, pupil: Pupil, by: User, at: datetime) -> bytes:
    """The zip: a CSV for each kind of fact, and a PDF to read.

    The same facts, asker and moment give the same bytes.
    """
    masker = Masker(of_school.others_than(pupil), of_school.own_of(pupil))
    held = everything_held(pupil=pupil, mask=masker.masked)
    files = {f"{one.name}.csv": csv_files.as_bytes(one.header, one.rows) for one in held}
    files[SUMMARY] = _summary(pupil, held, by=by, at=at)
    written = BytesIO()
    made = clock.local(at)
    stamp = (made.year, made.month, made.day, made.hour, made.minute, made.second)
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as folder:
        for name in sorted(files):
            folder.writestr(zipfile.ZipInfo(name, stamp), files[name], zipfile.ZIP_DEFLATED)
    return written.getvalue()


def everything_held(*, pupil: Pupil, mask: Mask) -> list[Held]:
    """Every kind of fact that any app holds on the pupil."""
    return [
        *of_school.held_on_pupil(pupil=pupil, mask=mask),
        *held_in_registers(pupil=pupil, mask=mask),
        _looks(pupil, mask),
        _acts(pupil, mask),
    ]


def _looks(pupil: Pupil, mask: Mask) -> Held:
    found = looks(school_id=pupil.school_id, pupils=Pupil.objects.filter(pk=pupil.pk))
    rows: list[tuple[Cell, ...]] = [
        (one.at, one.what, OF.get(one.subject_kind, "the school"), mask(of_school.title_of(one.by)))
        for one in found.order_by("at", "pk")
    ]
    return Held("looks", "Who has looked", ("at", "what", "of", "by"), rows, is_long=True)


def _acts(pupil: Pupil, mask: Mask) -> Held:
    rows: list[tuple[Cell, ...]] = [
        (one.at, one.act, mask(_title(one)), mask(one.reason)) for one in acts_on_pupil(pupil)
    ]
    return Held("acts", "What was done", ("at", "act", "by", "reason"), rows, is_long=True)


def _title(act: Act) -> str:
    return of_school.title_of(act.by if isinstance(act.by, User) else None)


def _summary(pupil: Pupil, held: list[Held], *, by: User, at: datetime) -> bytes:
    made = clock.local(at)
    title = f"All that {pupil.school.name} holds on {pupil.legal_forename} {pupil.legal_surname}"
    printed = f"Printed {day_and_time(made)}"
    about = {
        "title": title,
        "printed": f"{pupil.school.name}. {printed} by {of_school.title_of(by)}.",
        "years": _years(held),
        "kinds": [
            {
                "title": one.title,
                "file": f"{one.name}.csv",
                "count": len(one.rows),
                "is_long": one.is_long,
                "records": [] if one.is_long else [_filled(one, row) for row in one.rows],
            }
            for one in held
        ],
    }
    return as_pdf(render_to_string("keeping/print/pupil.html", about))


def _filled(held: Held, row: tuple[Cell, ...]) -> list[tuple[str, str]]:
    """The facts of a row that are known, under their names in words."""
    return [
        (_heading(name), _in_words(value))
        for name, value in zip(held.header, row, strict=True)
        if value is not None and value != ""
    ]


def _heading(name: str) -> str:
    """A column's name in words, such as "Address 1" for address1."""
    words = re.sub(r"([a-z])(\d)", r"\1 \2", name.replace("_", " ")).capitalize()
    return re.sub(r"\bupn\b", "UPN", words, flags=re.IGNORECASE)


def _in_words(value: Cell) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        at = clock.local(value)
        return day_and_time(at)
    return full_day(value) if isinstance(value, date) else str(value)


def _years(held: list[Held]) -> list[Year]:
    """The figures of each school year, newest first."""
    [marks] = [one for one in held if one.name == "marks"]
    day, code, replaced = (marks.header.index(name) for name in ("date", "code", "replaced_at"))
    found: dict[str, list[str]] = {}
    for row in marks.rows:
        if row[replaced] is None:
            found.setdefault(school_year_of(row[day]).name, []).append(str(row[code]))  # type: ignore[arg-type]
    years = []
    for name in sorted(found, reverse=True):
        sums = figures(found[name])
        years.append(Year(name, sums.possible, sums.present, sums.authorised, sums.unauthorised))
    return years
