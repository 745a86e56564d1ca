"""Every fault is told by the file, line and column that people have in their hands."""

from datetime import date

import pytest

from registers.actions.choose_columns import choose_columns
from registers.actions.forget_columns import forget_columns
from registers.actions.receive_file import safe_name
from registers.mapping.reading import Reading
from registers.models import ColumnMapping, FolderLoad, Mark
from registers.uploads.answers import NotWaiting
from schools.permissions import NotPermitted
from tests.factories.people import UserFactory
from tests.loading.folders import ADA, AT, BEN, everything, mark, pupil, upn_of
from tests.loads.uploads import approve, check, run
from tests.mapping.old_files import REAL, checked, choose, faults, loaded, marks_of, receive

WRONG = ADA[:-1] + ("0" if ADA[-1] != "0" else "1")


def test_every_fault_of_rows_is_named_by_line_and_heading_of_their_file(office):
    text = (
        "Pupil UPN,Mark Date,Session,Attendance Code,Mins late\n"
        f"{ADA},08/09/2025,AM,/,\n"
        f"{WRONG},08/09/2025,AM,/,\n"
        f"{upn_of(9)},08/09/2025,AM,/,\n"
        f"{ADA},13/09/2025,AM,/,\n"
        f"{ADA},09/13/2025,AM,/,\n"
        f"{ADA},09/09/2025,noon,/,\n"
        f"{ADA},09/09/2025,AM,L,soon\n"
        "\n"
        f"{ADA},08/09/2025,AM,I,\n"
        f",09/09/2025,AM,/,\n"
    )
    before = everything()
    found = faults(checked(text, office))
    assert [fault.partition(" |")[0] for fault in found] == [
        "old marks.csv:6 Mark Date: 09/13/2025",
        "old marks.csv:7 Session: noon",
        "old marks.csv:11 Pupil UPN: nothing",
        f"old marks.csv:3 Pupil UPN: {WRONG}",
        f"old marks.csv:4 Pupil UPN: {upn_of(9)}",
        "old marks.csv:5 Mark Date: 2025-09-13 AM",
        "old marks.csv:8 Mins late: soon",
        f"old marks.csv:10 Session: a second mark of {ADA} for 2025-09-08 AM",
    ]
    assert found[-1].endswith("one mark for a session (line 2 has it)")
    after = everything()
    assert after["registers.Mark"] == before["registers.Mark"]


def test_a_fault_in_a_grid_names_the_column_of_the_session(office):
    text = f"UPN,Mon AM 08/09/2025,Sat AM 13/09/2025\n{BEN},/,/\n{ADA},#,\n"
    found = faults(checked(text, office))
    assert [fault.partition(" |")[0] for fault in found] == [
        "old marks.csv:2 Sat AM 13/09/2025: 2025-09-13 AM",
        "old marks.csv:3 Mon AM 08/09/2025: #",
    ]


def test_a_fault_among_ten_marks_names_which_of_them(office):
    text = f"UPN,W/C,Marks\n{ADA},08/09/2025,/\\/#/\\/?/\\\n"
    [ours, ahead] = faults(checked(text, office, codes={}))
    assert ours.startswith("old marks.csv:2 Marks: ? (Thursday PM) | a register code, or")
    load = checked(text.replace("?", "\\"), office)
    assert faults(load)[0].startswith("old marks.csv:2 Marks: # (Tuesday PM) | no #")
    assert ahead.startswith("old marks.csv:2 Marks: # (Tuesday PM)")


def test_the_marks_of_one_wrong_number_are_one_line_for_people(office):
    rows = "".join(f"{WRONG},{day:02}/09/2025,/,\\\n" for day in (8, 9, 10))
    load = checked(f"No.,Date,AM,PM\n{rows}", office, fields={
        0: "upn", 1: "date", 2: "am_code", 3: "pm_code"})  # fmt: skip
    [group] = load.report["groups"]
    assert (group["file"], group["line"], group["column"]) == ("old marks.csv", 2, "No.")
    assert group["count"] == 6


