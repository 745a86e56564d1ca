"""The admission register of the whole school, on screen and on paper."""

from datetime import date

import pytest

from audit.models import Look
from schools.models import Enrolment
from tests.factories.people import ClassMembershipFactory, SchoolClassFactory
from tests.people.office import Office


def test_a_line_has_all_that_the_regulation_asks_for(office: Office) -> None:
    ivy = office.pupil(
        legal_forename="Ivy",
        legal_surname="Marsh",
        preferred_forename="Ivo",
        sex="F",
        address1="1 Elm Row",
        postcode="ZZ1 1AA",
        future_address="3 Oak Way",
        future_address_from=date(2027, 1, 4),
    )
    Enrolment.objects.filter(pupil=ivy).update(
        last_school="Oak Infants", next_school="Ash High", next_school_from=date(2027, 1, 5)
    )
    office.parent_of(
        ivy,
        forename="Rue",
        surname="Marsh",
        mobile="07700 900123",
        phone="0161 496 0123",
        address1="2 Ash Lane",
        link={"relationship": "Mother", "lives_with_pupil": True},
    )
    office.parent_of(
        ivy, forename="Kit", surname="Minder", link={"priority": 2, "is_parent": False}
    )
    text = office.text("register")
    for fact in (
        "Ivy Marsh", "in use: Ivo Marsh", ivy.upn, "14 March 2017", "Female", "1 September 2025",
        "Oak Infants", "Ash High", "from 5 January 2027", "1 Elm Row, ZZ1 1AA", "3 Oak Way",
        "from 4 January 2027", "Rue Marsh", "mother", "lives with the pupil", "2 Ash Lane",
        "07700 900123, 0161 496 0123", "4 pupils on the roll",
    ):  # fmt: skip
        assert fact in text, fact
    assert "Kit Minder" not in text


def test_it_says_for_paper_who_printed_it_and_when(office: Office) -> None:
    assert f"Printed 12 November 2026, 8:55 by {office.person.name}." in office.text("register")


def test_it_can_be_of_one_class_by_class_or_of_an_earlier_day(office: Office) -> None:
    left = office.leaver(legal_forename="Gwendolyn")
    other = ClassMembershipFactory(
        school_class=SchoolClassFactory(school=office.school, name="Aspen")
    )
    grouped = office.text("register", by="class")
    assert grouped.index("Aspen, 1 pupil") < grouped.index(office.room.school_class.name + ", 3")
    one = office.text("register", **{"class": other.school_class.pk})
    assert other.pupil.surname in one
    assert "Ashdown000" not in one
    assert left.legal_forename not in office.text("register")
    assert left.legal_forename in office.text("register", day="2026-06-12")


def test_a_wrong_day_is_refused_in_words(office: Office) -> None:
    answer = office.open("register", day="2026-02-29")
    assert answer.status_code == 422
    assert "There is no 29 February 2026" in answer.text


def test_one_look_is_noted_for_the_whole_page(office: Office) -> None:
    office.text("register")
    look = Look.objects.get(by=office.person)
    assert (look.subject_kind, look.what) == ("schools.School", "admission register")


@pytest.mark.parametrize("role", ["class_teacher", "year_lead", "senco", "governor"])
def test_who_sees_no_contacts_does_not_see_it(office: Office, role: str) -> None:
    office.as_role(role)
    assert office.open("register").status_code == 403


@pytest.mark.parametrize("pupils", [1, 25])
def test_it_takes_few_queries_whatever_the_number_of_pupils(
    office: Office, django_assert_max_num_queries, pupils: int
) -> None:
    for _ in range(pupils):
        office.parent_of(office.pupil())
    with django_assert_max_num_queries(10):
        office.text("register", by="class")
