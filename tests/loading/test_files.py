"""What a file must be before a row of it is read."""

import pytest

from registers.actions.load_folder import load_folder
from registers.models import Mark
from schools.loading.report import FolderRefused
from schools.models import Pupil
from tests.loading.folders import AT, Folder


def one(faults: list[str], *parts: str) -> None:
    assert len(faults) == 1, faults
    for part in parts:
        assert part in faults[0], faults


def test_a_right_folder_is_loaded(folder):
    report = folder.load()
    assert report.added["pupils"] == 2
    assert report.added["marks"] == 2


def test_a_byte_order_mark_is_accepted(folder):
    folder.raw["pupils.csv"] = b"\xef\xbb\xbf" + folder.text("pupils.csv").encode()
    assert folder.load().added["pupils"] == 2


def test_windows_text_is_accepted_and_said(folder):
    folder["pupils"][0]["legal_surname"] = "Müller"
    folder.raw["pupils.csv"] = folder.text("pupils.csv").encode("cp1252")
    report = folder.load()
    assert any("pupils.csv is not UTF-8" in notice for notice in report.notices)
    assert Pupil.objects.filter(legal_surname="Müller").exists()


def test_utf_16_is_refused(folder):
    folder.raw["pupils.csv"] = folder.text("pupils.csv").encode("utf-16")
    one(folder.refused(), "pupils.csv:1", "UTF-16")


def test_a_nul_byte_is_refused(folder):
    folder.raw["calendar.csv"] = folder.text("calendar.csv").encode() + b"\0"
    one(folder.refused(), "calendar.csv:5", "a NUL byte")


def test_an_empty_file_is_refused(folder):
    folder.raw["parents.csv"] = b"\xef\xbb\xbf \r\n"
    one(folder.refused(), "parents.csv:1", "an empty file")


def test_a_doubled_column_is_refused(folder):
    folder.raw["parents.csv"] = b"upn,priority,surname,upn\n"
    one(folder.refused(), "parents.csv:1 upn", "2 times")


def test_a_missing_column_is_refused(folder):
    for row in folder["marks"]:
        del row["session"]
    one(folder.refused(), "marks.csv:1 session", "no such column")


def test_unknown_columns_are_named_and_ignored(folder):
    folder["pupils"][0]["house"] = "Red"
    assert any("house" in notice for notice in folder.load().notices)


def test_columns_may_stand_in_any_order(folder):
    folder.files["marks.csv"] = [dict(reversed(row.items())) for row in folder["marks"]]
    assert folder.load().added["marks"] == 2


def test_a_row_with_more_cells_than_the_header_is_refused(folder):
    folder.raw["parents.csv"] = b"upn,priority,surname\n1,2,3,4\n"
    one(folder.refused(), "parents.csv:2", "4 cells")


def test_every_fault_of_every_file_is_named(folder):
    folder["school"][0]["urn"] = "12"
    folder["calendar"][1]["kind"] = "holiday"
    folder["staff"][0]["roles"] = "wizard"
    folder["pupils"][0]["date_of_birth"] = "2016-02-30"
    folder["parents"][0]["priority"] = "10"
    folder["marks"][1]["code"] = "QQ"
    faults = folder.refused()
    for where in ("school.csv:2 urn", "calendar.csv:3 kind", "staff.csv:2 roles",
                  "pupils.csv:2 date_of_birth", "parents.csv:2 priority",
                  "marks.csv:3 code"):  # fmt: skip
        assert any(fault.startswith(where) for fault in faults), (where, faults)
    assert len(faults) == 6, faults


def test_a_line_is_counted_even_where_a_cell_has_several(folder):
    folder["marks"][0]["comment"] = "one\ntwo"
    folder["marks"][1]["code"] = "QQ"
    one(folder.refused(), "marks.csv:4 code")


def test_a_folder_without_its_school_is_refused(folder):
    del folder.files["school.csv"]
    assert any("school.csv:1" in fault for fault in folder.refused())


def test_a_first_load_needs_calendar_staff_and_pupils(folder):
    for name in ("calendar", "staff", "pupils", "parents", "marks"):
        del folder.files[f"{name}.csv"]
    assert {fault.partition(":")[0] for fault in folder.refused()} == {
        "calendar.csv", "staff.csv", "pupils.csv",
    }  # fmt: skip


def test_each_of_fifty_thousand_faulty_rows_is_named(folder):
    folder["marks"].extend({**folder["marks"][0], "code": "QQ"} for _ in range(50_000))
    with pytest.raises(FolderRefused, match="50,000 faults") as refused:
        folder.load()
    assert refused.value.report.fault_count == 50_000
    assert len(refused.value.report.faults) == 50_000


def test_days_may_be_written_as_people_here_write_them(folder):
    folder["marks"][0]["date"] = "03/09/2025"
    assert folder.load().added["marks"] == 2


def test_a_day_with_the_month_first_is_never_guessed(folder):
    folder["marks"][0]["date"] = "09/13/2025"
    one(folder.refused(), "marks.csv:2 date", "09/13/2025")


def test_a_quote_that_keeps_a_sheet_from_computing_is_taken_away(folder):
    folder["marks"][0]["comment"] = "'=late bus"
    folder.load()
    assert Mark.objects.filter(comment="=late bus").exists()


def test_a_folder_that_is_not_there_is_refused(tmp_path, db):

    with pytest.raises(FolderRefused, match="no folder"):
        load_folder(folder=tmp_path / "nowhere", by=None, at=AT)


def test_another_school_is_another_folder(folder, tmp_path):
    folder.load()
    assert Folder(tmp_path / "other", urn="990102").load().added["school"] == 1


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2025-9-3", "20250903"])
def test_a_day_that_nobody_means_is_refused(folder, day):
    folder["pupils"][0]["start_date"] = day
    one(folder.refused(), "pupils.csv:2 start_date", day)


def test_a_cell_of_a_whole_file_is_refused(folder):
    folder.raw["parents.csv"] = b'upn,priority,surname\n"' + b"x" * 200_000
    one(folder.refused(), "parents.csv:2", "a row of comma-separated values")


def test_a_faulty_calendar_brings_no_faults_of_the_marks_with_it(folder):
    folder["calendar"][1]["kind"] = "holiday"
    for code in ("#", "Z"):
        folder["marks"].append({**folder["marks"][0], "date": "2025-09-02", "code": code})
        folder["marks"][-1]["session"] = "AM" if code == "#" else "PM"
    one(folder.refused(), "calendar.csv:3 kind")
