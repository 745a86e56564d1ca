"""The admission register of a whole school comes in pages, by choice, and whole for paper."""

import re
from datetime import date

import pytest

from schools.models import ClassMembership, Enrolment, Pupil
from tests.factories.people import ClassMembershipFactory, EnrolmentFactory, SchoolClassFactory
from tests.people.office import LAST_YEAR, Office

LEFT_ON = date(2026, 6, 12)


def names(office: Office, **asked: str) -> list[str]:
    """The pupils on the page, by surname, in its order."""
    text = office.text("register", **asked)
    return re.findall(r'<a class="plain"[^>]*>\S+ ([^<]+)</a>', text)


@pytest.fixture
def many(office: Office) -> Office:
    """Sixty pupils more, in the class of the three."""
    for number in range(60):
        office.pupil(legal_surname=f"Birch{number:02}")
    return office


def test_it_comes_in_pages_of_fifty_by_name(many: Office) -> None:
    first, second = names(many), names(many, page="2")
    assert len(first) == 50
    assert first + second == sorted(first + second)
    assert len(second) == len(set(first + second)) - 50 == 13
    text = many.text("register")
    assert "63 pupils on the roll" in text
    assert "Page 1 of 2" in text


def test_all_of_the_choice_can_be_shown_to_be_printed(many: Office) -> None:
    text = many.text("register", who="all", by="class")
    assert "Show all 63 to print" in text
    assert 'href="?who=all&amp;by=class&amp;all=1"' in text
    whole = many.text("register", who="all", by="class", all="1")
    assert len(names(many, who="all", all="1")) == 63
    assert "Page 1 of" not in whole
    assert 'href="?who=all&amp;by=class"' in whole


def test_a_short_register_has_no_pages(office: Office) -> None:
    text = office.text("register")
    assert "Page 1 of" not in text
    assert "to print" not in text


def test_the_next_page_keeps_what_was_chosen(many: Office) -> None:
    text = many.text("register", year="4", day="2026-11-10", who="all")
    assert 'href="?day=2026-11-10&amp;year=4&amp;who=all&amp;page=2"' in text


def test_the_heading_of_a_class_counts_all_of_it_on_each_page(many: Office) -> None:
    name = many.room.school_class.name
    for page in ("1", "2"):
        assert f"{name}, 63 pupils" in many.text("register", by="class", page=page)


def test_it_can_be_of_one_year_group(office: Office) -> None:
    other = ClassMembershipFactory(
        school_class=SchoolClassFactory(school=office.school), year_group="R"
    )
    assert names(office, year="R") == [other.pupil.legal_surname]
    assert other.pupil.legal_surname not in names(office, year="4")
    text = office.text("register", year="R")
    assert "Reception, on" in text
    assert "1 pupil on the roll" in text
    assert len(names(office, year="13")) == 4


def test_who_has_left_is_shown_with_the_last_day_and_the_last_class(office: Office) -> None:
    gone = office.leaver(legal_surname="Gone")
    stay = Enrolment.objects.get(pupil=gone)
    ClassMembershipFactory(
        school_class=office.room.school_class, enrolment=stay, end=LEFT_ON, year_group="6"
    )
    assert names(office) == ["Ashdown000", "Ashdown001", "Ashdown002"]
    text = office.text("register", who="left")
    assert names(office, who="left") == ["Gone"]
    assert "1 pupil who had left" in text
    assert "last day 12 June 2026" in text
    assert f"{office.room.school_class.name} Year 6" in text
    assert names(office, who="left", year="6") == ["Gone"]
    assert names(office, who="left", **{"class": str(office.room.school_class.pk)}) == ["Gone"]
    assert names(office, who="left", day="2026-06-12") == []
    assert names(office, who="left", day="2026-06-13") == ["Gone"]


def test_all_are_those_on_the_roll_and_those_who_left_each_once(office: Office) -> None:
    back = office.leaver(legal_surname="Back")
    EnrolmentFactory(pupil=back, start=date(2026, 9, 1))
    office.leaver(legal_surname="Gone")
    later = Pupil.objects.get(legal_surname="Ashdown002")
    ClassMembership.objects.filter(pupil=later).delete()
    Enrolment.objects.filter(pupil=later).update(start=date(2027, 1, 4))
    assert names(office, who="all") == ["Ashdown000", "Ashdown001", "Back", "Gone"]
    assert names(office, who="left") == ["Gone"]
    assert "4 pupils on the roll or left" in office.text("register", who="all")


def test_a_choice_that_fits_nobody_is_said_and_an_unknown_one_is_left_out(office: Office) -> None:
    assert "No pupil of the register fits this choice." in office.text("register", who="left")
    assert len(names(office, year="77", who="nobody", page="x", **{"class": "0"})) == 3


def test_another_schools_pupils_are_on_no_page(office: Office) -> None:
    other = Office()
    other.leaver(legal_surname="Elsewhere")
    assert "Elsewhere" not in names(office, who="all")
    assert len(names(office, who="all")) == 3
    assert Enrolment.objects.filter(start=LAST_YEAR).count() == 1


@pytest.mark.parametrize("who", ["on_roll", "left", "all"])
def test_a_page_takes_few_queries_whatever_is_chosen(
    many: Office, django_assert_max_num_queries, who: str
) -> None:
    many.leaver()
    with django_assert_max_num_queries(10):
        many.text("register", who=who, year="4", page="2")
