"""What Today shows to each role, where people land, and how the count of it gets about."""

from datetime import date, time, timedelta

import pytest
from django.core.cache import cache

from attendance_site import waiting
from attendance_site.queries.job_items import STOPPED_AFTER
from attendance_site.tick import LAST_TICK
from registers.models import Register
from schools.models import SchoolClass, Session
from schools.today import TodayItem
from tests.factories.loads import FolderLoadFactory
from tests.factories.people import (
    ClassMembershipFactory,
    ClassTeacherFactory,
    SchoolClassFactory,
    UserFactory,
)
from tests.factories.registers import MarkFactory, RegisterFactory
from tests.factories.schools import SchoolFactory, SchoolSettingsFactory, SessionFactory
from toolkit import clock
from toolkit.models import JobRun

pytestmark = pytest.mark.django_db
MONDAY = date(2025, 9, 8)
BEYOND_REGISTERS = [
    "office", "family_liaison", "attendance_lead", "safeguarding_lead", "senior_leader",
    "headteacher", "admin", "senco",
]  # fmt: skip


def at(clock_time, day=MONDAY):
    hour, minute = clock_time.split(":")
    return clock.at_school(day, time(int(hour), int(minute)))


@pytest.fixture(autouse=True)
def nothing_remembered():
    """Keep what an earlier test remembered out of this one."""
    cache.delete(LAST_TICK)
    yield
    cache.delete(LAST_TICK)


@pytest.fixture
def set_now(monkeypatch):
    def set_to(clock_time, day=MONDAY):
        monkeypatch.setattr(clock, "now", lambda: at(clock_time, day))

    set_to("9:41")
    return set_to


@pytest.fixture
def school(set_now):
    """A school with two classes on a Monday, of which Merlin has two pupils and Wren one."""
    school = SchoolFactory()
    SchoolSettingsFactory(school=school)
    for half in ("AM", "PM"):
        SessionFactory(school=school, day=MONDAY, half=half)
    merlin = SchoolClassFactory(school=school, name="Merlin")
    ClassMembershipFactory(school_class=merlin, year_group="6")
    ClassMembershipFactory(school_class=merlin, year_group="6")
    wren = SchoolClassFactory(school=school, name="Wren")
    ClassMembershipFactory(school_class=wren, year_group="R")
    return school


def take(school, name, half="AM", **facts):
    school_class = SchoolClass.objects.get(school=school, name=name)
    return RegisterFactory(school_class=school_class, day=MONDAY, half=half, **facts)


def today_of(client, person):
    client.force_login(person)
    answer = client.get("/today/")
    assert answer.status_code == 200
    return answer.text


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


def test_registers_that_closed_and_were_not_submitted_are_missing(client, school):
    teacher = UserFactory(school=school, title="Mr", surname="Shah")
    take(school, "Wren")
    merlin = take(school, "Merlin", submitted=False)
    ClassTeacherFactory(school_class=merlin.school_class, user=teacher)
    MarkFactory(register=merlin)
    text = today_of(client, UserFactory(school=school, role="office"))
    assert "Merlin class has not submitted its morning register" in text
    assert "1 of 2 pupils marked. It closed at 9:20. Mr Shah." in text
    assert f'href="/registers/{merlin.school_class_id}/2025-09-08/am/"' in text
    assert "Wren class" not in text
    assert "1 of 2</dd>" in text
    assert "Closed at 9:20" in text
    assert "They open at 13:30" in text


def test_a_register_of_which_nobody_marked_anyone_is_missing_too(client, school):
    text = today_of(client, UserFactory(school=school, role="office"))
    assert "0 of 2 pupils marked" in text
    assert "0 of 1 pupils marked" in text


def test_nothing_is_missing_before_the_registers_close(client, school, set_now):
    set_now("9:20")
    text = today_of(client, UserFactory(school=school, role="office"))
    assert "Nothing is waiting." in text
    assert "Open until 9:20" in text
    set_now("9:21")
    assert "has not submitted" in today_of(client, UserFactory(school=school, role="office"))


def test_nothing_is_missing_in_a_session_that_the_school_lost(client, school):
    Session.objects.filter(school=school).update(closure="unplanned")
    text = today_of(client, UserFactory(school=school, role="office"))
    assert "Nothing is waiting." in text
    assert "no session today" in text


