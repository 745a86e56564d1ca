"""Write a small, right school as a folder of files, and the same with one thing wrong."""

from __future__ import annotations

import copy
import csv
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from stdnum.gb import upn as pupil_numbers

from registers.actions.load_folder import load_folder
from schools.loading.report import FolderRefused, Report
from schools.models import School, User

AT = datetime(2025, 10, 6, 8, 0, tzinfo=UTC)  # A Monday, 9:00 at the school.
URN = "990101"
ADDRESS = {"address1": "1 Elm Row", "address2": "Larkton", "postcode": "ZZ1 1AA"}


def upn_of(number: int, last: str = "") -> str:
    """A valid pupil number; with a letter at the end, a temporary one."""
    rest = f"886999925{number:03}" if not last else f"886999925{number:02}{last}"
    return f"{pupil_numbers.calc_check_digit(rest)}{rest}"


ADA, BEN = upn_of(1), upn_of(2)


class Folder:
    """Files as lists of rows; `write` writes them, `load` loads them."""

    def __init__(self, path: Path, urn: str = URN) -> None:
        self.path = path
        self.urn = urn
        self.raw: dict[str, bytes] = {}
        self.files: dict[str, list[dict[str, Any]]] = {
            "school.csv": [
                {
                    "name": "Elm Row Primary", "urn": urn, "phase": "primary",
                    "am_opens": "08:50", "am_closes": "09:20", "pm_opens": "13:30",
                    "pm_closes": "13:45", "session_ends_am": "12:15", "session_ends_pm": "15:20",
                    "first_contact_by": "10:00",
                }
            ],
            "calendar.csv": [
                {"start": "2024-09-03", "end": "2024-10-25", "kind": "term", "name": "Old autumn",
                 "session": ""},
                {"start": "2025-09-02", "end": "2025-10-24", "kind": "term", "name": "Autumn 1",
                 "session": ""},
                {"start": "2025-09-02", "end": "2025-09-02", "kind": "inset", "name": "Training",
                 "session": ""},
            ],
            "staff.csv": [
                {"email": f"okonjo@{urn}.example", "title": "Miss", "forename": "Ife",
                 "surname": "Okonjo", "job_title": "Teacher", "roles": "class_teacher",
                 "classes": "Robin", "year_groups": ""},
                {"email": f"head@{urn}.example", "title": "Mrs", "forename": "Jo",
                 "surname": "Penn", "job_title": "Headteacher", "roles": "headteacher",
                 "classes": "", "year_groups": ""},
            ],
            "pupils.csv": [pupil(ADA, "Ada"), pupil(BEN, "Ben")],
            "parents.csv": [contact(ADA), contact(BEN)],
            "marks.csv": [mark(ADA, "2025-09-03"), mark(BEN, "2025-09-03")],
        }  # fmt: skip

    def __getitem__(self, name: str) -> list[dict[str, Any]]:
        return self.files[f"{name}.csv"]

    def write(self) -> Path:
        self.path.mkdir(exist_ok=True)
        for old in self.path.glob("*.csv"):
            old.unlink()
        for name, rows in self.files.items():
            columns = list(dict.fromkeys(column for row in rows for column in row))
            with (self.path / name).open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, columns, restval="")
                writer.writeheader()
                writer.writerows(rows)
        for name, content in self.raw.items():
            (self.path / name).write_bytes(content)
        return self.path

    def text(self, name: str) -> str:
        """The file as it is written now."""
        return (self.write() / name).read_text(encoding="utf-8")

    def load(
        self,
        *,
        by: User | None = None,
        at: datetime = AT,
        effective: date | None = None,
        dry_run: bool = False,
    ) -> Report:
        return load_folder(folder=self.write(), by=by, at=at, effective=effective, dry_run=dry_run)

    def refused(self, **options: Any) -> list[str]:
        """The faults by which the folder is refused, as sentences."""
        before = everything(self.urn)
        try:
            self.load(**options)
        except FolderRefused as refused:
            assert everything(self.urn) == before, "something was saved"
            return [str(fault) for fault in refused.report.faults]
        raise AssertionError("the folder was accepted")

    def newer(self) -> Folder:
        """The same folder, to be changed."""
        other = Folder(self.path, self.urn)
        other.files = copy.deepcopy(self.files)
        return other


def pupil(upn: str, forename: str, **other: Any) -> dict[str, Any]:
    return {
        "upn": upn, "legal_surname": "Ashdown", "legal_forename": forename,
        "date_of_birth": "2016-05-04", "year_group": "4", "class": "Robin",
        "start_date": "2024-09-03", "end_date": "", "leaving_ground": "", "enrolment": "C",
        "sen": "", "fsm": "", **ADDRESS, **other,
    }  # fmt: skip


def contact(upn: str, **other: Any) -> dict[str, Any]:
    return {
        "upn": upn, "priority": "1", "title": "Mrs", "forename": "Ruth", "surname": "Ashdown",
        "relationship": "mother", "parental_responsibility": "Y", "lives_with_pupil": "Y",
        "is_parent": "Y", "mobile": "07700 900123", "phone": "", "email": "ruth@ashdown.example",
        **ADDRESS, "may_contact": "Y", "may_text": "Y", "note": "", **other,
    }  # fmt: skip


def mark(upn: str, day: str, half: str = "AM", code: str = "/", **other: Any) -> dict[str, Any]:
    return {
        "upn": upn, "date": day, "session": half, "code": code, "minutes_late": "",
        "arrived_at": "", "comment": "", **other,
    }  # fmt: skip


def everything(urn: str = URN) -> dict[str, list[dict[str, Any]]]:
    """Every stored row of the school, but for the audit."""
    from django.apps import apps

    school = School.objects.filter(urn=urn).first()
    if school is None:
        return {}
    return {
        model._meta.label: list(model._base_manager.filter(school=school).order_by("pk").values())
        for app in ("schools", "registers")
        for model in apps.get_app_config(app).get_models()
        if model is not School
    } | {"school": list(School.objects.filter(pk=school.pk).values())}
