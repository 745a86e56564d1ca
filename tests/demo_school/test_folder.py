"""The folder of the demo school is one that any school could have sent."""

import csv
from collections import Counter
from datetime import date, time, timedelta
from itertools import pairwise

import pytest

from attendance_site.demo_school.drawing import draw_demo_school
from attendance_site.demo_school.folder import write_folder
from rules.codes import LATE, STROKES, may_be_entered
from rules.sessions import UNPLANNED, CalendarRow, sessions_of

FILES = ("school", "calendar", "staff", "pupils", "parents", "marks")
OPENS = {"AM": time(8, 50), "PM": time(13, 30)}
CLOSES = {"AM": time(9, 20), "PM": time(13, 45)}
ENDS = {"AM": time(12, 15), "PM": time(15, 20)}


def rows_of(folder, name) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def files(folder):
    return {name: rows_of(folder, name) for name in FILES}


@pytest.fixture(scope="module")
def sessions(files):
    rows = [
        CalendarRow(
            date.fromisoformat(row["start"]),
            date.fromisoformat(row["end"]),
            row["kind"],
            row["name"],
            row["session"],
        )
        for row in files["calendar"]
    ]
    return {(session.day, session.half): session for session in sessions_of(rows)}


def test_the_files_are_the_six_of_a_school_folder(folder, files):
    assert {path.name for path in folder.iterdir()} == {f"{name}.csv" for name in FILES}
    assert [row["name"] for row in files["school"]] == ["Quillbrook Primary School"]
    assert len(files["school"][0]["urn"]) == 6


def test_every_mark_lies_on_a_session_and_inside_an_enrolment(files, sessions):
    enrolments = {
        row["upn"]: (date.fromisoformat(row["start_date"]), row["end_date"])
        for row in files["pupils"]
    }
    for row in files["marks"]:
        day = date.fromisoformat(row["date"])
        assert (day, row["session"]) in sessions
        start, end = enrolments[row["upn"]]
        assert start <= day
        assert not end or day <= date.fromisoformat(end)


def test_no_session_has_two_marks_and_none_of_a_pupil_on_the_roll_has_none(files, sessions, school):
    marked = Counter((row["upn"], row["date"], row["session"]) for row in files["marks"])
    assert max(marked.values()) == 1
    past = [day for day, _ in sessions if day < school.day]
    expected = 0
    for row in files["pupils"]:
        start = date.fromisoformat(row["start_date"])
        end = date.fromisoformat(row["end_date"]) if row["end_date"] else date.max
        expected += sum(start <= day <= end for day in past)
    assert len(marked) == expected


def test_marks_end_on_the_school_day_before_the_demo_begins(files, sessions, school):
    last = max(date.fromisoformat(row["date"]) for row in files["marks"])
    between = [day for day, _ in sessions if last < day < school.day]
    assert last < school.day
    assert not between


def test_every_code_may_be_entered_for_its_day(files):
    for row in files["marks"]:
        assert may_be_entered(row["code"], on=date.fromisoformat(row["date"])), row


def test_strokes_are_those_of_their_half_of_the_day(files):
    for row in files["marks"]:
        if row["code"] in STROKES.values():
            assert row["code"] == STROKES[row["session"]]


def test_the_snow_morning_has_y4_and_no_other_session_has(files, sessions):
    assert any(row["code"] == "Y4" for row in files["marks"])
    for row in files["marks"]:
        session = sessions[date.fromisoformat(row["date"]), row["session"]]
        assert (row["code"] == "Y4") == (session.closure == UNPLANNED)


def test_nobody_on_the_roll_has_z_and_no_mark_is_a_planned_closure(files):
    assert not {"Z", "#"} & {row["code"] for row in files["marks"]}


def test_late_marks_have_minutes_that_fit_the_register_and_no_others_have_any(files):
    for row in files["marks"]:
        assert bool(row["minutes_late"]) == bool(row["arrived_at"]) == (row["code"] in LATE)
        if not row["minutes_late"]:
            continue
        half, arrived = row["session"], time.fromisoformat(row["arrived_at"])
        minutes = timedelta(hours=arrived.hour, minutes=arrived.minute) - timedelta(
            hours=OPENS[half].hour, minutes=OPENS[half].minute
        )
        assert minutes == timedelta(minutes=int(row["minutes_late"]))
        if row["code"] == "L":
            assert OPENS[half] < arrived <= CLOSES[half]
        else:
            assert CLOSES[half] < arrived < ENDS[half]


def test_reasons_not_known_yet_are_of_the_last_six_school_days_only(files, sessions, school):
    past = sorted({day for day, _ in sessions if day < school.day})
    ages = {past[-1 - number]: number + 1 for number in range(6)}
    open_days = Counter(
        date.fromisoformat(row["date"]) for row in files["marks"] if row["code"] == "N"
    )
    assert set(open_days) <= set(ages)
    assert open_days[past[-1]] >= 8
    assert len(open_days) >= 4


def test_all_children_of_a_family_have_the_same_contacts(files, school):
    by_pupil: dict[str, list[tuple[str, ...]]] = {}
    for row in files["parents"]:
        by_pupil.setdefault(row["upn"], []).append(tuple(row.values())[1:])
    assert set(by_pupil) == {row["upn"] for row in files["pupils"]}
    for family in school.families:
        contacts = [by_pupil[child.upn] for child in family.children]
        assert all(before == after for before, after in pairwise(contacts))


def test_a_class_of_staff_is_one_that_pupils_are_in(files):
    classes = {row["class"] for row in files["pupils"]}
    for row in files["staff"]:
        assert set(filter(None, row["classes"].split(";"))) <= classes


def test_leavers_keep_the_year_group_they_left_from(files, school):
    left = school.last_year.days[-1].isoformat()
    assert {row["year_group"] for row in files["pupils"] if row["end_date"] == left} == {"6"}
    assert {row["year_group"] for row in files["pupils"]} == {"R", *"123456"}


def test_next_years_terms_are_known_in_the_summer(tmp_path):
    school = draw_demo_school(pupils=30, seed=1, today=date(2027, 6, 16))
    write_folder(school, tmp_path)
    starts = [row["start"] for row in rows_of(tmp_path, "calendar") if row["kind"] == "term"]
    assert starts[-6:][0].startswith("2027-09")


def test_the_first_school_day_of_a_year_has_only_last_years_marks(tmp_path):
    school = draw_demo_school(pupils=60, seed=1, today=date(2026, 9, 3))
    write_folder(school, tmp_path)
    marks = rows_of(tmp_path, "marks")
    assert school.day == date(2026, 9, 3)
    assert max(row["date"] for row in marks) == str(school.last_year.days[-1])
    assert "N" in {row["code"] for row in marks}
