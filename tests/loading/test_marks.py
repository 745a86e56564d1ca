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
    assert any("1 marks H after its last day" in notice for notice in report.notices)
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
    assert any("1 strokes" in notice for notice in report.notices)


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
