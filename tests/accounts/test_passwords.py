"""Passwords are chosen by links that work once, or changed by who knows the old one."""

import re

import pytest
from django.core import mail

from audit.models import Act
from schools.account_links import INVITATION, RESET, link_for
from schools.tasks import send_reset_link
from tests.factories.people import PASSWORD, UserFactory
from tests.support.mail import without_mail_server
from toolkit import clock

NEW = "nine brave otters sing"
TWICE = {"new_password": NEW, "again": NEW}
pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk():
    return UserFactory(typed=PASSWORD)


def link(person, kind=RESET):
    return link_for(person=person, kind=kind, at=clock.real_now()).partition("8050")[2]


def knows(person, password):
    person.refresh_from_db()
    return person.check_password(password)


def test_the_answer_does_not_tell_whether_there_is_an_account(client, clerk):
    pages = [
        client.post("/account/forgotten-password/", {"email": email})
        for email in (clerk.email, "nobody@larkrise.example")
    ]
    plain = [re.sub(r'value="[^"]+"', "", page.text) for page in pages]
    assert plain[0] == plain[1]
    assert "If this address has an account" in plain[0]
    assert [page.status_code for page in pages] == [200, 200]


def test_an_address_that_is_none_is_refused(client):
    page = client.post("/account/forgotten-password/", {"email": "clerk"})
    assert page.status_code == 422
    assert "Enter a whole email address" in page.text


def test_the_mail_is_plain_text_with_a_link_that_works(client, clerk):
    send_reset_link(email=clerk.email.upper())
    [letter] = mail.outbox
    assert letter.to == [clerk.email]
    assert letter.content_subtype == "plain"
    [found] = re.findall(r"https?://[^/]+(/\S+)", letter.body)
    assert client.get(found).status_code == 200


@pytest.mark.parametrize("facts", [{"is_active": False}, {"is_system": True, "is_active": False}])
def test_no_link_goes_to_a_closed_account_or_the_system(clerk, facts):
    type(clerk).objects.filter(school=clerk.school, is_system=True).update(is_system=False)
    type(clerk).objects.filter(pk=clerk.pk).update(**facts)
    send_reset_link(email=clerk.email)
    send_reset_link(email="nobody@larkrise.example")
    assert mail.outbox == []


def test_asking_twice_at_once_sends_one_mail(clerk):
    send_reset_link(email=clerk.email)
    send_reset_link(email=clerk.email)
    assert len(mail.outbox) == 1


def test_a_corrected_address_is_written_to_at_once(clerk):
    send_reset_link(email=clerk.email)
    clerk.email = "corrected@larkrise.example"
    clerk.save()
    send_reset_link(email=clerk.email)
    assert [letter.to for letter in mail.outbox][1:] == [["corrected@larkrise.example"]]


def test_after_a_mail_that_failed_asking_again_sends_one(clerk):
    with without_mail_server(), pytest.raises(ConnectionRefusedError):
        send_reset_link(email=clerk.email)
    send_reset_link(email=clerk.email)
    assert len(mail.outbox) == 1


def test_a_link_sets_the_password(client, clerk):
    answer = client.post(link(clerk), TWICE)
    assert answer.url == "/account/sign-in/"
    assert knows(clerk, NEW)
    act = Act.objects.get(act="set_password")
    assert (act.by, act.detail) == (clerk, {"by_link": "reset"})
    assert "Your password is set." in client.get(answer.url).text


def test_a_link_works_once(client, clerk):
    used = link(clerk)
    client.post(used, TWICE)
    assert client.get(used).status_code == 410
    again = client.post(used, {"new_password": PASSWORD, "again": PASSWORD})
    assert again.status_code == 410
    assert "used already" in again.text
    assert knows(clerk, NEW)


@pytest.mark.parametrize(
    ("kind", "lasts", "ends"),
    [
        (RESET, {"minutes": 60}, {"seconds": 1}),
        (INVITATION, {"days": 7}, {"seconds": 1}),
    ],
)
def test_a_link_ends_by_the_real_time(client, clerk, later, kind, lasts, ends):
    address = link(clerk, kind)
    later(**lasts)
    assert client.get(address).status_code == 200
    later(**ends)
    assert client.get(address).status_code == 410
    assert client.post(address, TWICE).status_code == 410
    assert knows(clerk, PASSWORD)


def test_a_link_is_of_one_kind_and_of_one_person(client, clerk):
    other = UserFactory(school=clerk.school)
    address = link(clerk)
    assert client.get(address.replace("reset", "invitation")).status_code == 410
    assert client.get(address.replace("reset", "anything")).status_code == 410
    assert client.get(address.replace(f"/{clerk.pk}/", f"/{other.pk}/")).status_code == 410
    assert client.get(address[:-2] + "x/").status_code == 410


def test_a_closed_account_cannot_be_opened_by_a_link(client, clerk):
    address = link(clerk)
    type(clerk).objects.filter(pk=clerk.pk).update(is_active=False)
    assert client.post(address, TWICE).status_code == 410
    assert knows(clerk, PASSWORD)


@pytest.mark.parametrize(
    ("first", "second", "sentence"),
    [
        ("short", "short", "at least 12 characters"),
        ("q1w2e3r4t5y6", "q1w2e3r4t5y6", "too common"),
        (NEW, NEW + "x", "The two passwords differ."),
        ("", "", "Enter a new password."),
    ],
)
def test_a_poor_password_is_refused_and_the_link_still_works(
    client, clerk, first, second, sentence
):
    address = link(clerk)
    page = client.post(address, {"new_password": first, "again": second})
    assert page.status_code == 422
    assert sentence in page.text
    assert knows(clerk, PASSWORD)
    assert client.get(address).status_code == 200


def test_a_new_password_ends_the_persons_sessions_elsewhere(client, clerk, django_user_model):
    client.force_login(clerk)
    type(client)().post(link(clerk), TWICE)
    assert client.get("/account/").status_code == 302


def test_a_new_password_ends_a_lock_out(client, clerk):
    guess = {"email": clerk.email, "password": "a guess"}
    for _ in range(5):
        client.post("/account/sign-in/", guess)
    client.post(link(clerk), TWICE)
    came = client.post("/account/sign-in/", {"email": clerk.email, "password": NEW})
    assert came.status_code == 302


def test_one_changes_ones_own_password_and_stays_signed_in(client, clerk):
    client.force_login(clerk)
    answer = client.post("/account/password/", {"old_password": PASSWORD, **TWICE})
    assert answer.url == "/account/"
    assert "Your password is changed." in client.get("/account/").text
    assert knows(clerk, NEW)


def test_the_old_password_is_needed_to_change_it(client, clerk):
    client.force_login(clerk)
    page = client.post("/account/password/", {"old_password": "a guess", **TWICE})
    assert page.status_code == 422
    assert "not your password now" in page.text
    assert knows(clerk, PASSWORD)