def test_a_code_that_nobody_explained_is_refused_with_its_cell_and_asked_about(office):
    text = f"UPN,Date,AM,PM\n{ADA},08/09/2025,-,.\n{BEN},08/09/2025,/,C3\n"
    load = checked(text, office, codes={"-": ""})
    assert [fault.partition(" |")[0] for fault in faults(load)] == [
        "old marks.csv:2 PM: .",
        "old marks.csv:3 PM: C3",
    ]
    assert load.report["old_codes"] == [".", "C3"]


def test_a_code_means_what_a_person_said_and_no_mark_leaves_the_session_empty(office):
    text = f"UPN,Date,Session,Mark\n{ADA},08/09/2025,AM,-\n{ADA},08/09/2025,PM,x\n"
    load = loaded(text + f"{ADA},09/09/2025,AM,\n", office, codes={"-": "", "x": "N", "": ""})
    assert marks_of(office, "Ada") == {"2025-09-08 PM": "N"}
    assert (
        'old marks.csv: 1 session with "-" was left without a mark, as was chosen.'
        in (load.report["notices"])
    )


def test_a_code_of_ours_is_never_given_another_meaning(office):
    loaded(f"UPN,Date,AM\n{ADA},08/09/2025,I\n", office, codes={"I": "N"})
    assert marks_of(office, "Ada") == {"2025-09-08 AM": "I"}


def test_a_space_among_ten_marks_is_a_code_to_be_explained(office):
    text = f"UPN,W/C,Marks\n{ADA},08/09/2025,/\\/\\/\\/\\  \n"
    assert len(faults(checked(text, office))) == 2
    loaded(text, office, codes={" ": ""})
    assert len(marks_of(office, "Ada")) == 8


@pytest.mark.parametrize(
    "text",
    [
        "Surname,Forename,DOB,Date,AM\nASHDOWN, ada ,04/05/2016,08/09/2025,I\n",
        'Name,Date of birth,Date,AM\n"Ashdown, Ada",2016-05-04,08/09/2025,I\n',
        "UPN,Surname,Forename,DOB,Date,AM\n,Ashdown,Ada,04/05/2016 00:00,08/09/2025,I\n",
    ],
)
def test_a_pupil_without_a_number_is_found_by_legal_name_and_date_of_birth(office, text):
    loaded(text, office)
    assert marks_of(office, "Ada") == {"2025-09-08 AM": "I"}


def test_two_pupils_of_one_name_and_birthday_are_not_guessed_between(folder, office):
    folder["pupils"].append(pupil(upn_of(3), "Ada"))
    folder.load()
    text = "Surname,Forename,DOB,Date,AM\nAshdown,Ada,04/05/2016,08/09/2025,I\n"
    [fault] = faults(checked(text, office))
    assert fault == (
        "old marks.csv:2 Surname: Ashdown, Ada, 04/05/2016 | the UPN, because 2 pupils have this "
        "legal name and date of birth"
    )


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("Ashdown,Eve,04/05/2016", "Surname: Ashdown, Eve, 04/05/2016"),
        ("Ashdown,Ada,05/05/2016", "Surname: Ashdown, Ada, 05/05/2016"),
        ("Ashdown,,04/05/2016", "Forename: nothing"),
        ("Ashdown,Ada,5/2016", "DOB: 5/2016"),
    ],
)
def test_a_pupil_who_is_not_found_is_a_fault_with_its_place(office, row, column):
    [fault] = faults(checked(f"Surname,Forename,DOB,Date,AM\n{row},08/09/2025,I\n", office))
    assert fault.startswith(f"old marks.csv:2 {column} |")


def test_a_row_with_too_many_cells_is_named(office):
    [fault] = faults(checked(f"UPN,Date,AM\n{ADA},08/09/2025,I,what\n", office))
    assert fault == "old marks.csv:2 : 4 cells | 3 cells, one for each column"


