"""A pupil is admitted with the UPN checked, from a starting day on."""

from datetime import date, timedelta
from typing import Any

import pytest
from stdnum.gb import upn as numbers

from audit.models import Act
from registers.queries.roll import roll
from schools.actions.admit_pupil import admit_pupil
from schools.enrolling import age
from schools.models import (
    AuthorityProfile,
    Enrolment,
    FactChange,
    NewPupilReturn,
    Pupil,
)
from schools.permissions import NotPermitted
from schools.pupil_facts import AlreadyOnRecord
from schools.refusals import Refused
from tests.factories.people import PupilFactory, SchoolClassFactory, upn_of
from tests.factories.schools import SessionFactory
from tests.people.office import Office

UPN = upn_of(987654321)
MONDAY = date(2026, 11, 16)


def typed(office: Office, **other: Any) -> dict[str, Any]:
    return {
        "upn": UPN,
        "legal_forename": "Ivy",
        "legal_surname": "Marsh",
        "date_of_birth": "2018-04-30",
        "start": MONDAY.isoformat(),
        "school_class": office.room.school_class.pk,
        "year_group": "4",
        "kind": "C",
        **other,
    }


def admit(office: Office, *, start: date = MONDAY, **facts: Any) -> Pupil:
    known = {
        "upn": UPN,
        "legal_forename": "Ivy",
        "legal_surname": "Marsh",
        "date_of_birth": date(2018, 4, 30),
        **facts,
    }
    return admit_pupil(
        by=office.person,
        facts=known,
        start=start,
        class_id=office.room.school_class.pk,
        year_group=facts.get("year_group", "4"),
        at=office.room.at("8:55"),
        on=office.today,
    )


def test_an_admitted_pupil_stands_on_the_register_from_the_starting_day(office: Office) -> None:
    answer = office.post("admit", **typed(office, last_school="Elm Infants", postcode="zz11aa"))
    ivy = Pupil.objects.get(upn=UPN)
    assert answer.url == office.address("pupil", ivy.pk)
    assert (ivy.name, ivy.postcode, ivy.version) == ("Ivy Marsh", "ZZ1 1AA", 1)
    stay = Enrolment.objects.get(pupil=ivy)
    assert (stay.start, stay.end, stay.last_school) == (MONDAY, None, "Elm Infants")
    room = office.room.school_class
    assert ivy in [one.pupil for one in roll(school_class=room, day=MONDAY)]
    assert ivy not in [one.pupil for one in roll(school_class=room, day=office.today)]
    assert "Ivy Marsh is on the roll from 16 November 2026." in office.text("pupil", ivy.pk)


def test_admitting_leaves_a_line_of_history_and_an_audit_entry(office: Office) -> None:
    ivy = admit(office)
    act = Act.objects.get(act="admit_pupil", subject_id=ivy.pk)
    assert act.by == office.person
    facts = dict(FactChange.objects.filter(pupil=ivy).values_list("fact", "after"))
    assert facts["enrolment"] == "from 16 November 2026"
    assert office.room.school_class.name in facts["class"]


def test_a_second_pupil_of_a_upn_is_refused_with_a_link_to_the_one_there_is(
    office: Office,
) -> None:
    there = office.leaver(upn=UPN, legal_forename="Ivy", legal_surname="Marsh")
    answer = office.post("admit", **typed(office, upn=f" {UPN.lower()} "))
    assert answer.status_code == 422
    assert "Ivy Marsh already has the UPN" in answer.text
    assert office.address("pupil", there.pk) in answer.text
    assert Pupil.objects.filter(upn=UPN).count() == 1


def test_the_upn_of_another_schools_pupil_may_be_used(office: Office) -> None:
    PupilFactory(upn=UPN)
    assert admit(office).upn == UPN


def test_a_temporary_upn_is_allowed_and_said(office: Office) -> None:
    temporary = "88699992501A"
    temporary = numbers.calc_check_digit(temporary) + temporary
    ivy = admit(office, upn=temporary)
    assert ivy.upn_is_temporary
    assert "Temporary" in office.text("pupil", ivy.pk)


