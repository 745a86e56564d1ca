"""The school's own facts, its register times and its calendar."""

from datetime import UTC, date, datetime, time

import pytest

from registers.models import Mark
from schools.models import CalendarPeriod, School, SchoolSettings, Session
from tests.loading.folders import mark
from tests.loading.test_files import one


def test_a_register_window_over_30_minutes_is_refused(folder):
    folder["school"][0]["am_closes"] = "09:21"
    one(folder.refused(), "school.csv:2 am_closes", "30 minutes")


def test_a_register_window_of_30_minutes_is_right(folder):
    folder["school"][0]["pm_closes"] = "14:00"
    assert folder.load().added["register times"] == 1


@pytest.mark.parametrize(
    ("column", "found"),
    [("urn", "12345"), ("am_opens", "25:00"), ("phase", "nursery"), ("name", ""),
     ("session_ends_am", "09:20"), ("pm_opens", "12:00"), ("first_contact_by", "ten")],
)  # fmt: skip
def test_what_cannot_be_right_of_a_school_is_refused(folder, column, found):
    folder["school"][0][column] = found
    assert any(f"school.csv:2 {column}" in fault for fault in folder.refused())


def test_a_folder_is_one_school(folder):
    folder["school"].append({**folder["school"][0], "urn": "990103"})
    one([fault for fault in folder.refused() if "school.csv" in fault], "2 rows")


def test_the_first_register_times_hold_from_the_first_day_of_the_calendar(folder):
    folder.load()
    assert SchoolSettings.objects.get().valid_from == date(2024, 9, 3)


def test_changed_register_times_take_effect_on_the_day_of_loading(folder):
    folder.load()
    newer = folder.newer()
    newer["school"][0] |= {"am_opens": "08:45", "am_closes": "09:15", "first_contact_by": ""}
    report = newer.load(at=datetime(2025, 10, 8, 8, tzinfo=UTC))
    assert report.added["register times"] == 1
    first, second = SchoolSettings.objects.order_by("valid_from")
    assert (second.valid_from, second.am_opens) == (date(2025, 10, 8), time(8, 45))
    assert first.am_opens == time(8, 50)
    assert second.first_contact_by == time(10, 0)  # Empty is not known.
    assert newer.load(at=datetime(2025, 10, 9, 8, tzinfo=UTC)).changes_nothing()


def test_changed_register_times_take_effect_on_the_day_that_is_said(folder):
    folder.load()
    newer = folder.newer()
    newer["school"][0]["am_opens"] = "08:55"
    newer.load(effective=date(2025, 11, 3))
    assert SchoolSettings.objects.latest("valid_from").valid_from == date(2025, 11, 3)


def test_minutes_late_follow_the_register_times_of_their_day(folder):
    folder.load()
    newer = folder.newer()
    newer["school"][0]["am_opens"] = "09:00"
    late = {"code": "L", "arrived_at": "09:05"}
    upn = newer["pupils"][0]["upn"]
    newer["marks"].extend([mark(upn, "2025-10-07", **late), mark(upn, "2025-10-09", **late)])
    newer.load(at=datetime(2025, 10, 9, 18, tzinfo=UTC), effective=date(2025, 10, 8))
    assert list(
        Mark.objects.filter(code="L").order_by("day").values_list("minutes_late", flat=True)
    ) == [15, 5]


def test_a_new_name_of_the_school_is_taken_over(folder):
    folder.load()
    folder["school"][0]["name"] = "Elm Row Academy"
    assert folder.load().changed == {"school": 1}
    assert School.objects.get().name == "Elm Row Academy"


@pytest.mark.parametrize(
    ("column", "found"),
    [("kind", "holiday"), ("session", "XM"), ("start", "2025-02-30"), ("end", "2025-08-01"),
     ("end", "2027-10-24"), ("start", "")],
)  # fmt: skip
def test_what_cannot_be_right_of_a_calendar_is_refused(folder, column, found):
    folder["calendar"][1][column] = found
    one(folder.refused(), f"calendar.csv:3 {'end' if column == 'end' else column}")


@pytest.mark.parametrize(
    ("end", "sentence"),
    [("2025-08-01", "a day not before the start (2025-09-02)"),
     ("2027-10-24", "a day within a year of the start (2025-09-02)")],
)  # fmt: skip
def test_a_wrong_end_of_a_period_is_said_plainly(folder, end, sentence):
    folder["calendar"][1]["end"] = end
    assert folder.refused() == [f'calendar.csv:3 end: found "{end}", expected {sentence}']


def test_a_period_twice_is_refused(folder):
    folder["calendar"].append(folder["calendar"][0])
    one(folder.refused(), "calendar.csv:5", "line 2")


def test_the_calendar_becomes_sessions(folder):
    folder.load()
    days = Session.objects.filter(day__range=(date(2025, 9, 1), date(2025, 9, 7)))
    assert sorted({session.day.day for session in days}) == [3, 4, 5]
    assert days.count() == 6


def test_a_closure_of_a_newer_folder_takes_its_sessions_away(folder):
    folder.load()
    newer = folder.newer()
    newer["calendar"].append({"start": "2025-10-10", "end": "2025-10-10", "kind": "inset"})
    assert newer.load().ended == {"sessions": 2}
    assert not Session.objects.filter(day="2025-10-10").exists()
    assert newer.load().changes_nothing()


def test_an_unplanned_closure_keeps_its_session(folder):
    folder.load()
    newer = folder.newer()
    closed = {"start": "2025-10-10", "end": "2025-10-10", "kind": "unplanned_closure"}
    newer["calendar"].append({**closed, "session": "PM"})
    assert newer.load().changed == {"sessions": 1}
    assert Session.objects.get(day="2025-10-10", half="PM").closure == "unplanned"


def test_a_session_with_marks_is_never_taken_away(folder):
    folder.load()
    folder["calendar"].append({"start": "2025-09-03", "end": "2025-09-03", "kind": "inset"})
    del folder.files["marks.csv"]
    one(folder.refused(), "calendar.csv", "2025-09-03 AM", "it has marks")


def test_a_period_that_moved_is_changed_and_not_doubled(folder):
    folder.load()
    folder["calendar"][1]["end"] = "2025-10-23"
    report = folder.load()
    assert (report.changed["calendar periods"], report.ended["sessions"]) == (1, 2)
    assert CalendarPeriod.objects.count() == 3
    assert folder.load().changes_nothing()


def test_a_period_that_the_newer_folder_lacks_stays_and_is_reported(folder):
    folder.load()
    folder["calendar"].pop()
    report = folder.load()
    assert report.changes_nothing()
    assert any("lacks Training" in notice for notice in report.notices)
