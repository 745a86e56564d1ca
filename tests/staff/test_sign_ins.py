"""All sign-ins of a person can be ended at once, and a locked one opened."""

import pytest
from django.test import Client

from audit.models import Act
from schools.actions.end_sessions import end_sessions
from schools.actions.unlock_person import unlock_person
from schools.permissions import NotPermitted
from tests.factories.people import PASSWORD
from tests.staff.conftest import is_in

SIGN_IN = "/account/sign-in/"


def guess(browser: Client, email: str, password: str = "a guess"):
    return browser.post(SIGN_IN, {"email": email, "password": password})


def test_every_sign_in_of_a_person_ends_and_no_other(staff):
    tablet, desk = staff.signed_in(staff.supply), staff.signed_in(staff.supply)
    other = staff.signed_in(staff.clerk)
    end_sessions(by=staff.admin, person_id=staff.supply.pk, at=staff.now)
    assert [is_in(browser) for browser in (tablet, desk, other)] == [False, False, True]
    assert is_in(staff.signed_in(staff.supply))  # With the same password.


def test_the_page_ends_them_and_ones_own_too(staff):
    browser, tablet = staff.signed_in(staff.admin), staff.signed_in(staff.admin)
    assert browser.post(f"/staff/{staff.admin.pk}/end-sign-ins/").status_code == 302
    assert [is_in(browser), is_in(tablet)] == [False, False]


def test_changing_ones_own_password_still_keeps_this_sign_in(staff):
    browser, tablet = staff.signed_in(staff.supply), staff.signed_in(staff.supply)
    new = "nine brave otters sing"
    typed = {"old_password": PASSWORD, "new_password": new, "again": new}
    assert browser.post("/account/password/", typed).status_code == 302
    assert [is_in(browser), is_in(tablet)] == [True, False]


def test_a_page_is_asked_for_by_get_and_nothing_ends(staff, client):
    tablet = staff.signed_in(staff.supply)
    client.force_login(staff.admin)
    assert client.get(f"/staff/{staff.supply.pk}/end-sign-ins/").status_code == 405
    assert is_in(tablet)


def test_a_locked_person_is_shown_and_unlocked(staff, client):
    guesser = Client()
    for _ in range(5):
        answer = guess(guesser, staff.supply.email.upper())
    assert answer.status_code == 429
    client.force_login(staff.admin)
    assert "Locked" in client.get(f"/staff/{staff.supply.pk}/").text
    assert "Okoro" in client.get("/staff/?state=locked").text
    assert "Amadi" not in client.get("/staff/?state=locked").text
    assert client.post(f"/staff/{staff.supply.pk}/unlock/").status_code == 302
    assert f"/staff/{staff.supply.pk}/" not in client.get("/staff/?state=locked").text
    assert guess(guesser, staff.supply.email, PASSWORD).status_code == 302


def test_four_wrong_passwords_are_no_lock(staff, client):
    for _ in range(4):
        guess(Client(), staff.supply.email)
    client.force_login(staff.admin)
    assert f"/staff/{staff.supply.pk}/" not in client.get("/staff/?state=locked").text


def test_unlocking_one_leaves_the_others_locked(staff):
    browser = Client()
    for _ in range(5):
        guess(browser, staff.supply.email)
        guess(browser, staff.clerk.email)
    unlock_person(by=staff.head, person_id=staff.supply.pk, at=staff.now)
    assert guess(browser, staff.clerk.email, PASSWORD).status_code == 429
    assert guess(browser, staff.supply.email, PASSWORD).status_code == 302


@pytest.mark.parametrize("action", [end_sessions, unlock_person])
def test_it_is_for_those_who_keep_accounts_and_is_recorded(staff, action):
    with pytest.raises(NotPermitted):
        action(by=staff.clerk, person_id=staff.supply.pk, at=staff.now)
    action(by=staff.admin, person_id=staff.supply.pk, at=staff.now)
    act = Act.objects.get(act=action.__name__)
    assert (act.by, act.subject_id) == (staff.admin, staff.supply.pk)
