"""Parents and other contacts, and who of them is one person."""

import pytest

from schools.models import Parent, PupilParent
from tests.loading.folders import ADA, contact, upn_of
from tests.loading.test_files import one


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


@pytest.mark.parametrize(
    ("mobile", "may_text", "named"),
    [("01632 960123", "Y", 1), ("01632 960123", "", 0), ("07700 900123", "Y", 0)],
)
def test_a_landline_that_is_to_be_texted_is_named_once(folder, mobile, may_text, named):
    for row in folder["parents"]:
        row |= {"mobile": mobile, "may_text": may_text}
    report = folder.load()
    assert sum("is a landline" in notice for notice in report.notices) == named
    assert Parent.objects.get().mobile_number


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


def test_who_marries_is_still_the_same(folder):
    folder.load()
    for row in folder["parents"]:
        row |= {"title": "Ms", "surname": "Ashdown-Lee", "address1": "5 New Street"}
    assert folder.load().changed == {"parents": 1}


def test_a_new_address_leaves_no_line_of_the_old_one(folder):
    folder["parents"][0]["address3"] = folder["parents"][1]["address3"] = "Larkshire"
    folder.load()
    for row in folder["parents"]:
        row |= {"address1": "5 New Street", "address3": ""}
    folder.load()
    assert Parent.objects.get().address3 == ""


def test_a_number_that_the_newer_file_lacks_is_not_forgotten(folder):
    folder.load()
    for row in folder["parents"]:
        row |= {"mobile": "", "may_text": ""}
    assert folder.load().changes_nothing()
