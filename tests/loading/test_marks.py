"""Which marks of an old register are taken over."""

from datetime import UTC, datetime, time

import pytest

from registers.models import Mark, Register
from tests.loading.folders import ADA, AT, BEN, mark, pupil, upn_of
from tests.loading.test_files import one


def stored(upn=ADA, day="2025-09-03", half="AM"):
    return Mark.objects.in_force().get(pupil__upn=upn, day=day, half=half)


def test_an_unknown_code_is_refused(folder):
    folder["marks"][0]["code"] = "A"
    one(folder.refused(), 'marks.csv:2 code: found "A"', "a register code")


def test_a_look_alike_letter_is_no_code(folder):
    folder["marks"][0]["code"] = "С"  # Cyrillic.
    one(folder.refused(), "U+0421")


def test_a_code_not_yet_in_force_is_refused(folder):
    folder["calendar"].append({"start": "2024-06-03", "end": "2024-07-19", "kind": "term"})
    folder["pupils"][0]["start_date"] = "2024-06-03"
    folder["marks"].append(mark(ADA, "2024-06-04", code="C2"))
    one(folder.refused(), "marks.csv:4 code", "19 August 2024")


def test_a_legacy_code_after_its_last_day_is_accepted_with_a_notice(folder):
    folder["marks"].append(mark(ADA, "2024-09-04", code="H"))
    report = folder.load()
    assert any("1 mark H after its last day" in notice for notice in report.notices)
    assert stored(day="2024-09-04").code == "H"


def test_a_mark_on_a_day_without_a_session_is_refused(folder):
    folder["marks"].append(mark(ADA, "2025-09-02"))
    one(folder.refused(), "marks.csv:4 date", "2025-09-02 AM", "a session")


def test_a_mark_while_not_on_the_roll_is_refused(folder):
    folder["pupils"][0]["end_date"] = "2025-09-04"
    folder["marks"].append(mark(ADA, "2025-09-05"))
    one(folder.refused(), "marks.csv:4 date", "2024-09-03 to 2025-09-04")


def test_a_mark_of_an_unknown_pupil_is_refused(folder):
    folder["marks"].append(mark(upn_of(9), "2025-09-05"))
    one(folder.refused(), "marks.csv:4 upn", "a pupil of this school")


def test_a_second_mark_for_a_session_is_refused(folder):
    folder["marks"].append(mark(ADA, "2025-09-03", code="I"))
    one(folder.refused(), "marks.csv:4 session", "line 2")


def test_z_on_the_roll_is_refused(folder):
    folder["marks"][0]["code"] = "Z"
    one(folder.refused(), "marks.csv:2 code", "on the roll")


def test_a_planned_closure_on_a_day_with_a_session_is_refused(folder):
    folder["marks"][0]["code"] = "#"
    one(folder.refused(), "marks.csv:2 code", "the calendar has a session")


@pytest.mark.parametrize("code", ["#", "Z"])
def test_closures_and_z_on_days_without_a_session_are_ignored_and_counted(folder, code):
    folder["marks"].extend([mark(ADA, "2025-09-02", code=code), mark(BEN, "2025-12-25", code=code)])
    report = folder.load()
    assert report.added["marks"] == 2
    assert any("2 rows of # or Z" in notice for notice in report.notices)


def test_a_session_of_an_unplanned_closure_takes_only_y4(folder):
    folder["calendar"].append(
        {"start": "2025-09-03", "end": "2025-09-03", "kind": "unplanned_closure", "session": "AM"}
    )
    folder["marks"][1]["code"] = "Y4"
    one(folder.refused(), "marks.csv:2 code", "Y4")


def test_a_mark_of_a_session_still_to_come_is_refused(folder):
    folder["marks"].extend([mark(ADA, "2025-10-07"), mark(BEN, "2025-10-06", "PM", "\\")])
    faults = folder.refused()
    assert len(faults) == 2
    assert all("whose register has opened" in fault for fault in faults)


def test_a_mark_of_the_register_that_is_open_now_is_accepted(folder):
    folder["marks"].append(mark(ADA, "2025-10-06"))
    assert folder.load().added["marks"] == 3


def test_x_at_compulsory_school_age_is_accepted_with_a_notice(folder):
    folder["marks"][0]["code"] = "X"
    assert any("X at compulsory school age" in notice for notice in folder.load().notices)


def test_x_before_it_needs_no_notice(folder):
    folder["pupils"][0]["date_of_birth"] = "2021-05-04"
    folder["marks"][0]["code"] = "X"
    assert not any("compulsory" in notice for notice in folder.load().notices)


def test_a_wrong_stroke_is_stored_as_the_right_one(folder):
    folder["marks"][0]["code"] = "\\"
    report = folder.load()
    assert stored().code == "/"
    assert any("1 stroke of the other half of the day was" in notice for notice in report.notices)


def test_an_arrival_gives_the_minutes(folder):
    folder["marks"][0] |= {"code": "L", "arrived_at": "09:02"}
    folder.load()
    assert (stored().minutes_late, stored().arrived_at) == (12, time(9, 2))


def test_minutes_that_were_given_stand(folder):
    folder["marks"][0] |= {"code": "L", "arrived_at": "09:02", "minutes_late": "10"}
    folder.load()
    assert stored().minutes_late == 10


def test_an_arrival_before_the_register_opened_is_not_late(folder):
    folder["marks"][0] |= {"code": "L", "arrived_at": "08:40"}
    one(folder.refused(), "marks.csv:2 arrived_at", "08:50")


