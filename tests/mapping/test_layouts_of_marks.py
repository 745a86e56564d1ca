"""Each way in which another system lays marks out gives the same entries."""

from datetime import date

import pytest

from registers.models import Mark, Register
from tests.loading.folders import ADA, AT, BEN
from tests.mapping.old_files import checked, faults, loaded, marks_of

MONDAY_AND_TUESDAY = {
    "2025-09-08 AM": "/",
    "2025-09-08 PM": "\\",
    "2025-09-09 AM": "L",
    "2025-09-09 PM": "C1",
}
LAYOUTS = {
    "one row for each session": (
        "Unique Pupil Number,Date,AM/PM,Mark,Minutes Late,Comment\n"
        f"{ADA},08/09/2025,AM,/,,\n{ADA},08/09/2025,PM,\\,,\n"
        f"{ADA},09/09/2025,am,L,12,bus\n{ADA},2025-09-09,P.M.,C1,,\n"
    ),
    "one row for each day": (
        f"UPN,Date,AM,PM\n{ADA},08/09/2025,/,\\\n{ADA},09/09/2025 00:00:00,L,C1\n"
    ),
    "a grid with dates in its headings": (
        f"UPN,Mon AM 08/09/2025,Monday PM 08/09/2025,09/09/2025 AM,2025-09-09 PM\n{ADA},/,\\,L,C1\n"
    ),
    "a grid with its week in a column": (
        f"UPN,Week commencing,Mon AM,MonPM,Tue-AM,Tuesday afternoon\n{ADA},08/09/2025,/,\\,L,C1\n"
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_same_marks(office, layout):
    loaded(LAYOUTS[layout], office)
    assert marks_of(office, "Ada") == MONDAY_AND_TUESDAY


@pytest.mark.parametrize("delimiter", [";", "\t"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_semicolons_and_tabs_are_found_and_said(office, layout, delimiter):
    load = loaded(LAYOUTS[layout].replace(",", delimiter), office)
    assert marks_of(office, "Ada") == MONDAY_AND_TUESDAY
    words = "semicolons" if delimiter == ";" else "tabs"
    assert f"old marks.csv is separated by {words}." in load.report["notices"]


def test_what_is_imported_is_an_entry_of_a_taken_register(office):
    loaded(LAYOUTS["one row for each session"], office)
    late = Mark.objects.get(day="2025-09-09", half="AM")
    assert (late.source, late.minutes_late, late.comment) == ("import", 12, "bus")
    assert late.entered_by == office
    assert Register.objects.get(day="2025-09-09", half="AM").imported_at == AT


def test_a_week_that_was_chosen_dates_headings_without_one(office):
    text = f"UPN,Mon AM,Mon PM\n{ADA},/,\\\n{BEN},I,I\n"
    loaded(text, office, week=date(2025, 9, 8))
    assert marks_of(office, "Ben") == {"2025-09-08 AM": "I", "2025-09-08 PM": "I"}


def test_ten_marks_in_a_cell_are_those_of_monday_to_friday(office):
    loaded(f"UPN,Week beginning,Marks\n{ADA},08/09/2025,/\\/\\/\\LI/\\\n", office)
    assert marks_of(office, "Ada") == {
        "2025-09-08 AM": "/", "2025-09-08 PM": "\\", "2025-09-09 AM": "/", "2025-09-09 PM": "\\",
        "2025-09-10 AM": "/", "2025-09-10 PM": "\\", "2025-09-11 AM": "L", "2025-09-11 PM": "I",
        "2025-09-12 AM": "/", "2025-09-12 PM": "\\",
    }  # fmt: skip


@pytest.mark.parametrize("code", ["C1", "C2", "J1", "Y1", "Y2", "Y3", "Y4", "Y5", "Y6", "Y7"])
def test_a_code_of_two_letters_in_a_row_of_marks_is_never_guessed(office, code):
    marks = f"/\\/\\/\\{code}/\\"
    assert len(marks) == 10
    load = checked(f"UPN,W/C,Marks\n{ADA},08/09/2025,{marks}\n", office)
    assert faults(load) == [
        f"old marks.csv:2 Marks: {marks} | marks of one letter each: in a row of marks {code} can "
        "be read in two ways. Put each session into a cell of its own"
    ]
    assert marks_of(office, "Ada") == {}


@pytest.mark.parametrize("marks", ["/\\/\\/\\LI/", "/\\/\\/\\LI/\\/"])
def test_a_cell_of_other_than_ten_marks_is_refused(office, marks):
    load = checked(f"UPN,W/C,Marks\n{ADA},08/09/2025,{marks}\n", office)
    [fault] = faults(load)
    assert f"10 marks, Monday AM to Friday PM; here are {len(marks)}" in fault


def test_a_day_that_is_no_monday_does_not_begin_a_week(office):
    load = checked(f"UPN,W/C,Mon AM\n{ADA},09/09/2025,/\n", office)
    assert faults(load) == ["old marks.csv:2 W/C: 2025-09-09 | the Monday of the week"]


def test_empty_cells_of_a_grid_are_left_without_a_mark_and_counted(office):
    load = loaded(f"UPN,Mon AM 08/09/2025,Mon PM 08/09/2025\n{ADA},/,\n{BEN},,\n", office)
    assert marks_of(office, "Ada") == {"2025-09-08 AM": "/"}
    assert "old marks.csv: 3 empty cells were left without a mark." in load.report["notices"]


def test_columns_that_hold_nothing_of_ours_are_named(office):
    load = loaded(f"UPN,Date,House,AM,PM,Tutor\n{ADA},08/09/2025,Red,/,\\,Jo\n", office)
    assert "old marks.csv: these columns were not used: House, Tutor." in load.report["notices"]