@pytest.mark.parametrize(
    ("fact", "value", "said"),
    [
        ("upn", "", "Enter the UPN."),
        ("upn", "A123", "Check the UPN."),
        ("upn", ("A" if UPN[0] != "A" else "B") + UPN[1:], f"the check letter {UPN[0]}"),
        ("legal_surname", " ", "Enter the legal surname."),
        ("legal_forename", "x" * 121, "Legal forename is too long: at most 120 characters."),
        ("date_of_birth", "2019-02-29", "There is no 29 February 2019: February 2019 has 28 days."),
        ("date_of_birth", "2027-01-01", "would be not yet born"),
        ("date_of_birth", "1999-01-01", "would be 27 years old"),
        ("date_of_birth", "2026-01-01", "would be 0 years old"),
        ("start", "", "Enter the starting day."),
        ("start", "2029-09-01", "Enter a starting day within a year of today."),
        ("start", "2006-11-16", "Enter a starting day within a year of today."),
        ("school_class", "", "Choose a class."),
        ("school_class", "9999999", "Choose a class."),
        ("year_group", "14", "Choose a year group."),
        ("kind", "Q", "Choose a kind."),
        ("sex", "Q", "Choose from the list."),
        ("postcode", "Lark Rise", "is not a postcode. Enter a whole one, such as ZZ1 1AA"),
    ],
)
def test_what_cannot_be_right_is_refused_in_words_and_kept_as_typed(
    office: Office, fact: str, value: str, said: str
) -> None:
    answer = office.post("admit", **typed(office, **{fact: value}))
    assert answer.status_code == 422
    assert said.replace("'", "&#x27;") in answer.text
    assert "<title>Error: Admit a pupil" in answer.text
    assert "Marsh" in answer.text or fact == "legal_surname"
    assert not Pupil.objects.filter(upn=UPN).exists()


def test_a_pupil_born_on_29_february_is_admitted_and_ages_on_1_march(office: Office) -> None:
    office.post("admit", **typed(office, date_of_birth="29/02/2020", start="2026-11-12"))
    leap = Pupil.objects.get(upn=UPN)
    text = office.text("pupil", leap.pk)
    assert "29 February 2020" in text
    assert "6 years old" in text
    assert age(leap.date_of_birth, date(2027, 2, 28)) == 6
    assert age(leap.date_of_birth, date(2027, 3, 1)) == 7
    assert age(leap.date_of_birth, date(2028, 2, 29)) == 8


def test_a_class_of_another_school_is_no_choice(office: Office) -> None:
    answer = office.post("admit", **typed(office, school_class=SchoolClassFactory().pk))
    assert "Choose a class." in answer.text
    with pytest.raises(Refused):
        admit_pupil(
            by=office.person,
            facts={
                "upn": UPN,
                "legal_forename": "Ivy",
                "legal_surname": "Marsh",
                "date_of_birth": date(2018, 4, 30),
            },
            start=MONDAY,
            class_id=SchoolClassFactory().pk,
            year_group="4",
            at=office.room.at("8:55"),
            on=office.today,
        )


def test_a_return_to_the_authority_is_due_five_days_after_the_name_is_entered(
    office: Office,
) -> None:
    ivy = admit(office)
    due = NewPupilReturn.objects.get(enrolment__pupil=ivy)
    assert (due.entered_on, due.due_by) == (office.today, office.today + timedelta(days=5))
    assert due.made_on is None


@pytest.mark.parametrize(("asked", "due"), [(False, False), (True, True)])
def test_the_most_junior_class_on_the_first_day_needs_one_only_if_the_authority_asked(
    office: Office, asked: bool, due: bool
) -> None:
    first_day = date(2026, 9, 3)
    SessionFactory(school=office.school, day=first_day)
    AuthorityProfile.objects.create(
        school=office.school,
        valid_from=first_day,
        name="Larkshire",
        wants_joiners_at_start=asked,
        recorded_by=office.person,
        recorded_at=office.room.at("8:55"),
    )
    ivy = admit(office, start=first_day)
    assert NewPupilReturn.objects.filter(enrolment__pupil=ivy).exists() is due


def test_only_those_who_edit_people_admit(office: Office) -> None:
    for role in ("class_teacher", "senco", "family_liaison", "safeguarding_lead", "governor"):
        office.as_role(role)
        assert office.post("admit", **typed(office)).status_code == 403
    office.person = office.as_role("safeguarding_lead")
    with pytest.raises(NotPermitted):
        admit(office)


def test_two_people_who_admit_the_same_pupil_make_one(office: Office) -> None:
    admit(office)
    with pytest.raises(AlreadyOnRecord) as refusal:
        admit(office)
    assert refusal.value.pupil == Pupil.objects.get(upn=UPN)


def test_the_form_takes_few_queries(office: Office, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(10):
        office.text("admit")
