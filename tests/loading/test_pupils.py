"""Pupils, their time on the roll, their classes and their flags."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from schools.models import ClassMembership, Enrolment, Pupil, PupilFlag
from tests.loading.folders import ADA, BEN, mark, pupil, upn_of
from tests.loading.test_files import one

NEXT_WEEK = datetime(2025, 10, 13, 8, tzinfo=UTC)


def memberships(upn=ADA):
    rows = ClassMembership.objects.filter(pupil__upn=upn).order_by("start")
    return list(rows.values_list("start", "end", "school_class__name", "year_group"))


def test_a_bad_pupil_number_is_refused(folder):
    folder["pupils"][0]["upn"] = ("A" if ADA[0] != "A" else "B") + ADA[1:]
    faults = [fault for fault in folder.refused() if fault.startswith("pupils.csv")]
    one(faults, "pupils.csv:2 upn", f"the check letter {ADA[0]}")


def test_a_temporary_number_is_allowed_and_named(folder):
    temporary = upn_of(3, "A")
    folder["pupils"].append(pupil(temporary, "Cy"))
    assert any(temporary in notice for notice in folder.load().notices)
    assert Pupil.objects.get(upn=temporary).upn_is_temporary


def test_a_temporary_number_needs_its_check_letter_too(folder):
    wrong = ("A" if upn_of(3, "A")[0] != "A" else "B") + upn_of(3, "A")[1:]
    folder["pupils"].append(pupil(wrong, "Cy"))
    one(folder.refused(), "pupils.csv:4 upn", "check letter")


@pytest.mark.parametrize(
    ("column", "found"),
    [("date_of_birth", "2016-02-30"), ("date_of_birth", ""), ("start_date", "soon"),
     ("end_date", "2024-09-02"), ("year_group", "14"), ("year_group", ""), ("class", ""),
     ("legal_surname", ""), ("enrolment", "X"), ("sen", "Y"), ("fsm", "yes"),
     ("leaving_ground", "a"), ("leaving_ground", "q"), ("date_of_birth", "2024-09-03"),
     ("legal_forename", "x" * 121)],
)  # fmt: skip
def test_what_cannot_be_right_of_a_pupil_is_refused(folder, column, found):
    folder["pupils"][1][column] = found
    one(folder.refused(), f"pupils.csv:3 {column}")


def test_enrolments_that_overlap_are_refused(folder):
    folder["pupils"].append(pupil(ADA, "Ada", start_date="2025-01-06"))
    one(folder.refused(), "pupils.csv:4 start_date", "line 2")


def test_an_enrolment_that_overlaps_a_stored_one_is_refused(folder):
    folder.load()
    folder["pupils"][0]["start_date"] = "2025-01-06"
    one(folder.refused(), "pupils.csv:2 start_date", "the one stored (from 2024-09-03 on)")


def test_a_pupil_may_come_back(folder):
    folder["pupils"][0]["end_date"] = "2024-12-20"
    folder["pupils"].append(pupil(ADA, "Ada", start_date="2025-09-03"))
    assert folder.load().added["enrolments"] == 3
    assert folder.load().changes_nothing()


def test_the_class_holds_this_year_and_before_it_the_year_group_is_counted_back(folder):
    folder["pupils"][0]["start_date"] = "2023-11-06"
    folder.load()
    assert memberships() == [
        (date(2023, 11, 6), date(2024, 8, 31), None, "2"),
        (date(2024, 9, 1), date(2025, 8, 31), None, "3"),
        (date(2025, 9, 1), None, "Robin", "4"),
    ]


def test_the_class_of_a_pupil_who_left_before_this_year_is_not_known(folder):
    folder["pupils"][0] |= {"end_date": "2025-07-18", "class": "Old Oak", "year_group": "6"}
    folder["marks"].pop(0)
    folder["marks"].append(mark(ADA, "2024-09-04"))
    folder.load()
    assert memberships() == [(date(2024, 9, 3), date(2025, 7, 18), None, "6")]


def test_loading_twice_changes_nothing(folder):
    folder["pupils"][0] |= {"sen": "K", "fsm": "Y"}
    folder.load()
    assert folder.load(at=NEXT_WEEK).changes_nothing()


def test_a_changed_class_closes_the_old_one_the_day_before(folder):
    folder.load()
    folder["pupils"][0] |= {"class": "Wren"}
    report = folder.load(effective=date(2025, 10, 13))
    assert report.ended["class memberships"] == 1
    assert memberships()[-2:] == [
        (date(2025, 9, 1), date(2025, 10, 12), "Robin", "4"),
        (date(2025, 10, 13), None, "Wren", "4"),
    ]
    assert folder.load().changes_nothing()


def test_a_changed_name_and_address_are_taken_over(folder):
    folder.load()
    folder["pupils"][0] |= {"preferred_forename": "Addy", "address1": "2 Oak Way"}
    assert folder.load().changed == {"pupils": 1}
    ada = Pupil.objects.get(upn=ADA)
    assert (ada.name, ada.address1, " addy" in ada.search_key) == (
        "Addy Ashdown", "2 Oak Way", True,
    )  # fmt: skip


def test_flags_begin_and_end_on_the_day_of_loading(folder):
    folder["pupils"][0] |= {"sen": "K", "fsm": "Y"}
    folder.load()
    folder["pupils"][0] |= {"sen": "E", "fsm": ""}
    report = folder.load(at=NEXT_WEEK)
    assert (report.added["flags"], report.ended["flags"]) == (1, 1)
    assert PupilFlag.objects.get(kind="fsm").end is None
    folder["pupils"][0] |= {"sen": "N", "fsm": "N"}
    folder.load(effective=date(2025, 10, 20))
    rows = PupilFlag.objects.order_by("kind", "start").values_list("kind", "value", "start", "end")
    assert list(rows) == [
        ("fsm", "", date(2025, 10, 6), date(2025, 10, 19)),
        ("sen", "K", date(2025, 10, 6), date(2025, 10, 12)),
        ("sen", "E", date(2025, 10, 13), date(2025, 10, 19)),
    ]


def test_an_end_date_ends_the_enrolment_and_its_class(folder):
    folder.load()
    folder["pupils"][0] |= {"end_date": "2025-10-03", "leaving_ground": "a"}
    assert folder.load().ended["enrolments"] == 1
    assert Enrolment.objects.get(pupil__upn=ADA).end == date(2025, 10, 3)
    assert memberships()[-1][1] == date(2025, 10, 3)
    assert folder.load().changes_nothing()


def test_an_end_date_before_marks_is_refused_naming_the_last_marked_day(folder):
    folder.load()
    del folder.files["marks.csv"]
    folder["pupils"][0]["end_date"] = "2025-09-02"
    one(folder.refused(), "pupils.csv:2 end_date", "2025-09-03, the pupil's last marked day")


def test_each_of_two_earlier_ends_of_one_pupil_is_compared_with_its_marks(folder):
    folder["pupils"][0]["end_date"] = "2025-09-05"
    folder["pupils"].append(pupil(ADA, "Ada", start_date="2025-09-08"))
    folder["marks"].append(mark(ADA, "2025-09-09"))
    folder.load()
    del folder.files["marks.csv"]
    folder["pupils"][0]["end_date"] = "2025-09-02"
    folder["pupils"][2]["end_date"] = "2025-09-08"
    found = folder.refused()
    assert len(found) == 2
    one(found[:1], "pupils.csv:2 end_date", "2025-09-03, the pupil's last marked day")
    one(found[1:], "pupils.csv:4 end_date", "2025-09-09, the pupil's last marked day")


def test_who_is_lacking_in_a_newer_folder_is_reported_and_stays(folder):
    folder.load()
    for name in ("pupils", "parents", "marks", "staff"):
        folder[name].pop()
    report = folder.load()
    assert report.changes_nothing()
    assert any(
        f"lacks 1 pupil; nothing changes for them: Ben Ashdown ({BEN})." in notice
        for notice in report.notices
    )
    assert any("staff.csv lacks 1 person" in notice for notice in report.notices)
    assert any("lacks 1 contact;" in notice for notice in report.notices)
    assert Enrolment.objects.get(pupil__upn=BEN).end is None


def test_a_missing_end_date_does_not_bring_a_leaver_back(folder):
    folder["pupils"][0]["end_date"] = "2025-10-03"
    folder.load()
    folder["pupils"][0]["end_date"] = ""
    report = folder.load()
    assert report.changes_nothing()
    assert any("still ends on 2025-10-03" in notice for notice in report.notices)


def test_an_end_date_on_the_last_marked_day_is_right(folder):
    folder.load()
    folder["pupils"][0]["end_date"] = "2025-09-03"
    assert folder.load().ended["enrolments"] == 1


def test_a_class_changed_twice_in_one_day_leaves_one_trace(folder):
    folder.load()
    for name in ("Wren", "Finch"):
        folder["pupils"][0]["class"] = name
        folder.load(at=NEXT_WEEK)
    assert [row[2] for row in memberships()[-2:]] == ["Robin", "Finch"]


def test_an_end_before_a_class_began_takes_that_class_back(folder):
    folder.load()
    folder["pupils"][0]["class"] = "Wren"
    folder.load(effective=date(2025, 10, 13))
    folder["pupils"][0]["end_date"] = "2025-10-03"
    folder.load()
    assert memberships()[-1] == (date(2025, 9, 1), date(2025, 10, 3), "Robin", "4")


def test_a_flag_set_and_withdrawn_in_one_day_leaves_none(folder):
    folder["pupils"][0]["fsm"] = "Y"
    folder.load()
    folder["pupils"][0]["fsm"] = "N"
    assert folder.load().ended["flags"] == 1
    assert not PupilFlag.objects.exists()


def test_a_class_that_the_newer_folder_lacks_is_reported_and_stays(folder):
    folder.load()
    for row in folder["pupils"]:
        row["class"] = "Wren"
    folder["staff"][0]["classes"] = ""
    assert any("nobody in these classes" in notice for notice in folder.load().notices)
    assert ClassMembership.objects.filter(school_class__name="Robin").exists()


def test_a_day_belongs_to_one_enrolment_only(folder):
    folder["pupils"][0]["end_date"] = "2025-09-03"
    folder["pupils"].append(pupil(ADA, "Ada", start_date="2025-09-03"))
    one(folder.refused(), "pupils.csv:4 start_date", "line 2")


@pytest.mark.parametrize("leavers", [1, 12])
def test_leavers_are_compared_with_their_marks_in_one_query(folder, leavers):
    for number in range(10, 10 + leavers):
        folder["pupils"].append(pupil(upn_of(number), f"Kit{number}"))
    folder.load()
    for row in folder["pupils"][2:]:
        row["end_date"] = "2025-10-03"
    with CaptureQueriesContext(connection) as asked:
        folder.load(dry_run=True)
    assert sum("last_marked" in query["sql"] for query in asked) == 1
    assert len(asked) < 70, "the same bound for few and for many"
