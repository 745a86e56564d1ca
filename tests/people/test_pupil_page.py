"""The pupil's page shows the register's entry, as far as the role may see it."""

from datetime import date

import pytest

from audit.models import Look
from schools.models import ClassMembership, Enrolment, Pupil, PupilFlag, User
from tests.factories.people import PupilFactory
from tests.people.office import Office


@pytest.fixture
def ivy(office: Office) -> Pupil:
    pupil = office.pupil(
        legal_forename="Ivy",
        middle_names="Rose",
        legal_surname="Marsh",
        preferred_surname="Reed",
        sex="F",
        address1="1 Elm Row",
        postcode="ZZ1 1AA",
        ethnicity="WBRI",
        first_language="English",
    )
    Enrolment.objects.filter(pupil=pupil).update(last_school="Oak Infants", next_school="Ash High")
    return pupil


def test_the_register_entry_is_whole_for_the_office(office: Office, ivy: Pupil) -> None:
    text = office.text("pupil", ivy.pk)
    for fact in (
        "<h1>Ivy Reed</h1>", "Ivy Rose Marsh", "14 March 2017", "9 years old", "Female", ivy.upn,
        "1 Elm Row<br>ZZ1 1AA", "1 September 2025", "Oak Infants", "Ash High", "WBRI", "English",
        f"{office.room.school_class.name}, Year 4", "from 1 September 2025", "On the roll",
        "People to contact", "Nothing is recorded.",
    ):  # fmt: skip
        assert fact in text, fact


def test_a_teacher_sees_names_age_and_class_and_no_address(office: Office, ivy: Pupil) -> None:
    sister = office.pupil(legal_forename="Ada")
    office.parent_of(ivy, sister)
    office.sign_in(office.room.teacher)
    text = office.text("pupil", ivy.pk)
    assert "Ivy Rose Marsh" in text
    assert "14 March 2017" in text
    for fact in (
        ivy.upn,
        "1 Elm Row",
        "WBRI",
        "Oak Infants",
        "Brothers and sisters",
        "History of",
        "People to contact",
    ):
        assert fact not in text, fact
    for name in ("edit", "change_class", "history"):
        assert office.address(name, ivy.pk) not in text


def test_classes_over_time_stand_newest_first(office: Office, ivy: Pupil) -> None:
    now = ClassMembership.objects.get(pupil=ivy)
    stay = now.enrolment
    Enrolment.objects.filter(pk=stay.pk).update(start=date(2024, 9, 3))
    ClassMembership.objects.create(
        school=office.school,
        enrolment=stay,
        pupil=ivy,
        year_group="3",
        start=date(2024, 9, 3),
        end=date(2025, 8, 31),
    )
    text = office.text("pupil", ivy.pk)
    assert "Class not known, Year 3" in text
    assert "3 September 2024 to 31 August 2025" in text
    assert text.index("from 1 September 2025") < text.index("3 September 2024 to")


def test_brothers_and_sisters_share_a_parent_and_not_a_childminder(
    office: Office, ivy: Pupil
) -> None:
    brother, left = office.pupil(legal_forename="Ben"), office.leaver(legal_forename="Cy")
    minded, once = office.pupil(legal_forename="Dot"), office.pupil(legal_forename="Eve")
    office.parent_of(ivy, brother, left, link={"is_parent": True})
    office.parent_of(ivy, minded, link={"priority": 2, "is_parent": False})
    office.parent_of(ivy, once, link={"priority": 3, "ended_on": office.today})
    text = office.text("pupil", ivy.pk)
    family = text[text.index("Brothers and sisters here") :]
    assert brother.name in family
    assert left.name in family
    assert minded.name not in family
    assert once.name not in family


def test_a_leaver_is_marked_and_can_be_admitted_again(office: Office) -> None:
    leaver = office.leaver()
    text = office.text("pupil", leaver.pk)
    assert "Left 12 June 2026" in text
    assert office.address("readmit", leaver.pk) in text
    assert office.address("change_class", leaver.pk) not in text


def test_a_pupil_of_another_class_is_not_found_by_a_teacher(office: Office) -> None:
    other = PupilFactory(school=office.school)
    office.sign_in(office.room.teacher)
    assert office.open("pupil", other.pk).status_code == 404
    assert office.open("pupil", office.room.pupils[0].pk).status_code == 200


def test_opening_contacts_is_noted_and_a_teachers_look_at_none_is_not(
    office: Office, ivy: Pupil
) -> None:
    office.text("pupil", ivy.pk)
    look = Look.objects.get(subject_id=ivy.pk, what="contacts")
    assert (look.by, look.subject_kind) == (office.person, "schools.Pupil")
    assert look.at == office.room.at("8:55")
    office.sign_in(office.room.teacher)
    office.text("pupil", ivy.pk)
    assert not Look.objects.filter(by=office.room.teacher).exists()


def test_looking_changes_nothing_but_the_trail(office: Office, ivy: Pupil) -> None:
    before = Pupil.objects.values().get(pk=ivy.pk)
    office.text("pupil", ivy.pk)
    assert Pupil.objects.values().get(pk=ivy.pk) == before
    assert office.client.post(office.address("pupil", ivy.pk)).status_code == 405


def test_somebody_without_a_class_or_a_time_on_the_roll_has_a_page_too(office: Office) -> None:
    bare = PupilFactory(school=office.school)
    text = office.text("pupil", bare.pk)
    assert "Not on the roll" in text
    assert "No class is known." in text


def test_a_flag_that_was_shown_is_noted_by_its_kind(office: Office, ivy: Pupil) -> None:
    PupilFlag.objects.create(
        school=office.school, pupil=ivy, kind="child_protection", start=date(2026, 9, 1)
    )
    PupilFlag.objects.create(
        school=office.school, pupil=ivy, kind="medical_need", start=date(2026, 9, 1)
    )
    assert "Vulnerable" in office.text("pupil", ivy.pk)
    lead = office.as_role("attendance_lead")
    assert "Child protection plan" in office.text("pupil", ivy.pk)
    office.sign_in(office.room.teacher)
    assert "Medical need" in office.text("pupil", ivy.pk)

    def looked(person: User) -> set[str]:
        return set(Look.objects.filter(by=person).values_list("what", flat=True))

    assert looked(office.person) == {"contacts"}
    assert looked(lead) == {"contacts", "safeguarding", "medical"}
    assert looked(office.room.teacher) == {"medical"}


@pytest.mark.parametrize("others", [0, 6])
def test_the_page_takes_at_most_fifteen_queries(
    office: Office, ivy: Pupil, django_assert_max_num_queries, others: int
) -> None:
    siblings = [office.pupil() for _ in range(others)]
    for priority in (1, 2):
        office.parent_of(ivy, *siblings, link={"priority": priority})
    office.as_role("headteacher")
    office.text("pupil", ivy.pk)
    with django_assert_max_num_queries(15):
        office.text("pupil", ivy.pk)
