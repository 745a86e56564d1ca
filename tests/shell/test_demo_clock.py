"""In the demo, and only there, a visitor may go on to another time of the school day."""

from datetime import UTC, date, datetime

import pytest

from schools.actions.begin_demo_morning import begin_demo_morning
from tests.factories.people import UserFactory
from tests.factories.schools import SchoolFactory, SessionFactory
from toolkit import clock
from toolkit.actions.demo_time import set_demo_time
from toolkit.models import DemoClock

pytestmark = pytest.mark.django_db
NINE = datetime(2025, 9, 5, 8, 0, tzinfo=UTC)  # A Friday, 9:00 at the school.
SIGN_IN = "/account/sign-in/"


@pytest.fixture
def demo(settings):
    settings.DEMO_CLOCK = True
    set_demo_time(moment=NINE, real=clock.real_now())


def press(client, step, **more):
    return client.post("/demo-clock/", {"to": step, **more})


def shown():
    return f"{clock.local(clock.now()):%a %d %H:%M}"


def test_the_bar_says_that_this_is_a_demo_and_what_time_it_shows(client, demo):
    text = client.get(SIGN_IN).text
    assert "This is a demo." in text
    assert "Friday 5 September 2025, 9:00" in text


@pytest.mark.parametrize(
    ("step", "then"),
    [("9-21", "09:21"), ("9-31", "09:31"), ("10-01", "10:01"), ("afternoon", "13:32")],
)
def test_a_button_goes_on_within_the_day(client, demo, step, then):
    answer = press(client, step, next=SIGN_IN)
    assert answer.url == SIGN_IN
    assert shown() == f"Fri 05 {then}"


def test_the_next_school_day_skips_weekends_and_closures(client, demo):
    school = SchoolFactory()
    SessionFactory(school=school, day=date(2025, 9, 8), closure="unplanned")
    SessionFactory(school=school, day=date(2025, 9, 9))
    press(client, "next-day")
    assert shown() == "Tue 09 08:52"


def test_the_next_school_day_is_that_of_ones_own_school(client, demo):
    SessionFactory(school=SchoolFactory(), day=date(2025, 9, 8))
    person = UserFactory(role="governor")
    SessionFactory(school=person.school, day=date(2025, 9, 10))
    client.force_login(person)
    press(client, "next-day")
    assert shown() == "Wed 10 08:52"


def test_where_the_calendar_ends_the_demo_stays_and_says_so(client, demo):
    page = client.post("/demo-clock/", {"to": "next-day", "next": SIGN_IN}, follow=True)
    assert "holds no later school day" in page.text
    assert shown() == "Fri 05 09:00"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", ""])
def test_nobody_is_sent_to_another_site(client, demo, elsewhere):
    assert press(client, "9-21", next=elsewhere).url == "/"


def test_an_unknown_step_is_not_found(client, demo):
    assert press(client, "midnight").status_code == 404


def test_a_link_cannot_move_the_clock(client, demo):
    assert client.get("/demo-clock/").status_code == 405


def test_outside_the_demo_there_is_no_bar_and_no_clock_to_set(client):
    assert "This is a demo" not in client.get(SIGN_IN).text
    assert press(client, "9-21").status_code == 404


def test_going_on_does_not_sign_anybody_out(client, demo):
    client.force_login(UserFactory(role="governor"))
    client.get("/account/")
    press(client, "afternoon")
    assert client.get("/account/").status_code == 200


def test_the_clock_never_goes_back(client, demo):
    press(client, "afternoon")
    page = client.post("/demo-clock/", {"to": "9-21", "next": SIGN_IN}, follow=True)
    assert "The demo goes on and never back." in page.text
    assert shown() == "Fri 05 13:32"
    assert 'value="9-21"' not in page.text
    assert 'value="next-day"' in page.text


def test_the_first_school_of_an_empty_demo_begins_on_its_latest_school_morning(settings):
    settings.DEMO_CLOCK = True
    sunday = datetime(2025, 9, 7, 20, 0, tzinfo=UTC)
    assert not begin_demo_morning(real=sunday)
    school = SchoolFactory()
    SessionFactory(school=school, day=date(2025, 9, 4))
    SessionFactory(school=school, day=date(2025, 9, 5), closure="unplanned")
    SessionFactory(school=school, day=date(2025, 9, 8))
    assert begin_demo_morning(real=sunday)
    assert f"{clock.local(DemoClock.objects.get().shown):%a %d %H:%M}" == "Thu 04 08:52"
    assert not begin_demo_morning(real=sunday), "a time that was set stays"


def test_elsewhere_the_time_is_left_alone(settings):
    SessionFactory(school=SchoolFactory(), day=date(2025, 9, 4))
    assert not begin_demo_morning(real=NINE)
    assert not DemoClock.objects.exists()
