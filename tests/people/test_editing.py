"""What is known of a pupil is edited with its history, and by one person at a time."""

from datetime import date
from typing import Any

import pytest
from stdnum.gb import upn as numbers

from audit.models import Act
from schools.actions.edit_pupil import edit_pupil
from schools.changes import ChangedMeanwhile
from schools.models import FactChange, Pupil
from schools.permissions import NotPermitted
from tests.factories.people import PupilFactory, UserFactory, upn_of
from tests.people.office import Office


@pytest.fixture
def ivy(office: Office) -> Pupil:
    return office.pupil(legal_forename="Ivy", legal_surname="Marsh", postcode="ZZ1 1AA")


def typed(pupil: Pupil, **other: Any) -> dict[str, Any]:
    """The form as it was opened, with these facts typed."""
    return {
        "seen": pupil.version,
        "upn": pupil.upn,
        "legal_forename": pupil.legal_forename,
        "legal_surname": pupil.legal_surname,
        "date_of_birth": pupil.date_of_birth.isoformat(),
        "postcode": pupil.postcode,
        **other,
    }


def changes(pupil: Pupil) -> dict[str, tuple[str, str]]:
    rows = FactChange.objects.filter(pupil=pupil)
    return {row.fact: (row.before, row.after) for row in rows}


def test_a_preferred_name_is_used_everywhere_and_the_legal_one_stays(
    office: Office, ivy: Pupil
) -> None:
    answer = office.post("edit", ivy.pk, **typed(ivy, preferred_forename=" Ivo  James "))
    assert answer.url == office.address("pupil", ivy.pk)
    ivy.refresh_from_db()
    assert (ivy.name, ivy.legal_forename) == ("Ivo James Marsh", "Ivy")
    assert ivy.version == 2
    assert "Ivo James" in office.text("list", q="ivo")
    assert changes(ivy) == {"preferred_forename": ("", "Ivo James")}
    assert Act.objects.get(act="edit_pupil").detail == {"facts": ["preferred_forename"]}


@pytest.mark.parametrize("name", ["-", "Mar\u202esh", "Mar\ufffdsh", "123"])
def test_a_name_has_letters_and_nothing_that_hides(office: Office, ivy: Pupil, name: str) -> None:
    answer = office.post("edit", ivy.pk, **typed(ivy, legal_surname=name))
    assert answer.status_code == 422
    assert "Enter the name in letters." in answer.content.decode()
    ivy.refresh_from_db()
    assert ivy.legal_surname == "Marsh"


@pytest.mark.parametrize("name", ["O'Neil", "Cường", "محمد", "Smith-Jones II"])
def test_the_names_of_all_families_are_names(office: Office, ivy: Pupil, name: str) -> None:
    assert office.post("edit", ivy.pk, **typed(ivy, legal_surname=name)).status_code == 302


def test_a_postcode_is_tidied_and_one_that_cannot_be_right_is_refused(
    office: Office, ivy: Pupil
) -> None:
    office.post("edit", ivy.pk, **typed(ivy, postcode="zz29bb"))
    assert Pupil.objects.get(pk=ivy.pk).postcode == "ZZ2 9BB"
    ivy.refresh_from_db()
    answer = office.post("edit", ivy.pk, **typed(ivy, postcode="ZZ2 BB9", address1="2 Elm Row"))
    assert answer.status_code == 422
    assert "“ZZ2 BB9” is not a postcode" in answer.text
    assert 'value="ZZ2 BB9"' in answer.text
    assert 'value="2 Elm Row"' in answer.text
    assert 'href="#id_postcode"' in answer.text


def test_a_future_address_has_its_day_and_no_day_stands_alone(office: Office, ivy: Pupil) -> None:
    office.post(
        "edit",
        ivy.pk,
        **typed(ivy, future_address="3 Oak Way\nLarkton", future_address_from="2027-01-04"),
    )
    text = office.text("pupil", ivy.pk)
    assert "3 Oak Way<br>Larkton" in text
    assert "from 4 January 2027" in text
    ivy.refresh_from_db()
    answer = office.post("edit", ivy.pk, **typed(ivy, future_address_from="2027-01-04"))
    assert "Enter the future address, or leave out its day." in answer.text


def test_the_real_upn_takes_the_place_of_a_temporary_one(office: Office) -> None:
    rest = "88699992501A"
    pupil = office.pupil(upn=numbers.calc_check_digit(rest) + rest, upn_is_temporary=True)
    office.post("edit", pupil.pk, **typed(pupil, upn=upn_of(987654321)))
    pupil.refresh_from_db()
    assert (pupil.upn, pupil.upn_is_temporary) == (upn_of(987654321), False)


