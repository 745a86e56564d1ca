"""On a day without school the pages say why, and lead to a day with it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from registers.models import Mark, Register
from schools.models import Session
from tests.factories.people import UserFactory
from tests.factories.schools import SessionFactory
from tests.factories.settings import CalendarPeriodFactory, materialise
from tests.registers.classroom import THURSDAY, Classroom
from tests.registers.screen import Screen, screen

__all__ = ["screen"]
WEDNESDAY, FRIDAY = THURSDAY - timedelta(days=1), THURSDAY + timedelta(days=1)
HALF_TERMS = (
    (date(2026, 9, 2), date(2026, 10, 23)),
    (date(2026, 11, 2), date(2026, 12, 18)),
)
SATURDAY, HALF_TERM = date(2026, 11, 14), date(2026, 10, 28)


def line(screen: Screen, kind: str, day: date, name: str, session: str = "") -> None:
    CalendarPeriodFactory(
        school=screen.classroom.school, kind=kind, start=day, end=day, name=name, session=session
    )
    materialise(screen.classroom.school)


@pytest.fixture
def term(screen: Screen) -> Screen:
    """A school with a calendar: two half terms of an autumn."""
    school = screen.classroom.school
    for start, end in HALF_TERMS:
        CalendarPeriodFactory(school=school, kind="term", start=start, end=end)
    materialise(school)
    return screen


def listed(screen: Screen, day: date | None = None) -> str:
    asked = f"?day={day.isoformat()}" if day else ""
    return screen.client.get(reverse("registers:today") + asked).content.decode()


def today_page(screen: Screen) -> str:
    screen.sign_in(screen.classroom.person("office"))
    return screen.client.get(reverse("today")).content.decode()


@pytest.mark.parametrize(
    ("kind", "name", "words"),
    [
        ("unplanned_closure", "burst boiler", "Closed without warning: burst boiler. "),
        ("inset", "INSET", "INSET day. "),
        ("planned_closure", "Polling day", "Closed as planned: Polling day. "),
    ],
)
def test_today_and_the_list_name_what_closed_the_school(term, kind, name, words) -> None:
    line(term, kind, THURSDAY, name)
    whole = f"{words}The school has no session today."
    assert whole in listed(term)
    assert whole in today_page(term)


def test_the_list_of_another_day_names_it_too(term) -> None:
    assert "Half term until 2 November. The school has no session on this day." in listed(
        term, HALF_TERM
    )
    assert "Weekend. The school has no session on this day." in listed(term, date(2026, 11, 7))


def test_half_a_day_is_named_as_that_half_and_the_other_is_listed(term) -> None:
    line(term, "inset", THURSDAY, "Training", "PM")
    words = "INSET day: Training. The school has no session this afternoon."
    for text in (listed(term), today_page(term)):
        assert words in text
        assert "this morning" not in text
        assert "today." not in text
    assert "Morning" in listed(term)


def test_two_reasons_of_one_day_are_both_named(term) -> None:
    line(term, "planned_closure", THURSDAY, "Polling day", "AM")
    line(term, "unplanned_closure", THURSDAY, "Snow", "PM")
    text = listed(term)
    assert "Closed as planned: Polling day. The school has no session this morning." in text
    assert "Closed without warning: Snow. The school has no session this afternoon." in text


def test_a_school_day_says_nothing_of_the_kind(term) -> None:
    assert "has no session" not in listed(term)
    assert "has no session" not in today_page(term)


def test_a_school_without_a_calendar_is_told_what_it_was_told(screen: Screen) -> None:
    Session.objects.filter(school=screen.classroom.school).delete()
    assert "The school has no session today." in today_page(screen)


def test_the_register_of_a_session_that_closed_without_warning_says_why(term) -> None:
    line(term, "unplanned_closure", THURSDAY, "burst boiler")
    answer = term.open()
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "Closed without warning: burst boiler. Nothing is missing, and only Y4" in text


def test_the_register_of_a_planned_closure_says_so_and_leads_to_the_nearest_school_days(
    term,
) -> None:
    line(term, "inset", THURSDAY, "Training")
    answer = term.open()
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "INSET day: Training. The school has no session today." in text
    assert "School day before: Wednesday 11 November" in text
    assert "Next school day: Friday 13 November" in text
    assert f'href="{term.address(day=FRIDAY)}"' in text
    assert term.client.get(term.address(day=WEDNESDAY)).status_code == 200


def test_the_ways_lead_past_closures_and_to_the_half_in_which_the_school_meets(term) -> None:
    line(term, "inset", THURSDAY, "Training")
    line(term, "inset", FRIDAY, "Training")
    line(term, "unplanned_closure", date(2026, 11, 16), "Snow", "AM")
    line(term, "unplanned_closure", WEDNESDAY, "Snow")
    text = term.open().content.decode()
    assert "School day before: Tuesday 10 November" in text
    assert f'href="{term.address(day=date(2026, 11, 16), half="PM")}"' in text


def test_before_the_first_term_there_is_only_the_way_ahead(term) -> None:
    text = term.open(day=date(2026, 8, 27)).content.decode()
    assert "Holiday until 2 September." in text
    assert "School day before" not in text
    assert "Next school day: Wednesday 2 September" in text


def test_the_closed_half_of_a_day_has_a_page_and_the_other_its_register(term) -> None:
    line(term, "planned_closure", THURSDAY, "Polling day", "AM")
    text = term.open().content.decode()
    assert "Closed as planned: Polling day. The school has no session this morning." in text
    assert 'id="register"' in term.client.get(term.address(half="PM")).content.decode()


def test_without_a_calendar_the_page_still_says_that_there_is_no_session(screen: Screen) -> None:
    answer = screen.open(day=SATURDAY)
    assert answer.status_code == 200
    assert "The school has no morning session on 14 November 2026." in answer.content.decode()


def test_marks_posted_to_a_day_without_school_are_not_saved_and_that_is_said(term) -> None:
    line(term, "inset", THURSDAY, "Training")
    answer = term.post(**{f"p{term.classroom.pupils[0].pk}": "/"})
    assert answer.status_code == 422
    assert "Nothing was saved" in answer.content.decode()
    assert not Mark.objects.exists()
    assert not Register.objects.exists()


def test_an_entry_on_a_day_without_school_leads_to_the_page_of_the_register(term) -> None:
    line(term, "inset", THURSDAY, "Training")
    answer = term.client.get(term.entry(term.classroom.pupils[0]))
    assert answer.status_code == 302
    assert answer.url == term.address()


def test_another_schools_class_is_not_found_and_another_teachers_not_permitted(term) -> None:
    line(term, "inset", THURSDAY, "Training")
    term.sign_in(Classroom().person("headteacher"))
    assert term.open().status_code == 404
    term.sign_in(UserFactory(school=term.classroom.school, role="class_teacher"))
    assert term.open().status_code == 403


def test_half_a_school_day_costs_today_one_query_more(term, django_assert_max_num_queries) -> None:
    line(term, "inset", THURSDAY, "Training", "PM")
    SessionFactory._meta.model.objects.filter(day__lt=WEDNESDAY).delete()
    term.sign_in(term.classroom.person("office"))
    term.client.get(reverse("today"))
    with django_assert_max_num_queries(15):
        term.client.get(reverse("today"))
    with django_assert_max_num_queries(10):
        term.open()
