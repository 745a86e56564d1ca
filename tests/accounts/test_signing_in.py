"""People come in with their school email and password, and others do not."""

import pytest
from django.contrib.auth import SESSION_KEY

from audit.models import Act
from tests.factories.people import PASSWORD, UserFactory

SIGN_IN = "/account/sign-in/"
SCRIPT = {"Accept": "application/json"}
pytestmark = pytest.mark.django_db


def typed(email, password=PASSWORD, **more):
    return {"email": email, "password": password, **more}


@pytest.fixture
def clerk():
    return UserFactory(email="Clerk@Larkrise.example", role="office", typed=PASSWORD)


def test_the_page_names_its_fields_and_takes_the_device_for_shared(client):
    page = client.get(SIGN_IN).text
    assert "School email" in page
    assert "Password" in page
    assert 'name="shared"' in page
    assert "checked" in page


def test_an_email_and_its_password_let_a_person_in(client, clerk):
    answer = client.post(SIGN_IN, typed("Clerk@Larkrise.example"))
    assert answer.status_code == 302
    assert answer.url == "/"
    assert client.session[SESSION_KEY] == str(clerk.pk)


def test_the_case_of_an_email_does_not_matter(client, clerk):
    client.post(SIGN_IN, typed(" cLERK@larkrise.EXAMPLE "))
    assert client.session[SESSION_KEY] == str(clerk.pk)


def test_an_email_longer_than_any_is_refused_in_words(client, clerk):
    page = client.post(SIGN_IN, typed("a" * 274 + "@larkrise.example"))
    assert page.status_code == 422
    assert "School email is too long: at most 254 characters." in page.text


def test_signing_in_begins_a_session_under_a_new_key(client, clerk):
    session = client.session
    session["planted"] = "x"
    session.save()
    before = session.session_key
    client.post(SIGN_IN, typed(clerk.email))
    assert client.session.session_key != before


def test_signing_in_is_in_the_audit_trail(client, clerk):
    client.post(SIGN_IN, typed(clerk.email, shared="on"))
    act = Act.objects.get(act="sign_in")
    assert (act.by, act.school, act.detail) == (clerk, clerk.school, {"shared_device": True})


def test_a_wrong_password_says_so_without_saying_which_was_wrong(client, clerk):
    wrong = client.post(SIGN_IN, typed(clerk.email, "not the password"))
    unknown = client.post(SIGN_IN, typed("nobody@larkrise.example"))
    for page in (wrong, unknown):
        assert page.status_code == 422
        assert "The email or the password is wrong" in page.text
        assert "Error: Sign in" in page.text
    assert SESSION_KEY not in client.session
    assert not Act.objects.filter(act="sign_in").exists()


def test_what_was_typed_is_kept_but_for_the_password(client, clerk):
    page = client.post(SIGN_IN, typed(clerk.email, "not the password")).text
    assert clerk.email in page
    assert "not the password" not in page


def test_an_empty_form_says_what_to_enter(client):
    page = client.post(SIGN_IN, {})
    assert page.status_code == 422
    assert "Enter your school email." in page.text
    assert "Enter your password." in page.text


@pytest.mark.parametrize(
    "shut_out", [{"is_active": False}, {"is_system": True, "is_active": False}]
)
def test_a_closed_account_and_the_system_cannot_come_in(client, clerk, shut_out):
    if "is_system" in shut_out:
        type(clerk).objects.filter(school=clerk.school, is_system=True).update(is_system=False)
    type(clerk).objects.filter(pk=clerk.pk).update(**shut_out)
    assert client.post(SIGN_IN, typed(clerk.email)).status_code == 422
    assert SESSION_KEY not in client.session


def test_somebody_whose_account_is_closed_is_out_at_once(client, clerk):
    client.force_login(clerk)
    type(clerk).objects.filter(pk=clerk.pk).update(is_active=False)
    assert client.get("/account/").status_code == 302


def test_one_comes_back_to_the_page_one_wanted(client, clerk):
    wanted = client.get("/account/")
    assert wanted.url == f"{SIGN_IN}?next=/account/"
    assert 'name="next" value="/account/"' in client.get(wanted.url).text
    answer = client.post(SIGN_IN, typed(clerk.email, next="/account/"))
    assert answer.url == "/account/"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_nobody_is_sent_to_another_site(client, clerk, elsewhere):
    assert client.post(SIGN_IN, typed(clerk.email, next=elsewhere)).url == "/"
    assert "evil" not in client.get(SIGN_IN, {"next": elsewhere}).text


def test_signing_out_ends_the_session(client, clerk):
    client.force_login(clerk)
    assert client.post("/account/sign-out/").url == SIGN_IN
    assert SESSION_KEY not in client.session


def test_a_link_cannot_sign_anybody_out(client, clerk):
    client.force_login(clerk)
    assert client.get("/account/sign-out/").status_code == 405
    assert SESSION_KEY in client.session


def test_a_script_signs_in_without_leaving_its_page(client, clerk):
    answer = client.post(SIGN_IN, typed(clerk.email), headers=SCRIPT)
    assert answer.status_code == 200
    assert answer.json()["person"] == clerk.pk
    assert answer.json()["csrf_token"]


def test_a_script_is_told_of_a_wrong_password(client, clerk):
    answer = client.post(SIGN_IN, typed(clerk.email, "wrong"), headers=SCRIPT)
    assert answer.status_code == 422
    assert "wrong" in answer.json()["message"]


def test_a_script_may_ask_for_a_token_before_anybody_has_signed_in(client):
    answer = client.get(SIGN_IN, headers=SCRIPT)
    assert answer.json()["csrf_token"]
    assert answer.cookies["csrftoken"]


def test_a_page_that_waits_for_one_person_lets_in_nobody_else(client, clerk):
    colleague = UserFactory(school=clerk.school, typed=PASSWORD)
    answer = client.post(SIGN_IN, typed(clerk.email) | {"person": colleague.pk}, headers=SCRIPT)
    assert (answer.status_code, answer.json()["message"]) == (
        422,
        "The password is wrong. Try again.",
    )
    assert SESSION_KEY not in client.session
    answer = client.post(SIGN_IN, typed(clerk.email) | {"person": clerk.pk}, headers=SCRIPT)
    assert answer.json()["person"] == clerk.pk


def test_the_token_that_the_password_box_gets_is_the_one_that_counts():
    from django.test import Client

    clerk = UserFactory(typed=PASSWORD)
    client = Client(enforce_csrf_checks=True)
    token = client.get(SIGN_IN, headers=SCRIPT).json()["csrf_token"]
    again = client.post(SIGN_IN, typed(clerk.email), headers=SCRIPT | {"X-CSRFToken": token})
    assert again.status_code == 200
    old = client.post("/account/sign-out/", headers={"X-CSRFToken": token})
    new = client.post("/account/sign-out/", headers={"X-CSRFToken": again.json()["csrf_token"]})
    assert (old.status_code, new.status_code) == (403, 302)
