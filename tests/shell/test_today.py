"""Where people land, what Today shows first, and how the count of it gets about."""

from datetime import timedelta

import pytest

from attendance_site import waiting
from schools.today import TodayItem
from tests.factories.people import (
    ClassMembershipFactory,
    SchoolClassFactory,
    UserFactory,
)
from tests.factories.schools import SchoolFactory
from tests.shell.mornings import MONDAY, today_of

pytestmark = pytest.mark.django_db
BEYOND_REGISTERS = [
    "office", "family_liaison", "attendance_lead", "safeguarding_lead", "senior_leader",
    "headteacher", "admin", "senco",
]  # fmt: skip


@pytest.mark.parametrize("role", BEYOND_REGISTERS)
def test_who_has_more_to_do_than_registers_lands_on_today(client, school, role):
    client.force_login(UserFactory(school=school, role=role))
    assert client.get("/").url == "/today/"


@pytest.mark.parametrize("role", ["class_teacher", "year_lead"])
def test_who_takes_registers_lands_at_the_registers(client, school, role):
    client.force_login(UserFactory(school=school, role=role))
    assert client.get("/").url == "/registers/mine/"


@pytest.mark.parametrize("role", ["governor", ""])
def test_who_has_no_daily_work_stays_at_home_and_has_no_today(client, school, role):
    client.force_login(UserFactory(school=school, role=role))
    assert client.get("/").status_code == 200
    assert 'href="/today/"' not in client.get("/").text
    assert client.get("/today/").status_code == 403


def test_an_empty_school_is_told_what_to_do_first(client, set_now):
    empty = SchoolFactory()
    text = today_of(client, UserFactory(school=empty, role="admin"))
    assert text.index("Load the school&#x27;s files") < text.index("Invite people")
    assert 'href="/settings/load/"' in text
    assert 'href="/staff/"' in text
    office = today_of(client, UserFactory(school=empty, role="office"))
    assert "Invite people" not in office
    lead = today_of(client, UserFactory(school=empty, role="attendance_lead"))
    assert "The school is not loaded yet" in lead


def made_up(title, urgency, due=None):
    return TodayItem(
        kind="x", urgency=urgency, title=title, detail="", address="/", action="Do", due=due
    )


def test_what_waits_stands_by_urgency_then_by_the_day_it_is_due(client, school, monkeypatch):
    given = [
        made_up("Third", 1),
        made_up("Second", 1, MONDAY - timedelta(days=3)),
        made_up("First", 0),
    ]
    monkeypatch.setattr(
        waiting, "offers", lambda: [lambda **_words: given[:2], lambda **_w: given[2:]]
    )
    text = today_of(client, UserFactory(school=school, role="office"))
    assert text.index("First") < text.index("Second") < text.index("Third")
    assert "Overdue since 5 Sep" in text
    assert "1 overdue" in text


def test_every_module_of_items_is_asked():
    names = {offer.__module__ for offer in waiting.offers()}
    assert {
        "attendance_site.queries.job_items",
        "registers.queries.load_items",
        "registers.queries.missing_items",
        "schools.queries.today_items",
    } <= names


def test_the_count_is_remembered_for_every_page_and_asked_for_where_it_is_not(client, school):
    person = UserFactory(school=school, role="office")
    client.force_login(person)
    cold = client.get("/account/").text
    assert 'hx-get="/today/count/"' in cold
    assert "2<span" in client.get("/today/count/").text
    warm = client.get("/account/").text
    assert "hx-get" not in warm
    assert "2<span" in warm


def test_a_count_of_nothing_is_not_shown(client, school, set_now):
    set_now("8:00")
    client.force_login(UserFactory(school=school, role="office"))
    assert "hot" not in client.get("/today/count/").text


def test_the_count_costs_a_page_no_query(client, school, django_assert_num_queries):
    client.force_login(UserFactory(school=school, role="office"))
    client.get("/account/")
    with django_assert_num_queries(2):  # The person with their school; their classes of today.
        client.get("/account/")


def test_a_script_is_given_the_part_that_changes(client, school):
    client.force_login(UserFactory(school=school, role="office"))
    part = client.get("/today/", headers={"HX-Request": "true", "X-Rollbook-Poll": "1"}).text
    assert "<html" not in part
    assert "has not submitted" in part


@pytest.mark.parametrize("classes", [1, 9])
def test_today_takes_fifteen_queries_whatever_the_number_of_classes(
    client, school, django_assert_max_num_queries, classes
):
    for _ in range(classes):
        ClassMembershipFactory(school_class=SchoolClassFactory(school=school))
    client.force_login(UserFactory(school=school, role="headteacher"))
    client.get("/account/")
    with django_assert_max_num_queries(15):
        assert client.get("/today/").status_code == 200