def test_a_day_without_school_is_calm(client, school, set_now):
    set_now("10:00", day=date(2025, 9, 13))
    text = today_of(client, UserFactory(school=school, role="headteacher"))
    assert "The school has no session today." in text
    assert "Nothing is waiting." in text


def test_a_loaded_register_counts_as_taken(client, school):
    for name in ("Merlin", "Wren"):
        take(school, name, submitted=False)
    Register.objects.update(imported_at=at("8:00"))
    text = today_of(client, UserFactory(school=school, role="office"))
    assert "Nothing is waiting." in text
    assert "2 of 2</dd>" in text


def test_a_year_lead_sees_only_the_registers_of_their_years(client, school):
    text = today_of(client, UserFactory(school=school, role="year_lead", year_groups=["6"]))
    assert "Merlin class has not" in text
    assert "Wren class" not in text


def test_another_schools_registers_and_loads_are_not_shown(client, school):
    FolderLoadFactory()
    take(school, "Wren")
    take(school, "Merlin")
    other = UserFactory(role="office")
    ClassMembershipFactory(school_class=SchoolClassFactory(school=other.school))
    assert "Nothing is waiting." in today_of(client, other)
    assert "Nothing is waiting." in today_of(client, UserFactory(school=school, role="office"))


@pytest.mark.parametrize(
    ("state", "place", "words"),
    [
        ("checked", "x", "Checked files wait for a yes"),
        ("failed", "x", "Loading files stopped; nothing was saved"),
        ("failed", "", None),
        ("loaded", "", None),
        ("dropped", "", None),
        ("loading", "x", None),
    ],
)
def test_uploads_that_wait_for_somebody_are_shown(client, school, set_now, state, place, words):
    set_now("8:00")
    load = FolderLoadFactory(school=school, state=state, place=place)
    text = today_of(client, UserFactory(school=school, role="office"))
    if words is None:
        assert "Nothing is waiting." in text
    else:
        assert words in text
        assert f'href="/settings/load/{load.pk}/"' in text
    assert "Nothing is waiting." in today_of(client, UserFactory(school=school, role="senco"))


def test_refused_files_are_shown_for_a_day_to_who_uploaded_them(client, school, set_now):
    set_now("8:30")
    load = FolderLoadFactory(school=school, state="refused")
    assert "Uploaded files were refused" in today_of(client, load.uploaded_by)
    other = UserFactory(school=school, role="office")
    assert "Nothing is waiting." in today_of(client, other)
    set_now("8:30", day=MONDAY + timedelta(days=1))
    assert "were refused" not in today_of(client, load.uploaded_by)


@pytest.mark.parametrize(
    ("role", "shown"),
    [("office", True), ("headteacher", True), ("admin", True), ("senior_leader", False)],
)
def test_a_job_that_did_not_run_is_shown_to_who_can_have_it_mended(
    client, school, set_now, role, shown
):
    set_now("8:55")
    due = at("8:50")
    JobRun.objects.create(
        school=school, job="registers.open", due_at=due, claimed_at=due, failure="DatabaseError"
    )
    text = today_of(client, UserFactory(school=school, role=role))
    assert ("A job did not run" in text) == shown
    assert ("It failed last for 8:50 on 8 September 2025" in text) == shown
    assert "DatabaseError" not in text


def test_a_job_that_is_given_up_or_ran_in_the_end_is_told_so(client, school, set_now):
    set_now("8:55")
    facts = {"school": school, "job": "registers.open", "claimed_at": at("8:50")}
    JobRun.objects.create(due_at=at("8:50"), tries=8, failure="Died", **facts)
    JobRun.objects.create(due_at=at("8:49"), finished_at=at("8:51"), **facts)
    person = UserFactory(school=school, role="office")
    assert "It was given up." in today_of(client, person)
    JobRun.objects.update(finished_at=at("8:55"), failure="")
    assert "Nothing is waiting." in today_of(client, person)


def test_today_says_when_nothing_runs_by_itself_any_more(client, school, set_now):
    set_now("8:00")
    person = UserFactory(school=school, role="office")
    cache.set(LAST_TICK, (clock.real_now() - STOPPED_AFTER).isoformat())
    assert "Nothing runs by itself at the moment" in today_of(client, person)
    cache.set(LAST_TICK, clock.real_now().isoformat())
    assert "Nothing is waiting." in today_of(client, person)


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
