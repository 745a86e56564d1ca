"""The office asks for a register; whoever has the class reads it on any page, until it is done."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import Act
from registers.actions.read_reminder import read_reminder
from registers.actions.remind_teacher import Reminded, remind_teacher
from registers.asked import standing_reminders
from registers.models import Reminder
from registers.refusals import Refused
from schools.models import Session, User
from schools.permissions import NotPermitted
from schools.roles import ROLES
from tests.registers.classroom import Classroom
from tests.registers.reminding import awake, can_sign_in, covered
from tests.registers.screen import Screen, screen_of

MAY = {
    "office", "family_liaison", "attendance_lead", "safeguarding_lead", "senior_leader",
    "headteacher",
}  # fmt: skip


@pytest.fixture
def screen(classroom: Classroom, monkeypatch: pytest.MonkeyPatch) -> Screen:
    """The screen of a teacher who can sign in, at 8:55."""
    return screen_of(awake(classroom), monkeypatch)


def remind(room: Classroom, *, at: str = "9:22", by: User | None = None, **what: Any) -> Reminded:
    return remind_teacher(
        by=by or room.person("office"),
        school_class=room.school_class,
        day=what.get("day", room.day),
        half=what.get("half", "AM"),
        at=room.at(at, day=what.get("on")),
    )


def waits(room: Classroom) -> list[int]:
    """Who is asked for a register of the day now."""
    return [one.to_id for one in standing_reminders(school_id=room.school.pk, day=room.day)]


def press(screen: Screen, name: str = "remind", **where: Any) -> str:
    answer = screen.client.post(screen.address(name, **where), follow=True)
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize("at", ["8:55", "9:20", "9:22", "11:00"])
def test_the_teacher_is_asked_while_the_register_is_open_or_missing(
    classroom: Classroom, at: str
) -> None:
    awake(classroom)
    assert remind(classroom, at=at).told == [classroom.teacher]
    [act] = Act.objects.filter(school=classroom.school)
    assert (act.act, act.detail["to"]) == ("remind_teacher", [classroom.teacher.pk])


def test_whoever_covers_the_class_is_asked_too(classroom: Classroom) -> None:
    supply = covered(awake(classroom))
    assert remind(classroom).told == [classroom.teacher, supply]


def test_nobody_has_two_unread_reminders_of_one_register(classroom: Classroom) -> None:
    awake(classroom)
    remind(classroom)
    supply = covered(classroom)
    again = remind(classroom, at="9:25")
    assert again.told == [supply]
    assert again.waiting == [(classroom.teacher, classroom.at("9:22"))]
    assert remind(classroom, at="9:30").told == []
    assert Reminder.objects.count() == 2
    assert Act.objects.filter(school=classroom.school).count() == 2


def test_somebody_who_has_put_it_away_can_be_asked_again(classroom: Classroom) -> None:
    awake(classroom)
    remind(classroom)
    assert read_reminder(
        by=classroom.teacher,
        school_class=classroom.school_class,
        day=classroom.day,
        half="AM",
        at=classroom.at("9:23"),
    )
    assert waits(classroom) == []
    assert remind(classroom, at="9:40").told == [classroom.teacher]


@pytest.mark.parametrize("role", ROLES)
def test_only_who_may_mark_every_register_asks_for_one(classroom: Classroom, role: str) -> None:
    awake(classroom)
    person = classroom.person(role, year_groups=["4"] if role == "year_lead" else [])
    if role in MAY:
        assert remind(classroom, by=person).told == [classroom.teacher]
        return
    with pytest.raises(NotPermitted):
        remind(classroom, by=person)
    assert not Reminder.objects.exists()


@pytest.mark.parametrize(
    ("half", "at", "words"),
    [("AM", "8:49", "is not open yet"), ("PM", "9:22", "is not open yet")],
)
def test_a_register_that_is_not_open_is_not_asked_for(
    classroom: Classroom, half: str, at: str, words: str
) -> None:
    awake(classroom)
    with pytest.raises(Refused, match=words):
        remind(classroom, half=half, at=at)


def test_a_taken_register_is_not_asked_for(classroom: Classroom) -> None:
    awake(classroom).take()
    with pytest.raises(Refused, match=r"has been submitted\. Nobody was reminded\."):
        remind(classroom)
    assert not Reminder.objects.exists()


def test_a_register_of_an_earlier_day_is_not_asked_for(classroom: Classroom) -> None:
    awake(classroom)
    with pytest.raises(Refused, match="of an earlier day"):
        remind(classroom, on=classroom.day.replace(day=13))


def test_a_closed_school_is_not_asked_for_registers(db: None) -> None:
    room = awake(Classroom(closure="unplanned"))
    with pytest.raises(Refused, match="The school is closed"):
        remind(room)


def test_a_class_without_pupils_has_no_register_to_ask_for(db: None) -> None:
    room = awake(Classroom(pupils=0))
    with pytest.raises(Refused, match="No pupil is in"):
        remind(room)


def test_where_nobody_can_read_it_the_office_is_told(classroom: Classroom) -> None:
    with pytest.raises(Refused, match="Set cover, or finish the register yourself"):
        remind(classroom)  # The teacher has not chosen a password.


def test_nobody_reminds_themself(classroom: Classroom) -> None:
    clerk = can_sign_in(classroom.person("office", "class_teacher"))
    classroom.school_class.teachers.update(user=clerk)
    with pytest.raises(Refused, match="Nobody else"):
        remind(classroom, by=clerk)


def test_it_is_over_once_the_register_is_taken(classroom: Classroom) -> None:
    awake(classroom)
    remind(classroom)
    assert waits(classroom) == [classroom.teacher.pk]
    classroom.mark_all(at="9:24")
    assert waits(classroom) == [classroom.teacher.pk]
    classroom.submit(at="9:25")
    assert waits(classroom) == []


def test_it_is_over_once_the_school_is_closed(classroom: Classroom) -> None:
    awake(classroom)
    remind(classroom)
    Session.objects.filter(school=classroom.school).update(closure="unplanned")
    assert waits(classroom) == []


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
    supply.teaches.all().delete()
    screen.sign_in(supply)
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


@pytest.mark.parametrize("role", ["class_teacher", "governor"])
def test_pages_of_people_without_a_class_ask_nothing(screen: Screen, role: str) -> None:
    screen.sign_in(screen.classroom.person(role))
    with CaptureQueriesContext(connection) as asked:
        screen.client.get("/account/")
    assert not any("registers_reminder" in one["sql"] for one in asked)


def test_a_part_that_is_asked_for_by_a_script_takes_two_queries(
    screen: Screen, django_assert_num_queries: Any
) -> None:
    screen.client.get("/account/")
    with django_assert_num_queries(2):  # The person with their school; their classes of today.
        screen.client.get(reverse("registers:reminders"))
