"""A pupil is found by what a person remembers, and only by whom the pupil is open to."""

from datetime import date

import pytest

from schools.models import Pupil, User
from schools.queries.find_pupils import find_pupils
from tests.factories.people import ClassMembershipFactory, ParentFactory, PupilFactory
from tests.people.office import Office


def names(office: Office, text: str, *, by: User | None = None) -> list[str]:
    found = find_pupils(by=by or office.person, text=text, on=office.today)
    return [str(pupil) for pupil in found.pupils]


@pytest.fixture
def lucja(office: Office) -> Pupil:
    return office.pupil(
        legal_forename="Łucja",
        middle_names="Żaneta Ewa",
        legal_surname="Kowalczuk-Nowak",
        preferred_forename="Lulu",
        preferred_surname="O'Brien",
    )


@pytest.mark.parametrize(
    "text",
    ["luc", "Łuc", "ŁUCJA", "zan", "ewa", "kow", "now", "lul", "obr", "o'b", "O’B", "O’Brien",
     "lucja kow", "kow luc", "kowalczuk-nowak", "  luc  ", "ew lu ko"],
)  # fmt: skip
def test_the_beginning_of_any_word_of_any_name_is_enough(
    office: Office, lucja: Pupil, text: str
) -> None:
    assert names(office, text) == [lucja.name]


@pytest.mark.parametrize("text", ["ucja", "wal", "luc smith", "rien", "luc%", "l_c", "%%%", "lu"])
def test_what_no_word_begins_with_finds_nobody(office: Office, lucja: Pupil, text: str) -> None:
    assert names(office, text) == []


def test_a_name_of_two_letters_is_found_whole(office: Office) -> None:
    office.pupil(legal_forename="Jo", legal_surname="Li")
    office.pupil(legal_forename="Joseph", legal_surname="Lindqvist")
    assert names(office, "li") == ["Jo Li"]
    assert names(office, "jo") == ["Jo Li"]
    assert set(names(office, "jos")) == {"Joseph Lindqvist"}
    assert set(names(office, "jo li")) == {"Jo Li", "Joseph Lindqvist"}


def test_pupils_come_in_the_order_of_their_surnames(office: Office) -> None:
    for surname in ("Żuk", "Young", "Zuber"):
        office.pupil(legal_forename="Marek", legal_surname=surname)
    assert names(office, "marek") == ["Marek Young", "Marek Zuber", "Marek Żuk"]


def test_the_number_of_a_pupil_is_found_whole_or_by_its_beginning(
    office: Office, lucja: Pupil
) -> None:
    for text in (lucja.upn, lucja.upn.lower(), f"{lucja.upn[:4]} {lucja.upn[4:]}"):
        assert names(office, text) == [lucja.name]
    assert lucja.name in names(office, lucja.upn[:5])
    assert names(office, lucja.upn[1:]) == []


@pytest.mark.parametrize(
    "text",
    ["07700 900123", "+44 7700 900 123", "0044 7700 900123", "+44 (0)7700 900123",
     "(07700) 900-123", "900123", "07700 9001", "00123"],
)  # fmt: skip
def test_a_parents_number_finds_each_of_their_children(office: Office, text: str) -> None:
    brother, sister = office.pupil(legal_forename="Ann"), office.pupil(legal_forename="Bob")
    office.pupil(legal_forename="Cyril")
    office.parent_of(brother, sister, mobile="07700 900123", mobile_number="+447700900123")
    assert sorted(names(office, text)) == sorted([brother.name, sister.name])


def test_the_other_number_and_one_of_another_country_are_found(office: Office) -> None:
    pupil = office.pupil()
    office.parent_of(pupil, mobile_number="+33612345678", phone_number="+441614960123")
    assert names(office, "+33 6 12 34 56 78") == [pupil.name]
    assert names(office, "0033 6 12345678") == [pupil.name]
    assert names(office, "0161 496 0123") == [pupil.name]


def test_a_contact_who_is_one_no_more_finds_nobody(office: Office) -> None:
    pupil = office.pupil()
    office.parent_of(pupil, link={"ended_on": office.today}, mobile_number="+447700900123")
    assert names(office, "07700 900123") == []


def test_three_digits_are_too_few_and_that_is_said(office: Office) -> None:
    found = find_pupils(by=office.person, text="012", on=office.today)
    assert found.sentence == "Enter at least 4 digits of a telephone number."


def test_who_may_not_see_contacts_cannot_look_for_a_number(office: Office) -> None:
    office.parent_of(office.room.pupils[0], mobile_number="+447700900123")
    found = find_pupils(by=office.room.teacher, text="07700900123", on=office.today)
    assert not found.pupils
    assert found.sentence.startswith("You cannot do this. It can be done by: School office")


def test_a_teacher_finds_only_pupils_of_classes_of_today(office: Office) -> None:
    other = ClassMembershipFactory(
        school_class__school=office.school, enrolment__pupil__legal_forename="Robert"
    )
    teacher = office.room.teacher
    assert other.pupil.name in names(office, "rob")
    assert other.pupil.name not in names(office, "rob", by=teacher)
    assert names(office, other.pupil.upn, by=teacher) == []
    assert names(office, "ashdown000", by=teacher) == [office.room.pupils[0].name]


def test_a_year_lead_finds_pupils_of_the_year_groups_led(office: Office) -> None:
    five = ClassMembershipFactory(school_class__school=office.school, year_group="5")
    lead = office.as_role("year_lead", year_groups=["5"])
    assert names(office, "rob", by=lead) == [five.pupil.name]
    lead.roles = ["year_lead", "senco"]
    assert len(names(office, "rob", by=lead)) == 4


@pytest.mark.parametrize("role", ["governor", ""])
def test_who_sees_no_pupils_finds_none(office: Office, role: str) -> None:
    assert names(office, "rob", by=office.as_role(role)) == []


def test_a_leaver_is_found_by_the_office_and_not_by_a_former_teacher(office: Office) -> None:
    leaver = office.leaver(legal_forename="Gwendolyn")
    assert names(office, "gwen") == [leaver.name]
    assert names(office, "gwen", by=office.room.teacher) == []


def test_nobody_of_another_school_is_found(office: Office) -> None:
    stranger = PupilFactory(legal_forename="Xanthippe")
    ParentFactory(school=stranger.school, mobile_number="+447700900123")
    assert names(office, "xan") == []
    assert names(office, stranger.upn) == []
    assert names(office, "07700900123") == []


def test_a_changed_name_is_found_at_once(office: Office) -> None:
    pupil = office.pupil(legal_forename="Tom")
    pupil.preferred_forename = "Tamsin"
    pupil.save()
    assert names(office, "tams") == [pupil.name]
    assert pupil.date_of_birth == date(2017, 3, 14)
