"""Staff, as the file gives them."""

from datetime import UTC, date, datetime

import pytest

from schools.models import ClassTeacher, User
from tests.loading.folders import Folder, pupil, upn_of
from tests.loading.test_files import one

NEXT_WEEK = datetime(2025, 10, 13, 8, tzinfo=UTC)


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