def test_the_upn_of_another_pupil_is_refused_with_a_link(office: Office, ivy: Pupil) -> None:
    other = office.room.pupils[0]
    answer = office.post("edit", ivy.pk, **typed(ivy, upn=other.upn))
    assert answer.status_code == 422
    assert f"Open {other.name}" in answer.text


def test_a_birthday_may_become_29_february(office: Office, ivy: Pupil) -> None:
    answer = office.post("edit", ivy.pk, **typed(ivy, date_of_birth="2017-02-29"))
    assert "There is no 29 February 2017: February 2017 has 28 days." in answer.text
    office.post("edit", ivy.pk, **typed(ivy, date_of_birth="2016-02-29"))
    assert changes(ivy) == {"date_of_birth": ("14 March 2017", "29 February 2016")}


def test_a_birthday_that_makes_nonsense_of_the_starting_day_is_refused(
    office: Office, ivy: Pupil
) -> None:
    answer = office.post("edit", ivy.pk, **typed(ivy, date_of_birth="2026-02-28"))
    assert answer.status_code == 422
    assert "would be not yet born" in answer.text


def test_the_second_of_two_sees_the_difference_and_keeps_what_was_typed(
    office: Office, ivy: Pupil
) -> None:
    first = typed(ivy, postcode="ZZ9 9ZZ")
    second = typed(ivy, postcode="ZZ5 5AA", address1="5 Mill Lane")
    office.post("edit", ivy.pk, **first)
    answer = office.post("edit", ivy.pk, **second)
    assert answer.status_code == 422
    assert "Somebody else has changed this since you opened it." in answer.text
    assert "<title>Error: Edit Ivy Marsh" in answer.text
    for shown in ("Stored now: </span>ZZ9 9ZZ", "You typed: </span>ZZ5 5AA", 'value="5 Mill Lane"'):
        assert shown in answer.text
    ivy.refresh_from_db()
    assert (ivy.postcode, ivy.address1) == ("ZZ9 9ZZ", "")
    assert 'name="seen" value="2"' in answer.text
    office.post("edit", ivy.pk, **{**second, "seen": 2})
    ivy.refresh_from_db()
    assert (ivy.postcode, ivy.address1, ivy.version) == ("ZZ5 5AA", "5 Mill Lane", 3)


def test_a_form_without_the_version_is_taken_for_an_old_one(office: Office, ivy: Pupil) -> None:
    answer = office.post("edit", ivy.pk, **{**typed(ivy, postcode="ZZ2 2AA"), "seen": "x"})
    assert answer.status_code == 422
    ivy.refresh_from_db()
    assert ivy.postcode == "ZZ1 1AA"


def test_saving_without_a_change_leaves_no_trace(office: Office, ivy: Pupil) -> None:
    office.post("edit", ivy.pk, **typed(ivy))
    ivy.refresh_from_db()
    assert (ivy.version, changes(ivy)) == (1, {})
    assert not Act.objects.filter(act="edit_pupil").exists()


def test_the_action_itself_refuses_the_wrong_person_the_late_and_the_stranger(
    office: Office, ivy: Pupil
) -> None:
    at = office.room.at("8:55")
    facts = {"postcode": "ZZ2 2AA"}
    with pytest.raises(NotPermitted):
        edit_pupil(by=office.room.teacher, pupil_id=ivy.pk, facts=facts, seen=1, at=at)
    with pytest.raises(ChangedMeanwhile):
        edit_pupil(by=office.person, pupil_id=ivy.pk, facts=facts, seen=0, at=at)
    with pytest.raises(Pupil.DoesNotExist):
        edit_pupil(by=UserFactory(role="office"), pupil_id=ivy.pk, facts=facts, seen=1, at=at)


def test_another_schools_pupil_is_not_found(office: Office) -> None:
    stranger = PupilFactory()
    for name in ("edit", "readmit", "change_class", "history", "pupil", "return_made"):
        assert office.open(name, stranger.pk).status_code == 404
        assert office.open(name, 2**70).status_code == 404
    assert office.post("edit", stranger.pk, **typed(stranger)).status_code == 404


def test_a_leavers_record_can_still_be_put_right(office: Office) -> None:
    leaver = office.leaver()
    office.post("edit", leaver.pk, **typed(leaver, address1="1 Elm Row"))
    leaver.refresh_from_db()
    assert leaver.address1 == "1 Elm Row"
    assert leaver.date_of_birth == date(2017, 3, 14)


def test_the_form_takes_few_queries(
    office: Office, ivy: Pupil, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(8):
        office.text("edit", ivy.pk)
