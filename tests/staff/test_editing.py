"""Names, job and e-mail are changed by one person at a time, and what they were is kept."""

import pytest
from django.test import Client

from audit.models import Act
from schools.account_links import RESET, link_for
from schools.actions.edit_person import edit_person
from schools.changes import ChangedMeanwhile
from schools.models import User
from schools.permissions import NotPermitted
from schools.staff import StaffRefused
from tests.factories.people import PASSWORD, UserFactory
from tests.staff.conftest import is_in
from toolkit import clock


def edit(staff, person=None, *, by=None, seen=1, **facts):
    return edit_person(
        by=by or staff.admin,
        person_id=(person or staff.supply).pk,
        facts=facts,
        seen=seen,
        at=staff.now,
    )


def test_only_what_changed_is_recorded(staff):
    person = edit(staff, surname="Adeyemi", forename="Sam")
    assert (person.name, person.version) == ("Sam Adeyemi", 2)
    act = Act.objects.get(act="edit_person")
    assert act.detail == {"before": {"surname": "Okoro"}, "after": {"surname": "Adeyemi"}}


def test_a_changed_email_is_the_one_to_sign_in_with(staff):
    browser = staff.signed_in(staff.supply)
    old = staff.supply.email
    person = edit(staff, by=staff.head, email=" Sam.New@larkrise.example ")
    assert person.email == "Sam.New@larkrise.example"
    assert is_in(browser)
    assert is_in(staff.signed_in(person))
    typed = {"email": old, "password": PASSWORD}
    assert Client().post("/account/sign-in/", typed).status_code == 422


def test_a_link_sent_to_the_old_email_ends(staff, client):
    link = link_for(person=staff.supply, kind=RESET, at=clock.real_now())
    edit(staff, by=staff.head, email="sam.new@larkrise.example")
    assert client.get("/" + link.split("/", 3)[3]).status_code == 410


def test_the_case_of_ones_own_email_may_change(staff):
    assert edit(staff, by=staff.head, email=staff.supply.email.upper())


@pytest.mark.parametrize("elsewhere", [False, True], ids=["a colleague's", "another school's"])
def test_an_email_in_use_is_refused(staff, elsewhere):
    facts = {} if elsewhere else {"school": staff.school}
    UserFactory(email="ada@larkrise.example", forename="Ada", surname="Penn", **facts)
    said = "This email cannot be used here" if elsewhere else "Ada Penn has this email already"
    with pytest.raises(StaffRefused, match=said) as refusal:
        edit(staff, by=staff.head, email="Ada@larkrise.example")
    assert ("Penn" in str(refusal.value)) != elsewhere


def test_an_administrator_does_not_take_over_the_headteachers_email(staff):
    with pytest.raises(StaffRefused, match="Only a headteacher"):
        edit(staff, staff.head, email="mine@larkrise.example")
    assert edit(staff, staff.head, surname="Amadi-Roe").surname == "Amadi-Roe"
    assert edit(staff, staff.head, by=staff.head, email="ruth@larkrise.example", seen=2)


def test_a_surname_is_needed(staff):
    with pytest.raises(StaffRefused, match="Enter the surname"):
        edit(staff, surname=" ")


def test_the_office_edits_nobody(staff):
    with pytest.raises(NotPermitted):
        edit(staff, by=staff.clerk, surname="Adeyemi")


def test_a_stranger_is_not_found(staff):
    with pytest.raises(User.DoesNotExist):
        edit(staff, UserFactory(), surname="Adeyemi")


def test_of_two_who_edit_the_second_is_told_and_sees_the_difference(staff, client):
    edit(staff, by=staff.head, surname="Adeyemi")
    with pytest.raises(ChangedMeanwhile):
        edit(staff, surname="Obi")
    client.force_login(staff.admin)
    typed = {"surname": "Obi", "forename": "Sam", "email": staff.supply.email, "seen": "1"}
    typed |= {"title": "Miss", "job_title": "Class teacher"}
    answer = client.post(f"/staff/{staff.supply.pk}/edit/", typed)
    assert answer.status_code == 422
    assert "Somebody else has changed this" in answer.text
    assert '<th scope="row">Surname</th><td>Adeyemi</td><td>Obi</td>' in answer.text
    assert 'value="Obi"' in answer.text
    assert User.objects.get(pk=staff.supply.pk).surname == "Adeyemi"
    assert client.post(f"/staff/{staff.supply.pk}/edit/", typed | {"seen": "2"}).status_code == 302
    assert User.objects.get(pk=staff.supply.pk).surname == "Obi"


@pytest.mark.parametrize("seen", ["", "x", "-1", "²", "9" * 5000])
def test_a_version_that_is_none_is_an_old_one(staff, client, seen):
    client.force_login(staff.admin)
    typed = {"surname": "Obi", "email": staff.supply.email, "seen": seen}
    assert client.post(f"/staff/{staff.supply.pk}/edit/", typed).status_code == 422


def test_a_name_too_long_is_refused_on_the_page(staff, client):
    client.force_login(staff.admin)
    typed = {"surname": "O" * 81, "email": staff.supply.email, "seen": "1"}
    answer = client.post(f"/staff/{staff.supply.pk}/edit/", typed)
    assert answer.status_code == 422
    assert "Surname is too long: at most 80 characters." in answer.text
