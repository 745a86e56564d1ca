"""Upload a file of another system, say what its columns hold, and see what becomes of it."""

from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from registers.actions.choose_columns import choose_columns
from registers.actions.receive_file import receive_file
from registers.mapping.fields import MARKS
from registers.mapping.proposing import proposed
from registers.mapping.reading import Reading
from registers.mapping.remembering import remembered
from registers.mapping.sheet import open_sheet
from registers.models import FolderLoad, Mark
from registers.uploads import storage
from schools.models import User
from tests.loading.folders import AT
from tests.loads.uploads import approve, check, run

REAL = AT + timedelta(seconds=7)
NAME = "old marks.csv"


def receive(text: str | bytes, by: User, *, kind: str = MARKS, name: str = NAME) -> FolderLoad:
    content = text.encode() if isinstance(text, str) else text
    return receive_file(file=SimpleUploadedFile(name, content), kind=kind, by=by, at=AT)


def proposal(load: FolderLoad) -> Reading:
    """What is proposed for the upload."""
    sheet = open_sheet(storage.folder_of(load.place) / load.files[0]["name"])
    kind = load.reading["kind"]
    return proposed(kind, sheet, remembered(school=load.school, kind=kind, sheet=sheet))


def choose(
    load: FolderLoad,
    by: User,
    *,
    codes: dict[str, str] | None = None,
    week: date | None = None,
    fields: dict[int, str] | None = None,
    **other: Any,
) -> FolderLoad:
    """Say yes to the proposal, as far as nothing else is said."""
    said = proposal(load)
    reading = Reading(
        said.kind,
        said.fields if fields is None else fields,
        said.codes if codes is None else codes,
        week,
    )
    return choose_columns(
        school=by.school, load_id=load.pk, by=by, reading=reading, at=AT, real=REAL, **other
    )


def checked(text: str | bytes, by: User, *, kind: str = MARKS, **said: Any) -> FolderLoad:
    """Upload, choose, check."""
    return check(choose(receive(text, by, kind=kind), by, **said))


def faults(load: FolderLoad) -> list[str]:
    """Each fault as file:line column: found, expected."""
    assert load.state == "refused", (load.state, load.report)
    return [
        f"{fault['file']}:{fault['line']} {fault['column']}: {fault['found']} | {fault['expected']}"
        for fault in load.report["faults"]
    ]


def loaded(text: str | bytes, by: User, **said: Any) -> FolderLoad:
    """The whole way."""
    load = checked(text, by, **said)
    assert load.state == "checked", load.report
    approve(load, by)
    load = run(load)
    assert load.state == "loaded", load.report
    return load


def marks_of(by: User, forename: str) -> dict[str, str]:
    """The pupil's marks in force since 4 September 2025, by day and half."""
    found = Mark.objects.filter(school=by.school, pupil__legal_forename=forename).in_force()
    return {f"{one.day} {one.half}": one.code for one in found.filter(day__gt="2025-09-03")}