def test_their_file_may_be_called_like_ours(office):
    load = receive(f"upn,date,session,code\n{ADA},08/09/2025,AM,?\n{WRONG},08/09/2025,AM,/\n",
                   office, name="marks.csv")  # fmt: skip
    assert [fault.partition(" |")[0] for fault in faults(check(choose(load, office)))] == [
        "marks.csv:2 code: ?",
        f"marks.csv:3 upn: {WRONG}",
    ]


def test_windows_text_is_read_and_said(folder, office):
    folder["pupils"][0]["legal_surname"] = "Müller"
    folder.load()
    text = "Surname,Forename,DOB,Date,AM\nMüller,Ada,04/05/2016,08/09/2025,I\n".encode("cp1252")
    load = checked(text, office)
    assert load.state == "checked"
    assert "old marks.csv is not UTF-8" in load.report["notices"][0]


def test_an_entry_that_stands_and_an_amendment_are_told_by_their_file(folder, office):
    folder.files["marks.csv"] = [mark(ADA, "2025-09-04", code="I")]
    folder.load()
    text = f"UPN,Date,AM\n{BEN},04/09/2025,/\n{ADA},04/09/2025,M\n"
    load = loaded(text, office)
    assert load.report["changed"] == {"marks": 1}
    assert Mark.objects.get(code="M").reason == "Imported from old marks.csv"
    Mark.objects.filter(code="M").update(closed_at=AT, closed_by=office)
    amended = Mark.objects.get(code="M")
    amended.pk, amended.code, amended.source, amended.closed_at, amended.closed_by = (
        None, "E", "office", None, None)  # fmt: skip
    amended.save()
    load = checked(text, office)
    assert (
        f"old marks.csv:3 has M for {ADA} on 2025-09-04 AM; our entry E stands."
        in (load.report["notices"])
    )


def test_a_refused_file_stays_until_its_columns_are_said_anew(office, uploads):
    load = checked(f"UPN,Date,AM\n{ADA},08/09/2025,?\n", office)
    assert load.state == "refused"
    assert load.place
    again = check(choose(load, office, codes={"?": "N"}))
    assert again.state == "checked"
    approve(again, office)
    assert run(again).state == "loaded"
    assert list(uploads.iterdir()) == []
    with pytest.raises(NotWaiting):
        choose_columns(school=office.school, load_id=load.pk, by=office, at=AT, real=REAL,
                       reading=Reading("marks"))  # fmt: skip


def test_who_may_not_load_may_neither_send_choose_nor_forget(office):
    load = receive(f"UPN,Date,AM\n{ADA},08/09/2025,/\n", office)
    other = UserFactory(school=office.school, role="senior_leader")
    with pytest.raises(NotPermitted):
        receive("UPN,Date\nx,y\n", other)
    with pytest.raises(NotPermitted):
        choose(load, other)
    choose(load, office)
    with pytest.raises(NotPermitted):
        forget_columns(
            school=office.school, mapping_id=ColumnMapping.objects.get().pk, by=other, at=AT
        )


def test_another_schools_upload_is_not_found(office):
    load = receive(f"UPN,Date,AM\n{ADA},08/09/2025,/\n", office)
    other = UserFactory(role="office")
    with pytest.raises(FolderLoad.DoesNotExist):
        choose_columns(school=other.school, load_id=load.pk, by=other, at=AT, real=REAL,
                       reading=Reading("marks"))  # fmt: skip


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("old marks.csv", "old marks.csv"),
        ("../x.csv", "_x.csv"),
        ("a" * 200 + ".csv", "a" * 50 + ".csv"),
        ("marks", "marks.csv"),
        ("été <b>.txt", "été _b_.txt"),
        (None, "file.csv"),
    ],
)
def test_a_file_is_kept_under_a_name_that_any_folder_bears(given, kept):
    assert safe_name(given) == kept


def test_a_chosen_week_is_not_remembered(office):
    choose(receive(f"UPN,Mon AM\n{ADA},/\n", office), office, week=date(2025, 9, 8))
    mapping = ColumnMapping.objects.get()
    assert "2025-09-08" not in str(vars(mapping))
