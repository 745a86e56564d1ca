"""Five wrong passwords lock an email at one address for fifteen minutes."""

import pytest
from django.contrib.auth import SESSION_KEY

from tests.factories.people import PASSWORD, UserFactory

SIGN_IN = "/account/sign-in/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk():
    return UserFactory(email="clerk@larkrise.example", typed=PASSWORD)


def guess(client, email="clerk@larkrise.example", password="a guess", **more):
    return client.post(SIGN_IN, {"email": email, "password": password}, **more)


def lock(client):
    for _ in range(5):
        answer = guess(client)
    return answer


def test_the_fifth_wrong_password_locks_and_says_for_how_long(client, clerk):
    for _ in range(4):
        assert guess(client).status_code == 422
    page = guess(client)
    assert page.status_code == 429
    assert "Wait 15 minutes, then try again." in page.text


def test_the_right_password_does_not_open_a_locked_account(client, clerk):
    lock(client)
    assert guess(client, password=PASSWORD).status_code == 429
    assert SESSION_KEY not in client.session


def test_the_case_of_the_email_does_not_help_a_guesser(client, clerk):
    for email in ("CLERK@larkrise.example", "Clerk@larkrise.example", "clerk@LARKRISE.example"):
        guess(client, email)
        guess(client, email)
    assert guess(client, password=PASSWORD).status_code == 429


def test_colleagues_at_the_same_address_are_not_locked(client, clerk):
    colleague = UserFactory(school=clerk.school, typed=PASSWORD)
    lock(client)
    assert guess(client, colleague.email, PASSWORD).status_code == 302


def test_the_same_person_is_not_locked_elsewhere(client, clerk):
    lock(client)
    assert guess(client, password=PASSWORD, REMOTE_ADDR="198.51.100.7").status_code == 302


def test_success_forgets_the_failures_before_it(client, clerk):
    for _ in range(4):
        guess(client)
    assert guess(client, password=PASSWORD).status_code == 302
    client.logout()
    assert guess(client).status_code == 422


def test_a_script_is_told_how_long(client, clerk):
    lock(client)
    answer = guess(client, headers={"Accept": "application/json"})
    assert answer.status_code == 429
    assert "Wait 15 minutes" in answer.json()["message"]
