"""What the office asked for stands on every page of the teacher, and is put away there."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from registers.models import Reminder
from tests.registers.classroom import Classroom
from tests.registers.reminding import awake, can_sign_in, covered, remind, waits
from tests.registers.screen import Screen, screen_of

MAY = {
    "office", "family_liaison", "attendance_lead", "safeguarding_lead", "senior_leader",
    "headteacher",
}  # fmt: skip


@pytest.fixture
def screen(classroom: Classroom, monkeypatch: pytest.MonkeyPatch) -> Screen:
    """The screen of a teacher who can sign in, at 8:55."""
    return screen_of(awake(classroom), monkeypatch)


def press(screen: Screen, name: str = "remind", **where: Any) -> str:
    answer = screen.client.post(screen.address(name, **where), follow=True)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_teacher_reads_it_on_every_page_with_a_link_to_the_register(
    screen: Screen, django_capture_on_commit_callbacks: Any
) -> None:
    room = screen.classroom
    words = f"The office asks for the {room.school_class} morning register, 9:22."
    assert words not in screen.text()
    with django_capture_on_commit_callbacks(execute=True):
        remind(room)
    screen.set_now("9:23")
    for address in ("/account/", "/registers/", screen.address(), reverse("registers:reminders")):
        text = screen.client.get(address).content.decode()
        assert words in text, address
        assert f'href="{screen.address()}"' in text
    colleague = Classroom(school=room.school).teacher
    screen.sign_in(colleague)
    assert words not in screen.client.get("/account/").content.decode()


def test_submitting_takes_it_from_the_next_page(
    screen: Screen, django_capture_on_commit_callbacks: Any
) -> None:
    room = screen.classroom
    remind(room)
    assert "The office asks" in screen.text()
    with django_capture_on_commit_callbacks(execute=True):
        room.mark_all(at="9:24")
        room.submit(at="9:25")
    assert "The office asks" not in screen.text()


def test_whoever_no_longer_covers_the_class_reads_nothing(screen: Screen) -> None:
    supply = covered(screen.classroom)
    remind(screen.classroom)
    supply.teaches.update(school_class=Classroom(school=screen.classroom.school).school_class)
    screen.sign_in(supply)
    assert "The office asks" not in screen.client.get("/account/").content.decode()


def test_whoever_covers_the_class_only_since_reads_nothing(screen: Screen) -> None:
    remind(screen.classroom)
    screen.sign_in(covered(screen.classroom))
    assert "The office asks" not in screen.client.get("/account/").content.decode()


def test_it_is_put_away_without_script_and_one_stays_where_one_was(
    screen: Screen, django_capture_on_commit_callbacks: Any
) -> None:
    remind(screen.classroom)
    page = screen.client.get("/account/").content.decode()
    assert 'name="next" value="/account/"' in page
    with django_capture_on_commit_callbacks(execute=True):
        answer = screen.client.post(screen.address("read"), {"next": "/account/"})
    assert answer.url == "/account/"
    assert "The office asks" not in screen.client.get("/account/").content.decode()
    assert Reminder.objects.get().read_at == screen.classroom.at("8:55")


def test_it_is_put_away_by_script_without_a_page(screen: Screen) -> None:
    remind(screen.classroom)
    answer = screen.client.post(screen.address("read"), headers={"HX-Request": "true"})
    assert (answer.status_code, answer.content) == (204, b"")
    assert waits(screen.classroom) == []


def test_nobody_is_led_elsewhere_by_putting_it_away(screen: Screen) -> None:
    answer = screen.client.post(screen.address("read"), {"next": "https://elsewhere.example/"})
    assert answer.url == reverse("registers:today")


def test_nobody_puts_away_what_a_colleague_was_asked(screen: Screen) -> None:
    remind(screen.classroom)
    screen.sign_in(screen.classroom.person("office"))
    assert screen.client.post(screen.address("read")).status_code == 302
    assert waits(screen.classroom) == [screen.classroom.teacher.pk]


def test_the_button_says_who_is_asked_and_who_was(screen: Screen) -> None:
    room = screen.classroom
    screen.set_now("9:22")
    screen.sign_in(room.person("office"))
    name = room.teacher.formal_name
    which = f"{room.school_class} morning register"
    assert f"{name} is asked for the {which}." in press(screen)
    screen.set_now("9:24")
    assert f"{name} was asked at 9:22 already, and has not read it yet." in press(screen)


def test_the_button_pressed_on_an_old_page_says_that_the_register_was_submitted(
    screen: Screen,
) -> None:
    screen.classroom.take()
    screen.set_now("9:22")
    screen.sign_in(screen.classroom.person("office"))
    assert "has been submitted. Nobody was reminded." in press(screen)


def test_a_class_of_another_school_is_not_found(screen: Screen) -> None:
    screen.sign_in(Classroom().person("office"))
    for name in ("remind", "read"):
        assert screen.client.post(screen.address(name)).status_code == 404
    assert not Reminder.objects.exists()


def test_a_teacher_asks_nobody(screen: Screen) -> None:
    covered(screen.classroom)
    screen.set_now("9:22")
    answer = screen.client.post(screen.address("remind"))
    assert answer.status_code == 403
    assert "It can be done by:" in answer.content.decode()
    assert not Reminder.objects.exists()


@pytest.mark.parametrize("forged", ["0/2026-11-12/am", "999999/2026-11-12/am", "x/2026-11-12/am"])
def test_a_class_that_is_none_is_not_found(screen: Screen, forged: str) -> None:
    screen.sign_in(screen.classroom.person("office"))
    assert screen.client.post(f"/registers/{forged}/remind/").status_code == 404


@pytest.mark.parametrize("when", ["2026-11-12/noon", "2026-02-30/am", "yesterday/am"])
def test_a_session_that_is_none_is_not_found(screen: Screen, when: str) -> None:
    screen.sign_in(screen.classroom.person("office"))
    address = f"/registers/{screen.classroom.school_class.pk}/{when}/remind/"
    assert screen.client.post(address).status_code == 404


def test_a_day_without_school_is_refused_with_a_sentence(screen: Screen) -> None:
    screen.sign_in(screen.classroom.person("office"))
    saturday = screen.classroom.day.replace(day=14)
    assert "The school has no morning session" in press(screen, day=saturday)


@pytest.mark.parametrize("name", ["remind", "read"])
def test_looking_reminds_nobody_and_puts_nothing_away(screen: Screen, name: str) -> None:
    remind(screen.classroom)
    screen.sign_in(screen.classroom.person("office"))
    assert screen.client.get(screen.address(name)).status_code == 405
    assert waits(screen.classroom) == [screen.classroom.teacher.pk]


def test_pages_of_a_school_ask_the_database_once_for_all_reminders(screen: Screen) -> None:
    remind(screen.classroom)
    people = [screen.classroom.teacher, Classroom(school=screen.classroom.school).teacher]
    with CaptureQueriesContext(connection) as asked:
        for person in [*people, screen.classroom.person("office"), *people]:
            screen.sign_in(person)
            shown = "The office asks" in screen.client.get("/account/").content.decode()
            assert shown == (person == screen.classroom.teacher)
    assert sum("registers_reminder" in one["sql"] for one in asked) == 1


@pytest.mark.parametrize("role", ["class_teacher", "governor", "office", "headteacher"])
def test_pages_of_people_without_a_class_ask_nothing(screen: Screen, role: str) -> None:
    screen.sign_in(screen.classroom.person(role))
    with CaptureQueriesContext(connection) as asked:
        screen.client.get("/account/")
    assert not any("registers_reminder" in one["sql"] for one in asked)


def test_a_leader_who_covers_is_told_once_the_page_is_shown(screen: Screen) -> None:
    leader = can_sign_in(screen.classroom.person("senior_leader"))
    screen.classroom.school_class.teachers.update(user=leader)
    remind(screen.classroom)
    screen.sign_in(leader)
    first = screen.client.get("/account/").content.decode()
    assert " data-unknown>" in first
    assert "The office asks" not in first
    assert "The office asks" in screen.client.get(reverse("registers:reminders")).content.decode()
    again = screen.client.get("/account/").content.decode()
    assert " data-unknown>" not in again
    assert "The office asks" in again


def test_a_part_that_is_asked_for_by_a_script_takes_two_queries(
    screen: Screen, django_assert_num_queries: Any
) -> None:
    screen.client.get("/account/")
    with django_assert_num_queries(2):  # The person with their school; their classes of today.
        screen.client.get(reverse("registers:reminders"))
