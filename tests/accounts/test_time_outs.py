"""Who is away for 20 minutes on a shared device, or 8 hours on another, is signed out."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.people import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sign_in(client, later):
    clerk = UserFactory(typed=PASSWORD)

    def come_in(**shared):
        typed = {"email": clerk.email, "password": PASSWORD, **shared}
        assert client.post("/account/sign-in/", typed).status_code == 302

    return come_in


def is_in(client):
    return client.get("/account/").status_code == 200


def test_a_shared_device_is_left_after_twenty_minutes(client, later, sign_in):
    sign_in(shared="on")
    later(minutes=19, seconds=59)
    assert is_in(client)
    later(minutes=20)
    assert not is_in(client)
    assert SESSION_KEY not in client.session


def test_ones_own_device_is_left_after_eight_hours(client, later, sign_in):
    sign_in()
    later(hours=7, minutes=59)
    assert is_in(client)
    later(hours=8)
    assert not is_in(client)


def test_each_tap_begins_the_twenty_minutes_anew(client, later, sign_in):
    sign_in(shared="on")
    for _ in range(4):
        later(minutes=15)
        assert is_in(client)


def test_a_poll_is_not_a_tap(client, later, sign_in):
    sign_in(shared="on")
    for _ in range(3):
        later(minutes=5)
        assert client.get("/account/", headers={"X-Rollbook-Poll": "1"}).status_code == 200
    later(minutes=5)
    assert not is_in(client)


def test_a_poll_after_the_end_signs_out_too(client, later, sign_in):
    sign_in(shared="on")
    later(minutes=20)
    headers = {"X-Rollbook-Poll": "1", "Accept": "application/json"}
    assert client.get("/account/", headers=headers).status_code == 401


def test_the_sign_in_page_says_why_and_leads_back(client, later, sign_in):
    sign_in(shared="on")
    later(minutes=21)
    page = client.get("/account/?half=AM", follow=True)
    assert "You were signed out because nothing was tapped for a while." in page.text
    assert 'value="/account/?half=AM"' in page.text


def test_nothing_is_done_by_a_form_sent_too_late(client, later, sign_in):
    sign_in(shared="on")
    later(minutes=21)
    answer = client.post("/account/password/", {"old_password": PASSWORD})
    assert answer.status_code == 302
    assert "next" not in answer.url


@pytest.mark.parametrize("headers", [{"Accept": "application/json"}, {"HX-Request": "true"}])
def test_a_script_that_asks_too_late_is_told_so_and_gets_no_page(client, later, sign_in, headers):
    sign_in(shared="on")
    later(minutes=21)
    for _ in range(2):  # The second finds nobody signed in at all.
        answer = client.get("/account/", headers=headers)
        assert answer.status_code == 401
        assert "<html" not in answer.text


def test_activity_is_noted_at_most_once_a_minute(client, later, sign_in):
    sign_in(shared="on")
    later(seconds=59)
    assert saves_of_session(client) == 0
    later(seconds=1)
    assert saves_of_session(client) == 1


def saves_of_session(client):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get("/account/")
    return sum("UPDATE" in one["sql"] and "session" in one["sql"] for one in asked)


def test_a_page_reads_the_session_from_the_cache_and_the_person_with_their_school(
    client, later, sign_in, django_assert_num_queries
):
    sign_in(shared="on")
    with django_assert_num_queries(2):  # The person and school; the classes of the page.
        client.get("/account/")


def test_somebody_who_is_reading_can_stay(client, later, sign_in):
    sign_in(shared="on")
    for _ in range(3):
        later(minutes=18)
        assert (
            client.get("/account/stay/", headers={"Accept": "application/json"}).status_code == 204
        )
    assert is_in(client)


def test_a_poll_is_told_how_long_the_sign_in_lasts_and_writes_nothing(client, later, sign_in):
    sign_in(shared="on")
    headers = {"X-Rollbook-Poll": "1", "Accept": "application/json"}
    later(minutes=5)
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/account/stay/", headers=headers).json() == {"seconds": 15 * 60}
    assert [one["sql"] for one in asked if not one["sql"].startswith("SELECT")] == []
    later(minutes=13)
    assert client.get("/account/stay/", headers=headers).json() == {"seconds": 2 * 60}
    assert is_in(client)
    assert client.get("/account/stay/", headers=headers).json() == {"seconds": 20 * 60}
