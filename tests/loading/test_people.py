"""Staff, pupils and their parents, as the files give them."""

from datetime import UTC, date, datetime

import pytest

from schools.models import (
    ClassMembership,
    ClassTeacher,
    Enrolment,
    Parent,
    Pupil,
    PupilFlag,
    PupilParent,
    User,
)
from tests.loading.folders import ADA, BEN, Folder, contact, mark, pupil, upn_of
from tests.loading.test_files import one

NEXT_WEEK = datetime(2025, 10, 13, 8, tzinfo=UTC)


def memberships(upn=ADA):
    rows = ClassMembership.objects.filter(pupil__upn=upn).order_by("start")
    return list(rows.values_list("start", "end", "school_class__name", "year_group"))


def test_staff_are_loaded_without_a_password_and_with_their_class(folder):
    folder.load()
    teacher = User.objects.get(surname="Okonjo")
    assert not teacher.has_usable_password()
    assert teacher.roles == ["class_teacher"]
    assert ClassTeacher.objects.get().start == date(2025, 9, 1)
    assert User.objects.get(is_system=True).is_active is False


def test_a_staff_class_that_no_pupil_is_in_is_refused(folder):
    folder["staff"][0]["classes"] = "Robin;Wren"
    one(folder.refused(), "staff.csv:2 classes", "Wren", "a class that a pupil is in")


@pytest.mark.parametrize(
    ("column", "found"),
    [("email", "nobody"), ("email", ""), ("surname", ""), ("roles", ""), ("roles", "caretaker"),
     ("year_groups", "Year 4")],
)  # fmt: skip
def test_what_cannot_be_right_of_staff_is_refused(folder, column, found):
    folder["staff"][1][column] = found
    one(folder.refused(), f"staff.csv:3 {column}")


def test_a_person_twice_is_refused(folder):
    folder["staff"][1]["email"] = folder["staff"][0]["email"].upper()
    one(folder.refused(), "staff.csv:3 email", "line 2")


def test_an_address_that_another_school_uses_is_refused(folder, tmp_path):
    folder.load()
    other = Folder(tmp_path / "other", urn="990102")
    other["staff"][0]["email"] = folder["staff"][0]["email"].title()
    one(other.refused(), "staff.csv:2 email", "another school")


def test_a_new_class_of_a_teacher_holds_from_the_day_of_loading(folder):
    folder.load()
    folder["pupils"].append(pupil(upn_of(3), "Cy", **{"class": "Wren"}))
    folder["staff"][0]["classes"] = "Wren"
    report = folder.load(at=NEXT_WEEK)
    assert (report.added["class teachers"], report.ended["class teachers"]) == (1, 1)
    assert list(ClassTeacher.objects.order_by("start").values_list("start", "end")) == [
        (date(2025, 9, 1), date(2025, 10, 12)), (date(2025, 10, 13), None),
    ]  # fmt: skip


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


def test_who_is_lacking_in_a_newer_folder_is_reported_and_stays(folder):
    folder.load()
    for name in ("pupils", "parents", "marks", "staff"):
        folder[name].pop()
    report = folder.load()
    assert report.changes_nothing()
    assert any(BEN in notice for notice in report.notices)
    assert any("staff.csv lacks 1 people" in notice for notice in report.notices)
    assert any("lacks 1 contacts" in notice for notice in report.notices)
    assert Enrolment.objects.get(pupil__upn=BEN).end is None


def test_brothers_and_sisters_share_their_mother(folder):
    folder["parents"][1]["address1"] = "9 Other Road"
    folder.load()
    assert Parent.objects.count() == 1
    assert PupilParent.objects.count() == 2
    assert folder.load().changes_nothing()


def test_the_same_name_at_the_same_address_is_the_same_person(folder):
    folder["parents"][1]["mobile"] = ""
    folder.load()
    assert Parent.objects.get().mobile_number == "+447700900123"


def test_the_same_name_alone_is_a_look_alike_and_stays_two_people(folder):
    folder["parents"][1] |= {"mobile": "07700 900456", "address1": "9 Other Road"}
    report = folder.load()
    assert Parent.objects.count() == 2
    assert any("look alike" in notice for notice in report.notices)


def test_a_contact_twice_for_one_pupil_is_refused(folder):
    folder["parents"].append(contact(ADA, priority="2"))
    one(folder.refused(), "parents.csv:4 surname", "line 2")


def test_a_number_that_cannot_be_right_is_kept_as_written_and_named(folder):
    for row in folder["parents"]:
        row |= {"mobile": "0770", "email": "ruth at home"}
    report = folder.load()
    mother = Parent.objects.get()
    assert (mother.mobile, mother.mobile_number, mother.email_is_usable) == ("0770", "", False)
    assert sum("cannot be right" in notice for notice in report.notices) == 2


def test_a_mother_with_a_new_number_and_address_is_still_the_same(folder):
    folder.load()
    for row in folder["parents"]:
        row |= {"mobile": "07700 900999", "address1": "5 New Street"}
    assert folder.load().changed == {"parents": 1}
    assert Parent.objects.get().mobile_number == "+447700900999"


@pytest.mark.parametrize(
    ("column", "found"),
    [("upn", "X"), ("upn", upn_of(77)), ("priority", "0"), ("surname", ""), ("may_text", "1")],
)
def test_what_cannot_be_right_of_a_contact_is_refused(folder, column, found):
    folder["parents"][1][column] = found
    one(folder.refused(), f"parents.csv:3 {column}")