@pytest.mark.parametrize("minutes", ["-1", "ten", "9999", "1.5"])
def test_minutes_are_whole_and_believable(folder, minutes):
    folder["marks"][0] |= {"code": "L", "minutes_late": minutes}
    one(folder.refused(), "marks.csv:2 minutes_late", minutes)


def test_only_late_codes_have_minutes(folder):
    folder["marks"][0]["minutes_late"] = "5"
    one(folder.refused(), "marks.csv:2 minutes_late", "not L or U")


def test_imported_marks_are_those_of_a_taken_register_by_the_school_itself(folder):
    folder["marks"].append(mark(ADA, "2024-09-04"))
    folder.load()
    entry = stored()
    assert (entry.source, entry.entered_role, entry.amendment) == ("import", "system", False)
    assert entry.entered_by.is_system
    assert entry.entered_at == AT
    assert entry.register.is_taken()
    assert entry.register.school_class.name == "Robin"
    assert stored(day="2024-09-04").register.school_class is None
    assert Register.objects.count() == 2


def test_a_temporary_number_may_have_marks(folder):
    temporary = upn_of(3, "A")
    folder["pupils"].append(pupil(temporary, "Cy"))
    folder["marks"].append(mark(temporary, "2025-09-03"))
    assert folder.load().added["marks"] == 3


def test_a_mark_in_the_minute_in_which_the_register_opens_is_accepted(folder):
    folder["marks"].append(mark(ADA, "2025-10-06"))
    assert folder.load(at=datetime(2025, 10, 6, 7, 50, tzinfo=UTC)).added["marks"] == 3


def test_the_first_and_the_last_day_on_the_roll_have_marks(folder):
    folder["pupils"][0] |= {"start_date": "2025-09-03", "end_date": "2025-09-04"}
    folder["marks"].append(mark(ADA, "2025-09-04"))
    assert folder.load().added["marks"] == 3


def test_an_arrival_in_the_minute_of_opening_gives_no_minutes_late(folder):
    folder["marks"][0] |= {"code": "L", "arrived_at": "08:50"}
    folder.load()
    assert stored().minutes_late == 0


def test_y4_on_an_open_session_is_history_and_named_in_a_notice(folder):
    folder["marks"][0]["code"] = "Y4"
    report = folder.load()
    assert stored().code == "Y4"
    assert [notice for notice in report.notices if "Y4" in notice] == [
        "marks.csv: 1 mark Y4 was accepted as the old register had it, though the calendar has "
        "no unplanned closure then: 2025-09-03 AM."
    ]


def test_y4_of_an_unplanned_closure_needs_no_notice(folder):
    folder["calendar"].append(
        {"start": "2025-09-03", "end": "2025-09-03", "kind": "unplanned_closure", "session": "AM"}
    )
    for row in folder["marks"]:
        row["code"] = "Y4"
    assert not any("Y4" in notice for notice in folder.load().notices)


@pytest.mark.parametrize(
    ("code", "half", "minutes", "sentence"),
    [("L", "AM", "31", "1 mark L with minutes after the register closed was accepted"),
     ("L", "PM", "16", "1 mark L with minutes after the register closed was accepted"),
     ("L", "AM", "300", "1 mark L with minutes after the register closed was accepted"),
     ("U", "AM", "30", "1 mark U with minutes before the register closed was accepted"),
     ("U", "PM", "15", "1 mark U with minutes before the register closed was accepted")],
)  # fmt: skip
def test_minutes_that_say_the_other_late_code_are_history_with_a_notice(
    folder, code, half, minutes, sentence
):
    folder["marks"][0] |= {"code": code, "session": half, "minutes_late": minutes}
    report = folder.load()
    assert (stored(half=half).code, stored(half=half).minutes_late) == (code, int(minutes))
    assert sum(sentence in notice for notice in report.notices) == 1


@pytest.mark.parametrize(
    ("code", "half", "minutes"),
    [("L", "AM", "30"), ("L", "PM", "15"), ("L", "AM", ""), ("L", "AM", "0"),
     ("U", "AM", "31"), ("U", "PM", "16"), ("U", "AM", "")],
)  # fmt: skip
def test_minutes_that_fit_the_late_code_or_are_not_known_need_no_notice(
    folder, code, half, minutes
):
    folder["marks"][0] |= {"code": code, "session": half, "minutes_late": minutes}
    assert not any("the register closed" in notice for notice in folder.load().notices)


def test_late_marks_of_both_halves_are_counted_together(folder):
    late = {"code": "L", "minutes_late": "40"}
    folder["marks"].extend([mark(ADA, "2025-09-03", "PM", **late), mark(BEN, "2025-09-04", **late)])
    assert any("2 marks L with minutes after" in notice for notice in folder.load().notices)


def test_marks_of_a_pupil_whose_row_was_refused_bring_no_faults_of_their_own(folder):
    wrong = ("A" if ADA[0] != "A" else "B") + ADA[1:]
    folder["pupils"][0]["upn"] = wrong
    folder["marks"][0]["upn"] = wrong
    folder["marks"].append(mark(wrong, "2025-09-04"))
    del folder["parents"][0]
    one(folder.refused(), "pupils.csv:2 upn")


def test_a_mark_without_a_number_is_refused_beside_a_pupil_without_one(folder):
    folder["pupils"][0]["upn"] = ""
    folder["marks"][0]["upn"] = ""
    faults = folder.refused()
    assert any(fault.startswith("marks.csv:2 upn") for fault in faults), faults
