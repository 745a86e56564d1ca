"""What a register that is open somewhere is told, every ten seconds, of what others do."""

from datetime import timedelta

import pytest

from tests.factories.registers import PlanFactory
from tests.factories.schools import SessionFactory
from tests.registers.classroom import Classroom
from tests.registers.news_asked import POLL, ask, colleague, nobody_here_yet, row
from tests.registers.screen import Screen, screen

__all__ = ["nobody_here_yet", "screen"]


def test_a_mark_of_the_office_comes_with_its_version_and_who_and_when(screen: Screen) -> None:
    room = screen.classroom
    assert ask(screen).json()["marks"] == []
    [kept] = room.mark(room.pupils[0], "I", by=colleague(room), at="8:58").marks
    answer = ask(screen).json()
    assert row(answer, room) == {
        "pupil": room.pupils[0].pk,
        "code": "I",
        "minutes": None,
        "version": kept.version,
        "known": "I",
        "news": "Office: I, 8:58",
    }
    assert answer["codes"]["I"] == {"f": "auth", "t": "Illness", "r": False}


def test_a_teacher_is_named_and_others_by_their_role(screen: Screen) -> None:
    room = screen.classroom
    room.mark(room.pupils[0], "L", minutes=4, by=room.person("headteacher"), at="8:54")
    room.mark(
        room.pupils[1],
        "/",
        by=room.person("year_lead", year_groups=["4"], forename="Mo", surname="Bell"),
    )
    answer = ask(screen).json()
    assert row(answer, room)["news"] == "Headteacher: L, 8:54"
    assert row(answer, room)["minutes"] == 4
    assert row(answer, room, 1)["news"] == "M. Bell: /, 8:55"


def test_ones_own_mark_of_another_screen_is_ones_own(screen: Screen) -> None:
    screen.classroom.mark(screen.classroom.pupils[0], "/")
    assert row(ask(screen).json(), screen.classroom)["news"] == "You: /, 8:55"


def test_a_mark_that_was_cleared_is_told_with_who_cleared_it(screen: Screen) -> None:
    room = screen.classroom
    room.mark(room.pupils[0], "N")
    room.mark(room.pupils[0], "", by=colleague(room), at="8:57")
    cleared = row(ask(screen).json(), room)
    assert (cleared["code"], cleared["version"]) == ("", 0)
    assert cleared["news"] == "K. Shah cleared it, 8:57"


def test_a_mark_of_an_earlier_day_says_of_which(screen: Screen) -> None:
    room = screen.classroom
    room.mark(room.pupils[0], "N")
    screen.set_now("9:00", day=room.day + timedelta(days=1))
    screen.sign_in(room.person("office"))
    assert row(ask(screen).json(), room)["news"].endswith(": N, 12 Nov 8:55")


def test_the_mark_that_a_plan_became_is_told_with_its_version(screen: Screen) -> None:
    room = screen.classroom
    PlanFactory(pupil=room.pupils[0], code="I", start=room.day)
    room.mark(room.pupils[1], "/")
    told = row(ask(screen).json(), room)
    assert (told["code"], told["known"]) == ("I", "I")
    assert told["version"] == room.entries(room.pupils[0])[0].pk


def test_a_trip_and_an_unexplained_absence_are_not_what_absent_writes(screen: Screen) -> None:
    room = screen.classroom
    room.mark(room.pupils[0], "V", by=colleague(room))
    room.mark(room.pupils[1], "N", by=colleague(room))
    answer = ask(screen).json()
    assert [row(answer, room, at)["known"] for at in (0, 1)] == ["", ""]


@pytest.mark.parametrize("role", ["class_teacher", "office"])
def test_code_y5_stays_hidden(screen: Screen, role: str) -> None:
    room = screen.classroom
    room.mark(room.pupils[0], "Y5", by=room.person("headteacher"))
    if role == "office":
        screen.sign_in(room.person("office"))
    answer = ask(screen)
    assert "Y5" not in answer.content.decode()
    assert (row(answer.json(), room)["code"], row(answer.json(), room)["known"]) == ("Y", "")


def test_whoever_may_see_y5_is_told_it(screen: Screen) -> None:
    room = screen.classroom
    room.mark(room.pupils[0], "Y5", by=room.person("headteacher"))
    screen.sign_in(room.person("safeguarding_lead"))
    assert row(ask(screen).json(), room)["news"] == "Headteacher: Y5, 8:55"


def test_a_register_that_was_submitted_says_by_whom_and_when(screen: Screen) -> None:
    room = screen.classroom
    assert ask(screen).json()["state"] == "open"
    room.mark_all()
    room.submit(by=colleague(room), at="8:58")
    answer = ask(screen).json()
    assert (answer["state"], answer["submitted"]) == ("taken", "Submitted 8:58 by K. Shah")


def test_the_state_goes_by_the_clock(screen: Screen) -> None:
    states = []
    for now in ("8:49", "8:50", "9:20", "9:21"):
        screen.set_now(now)
        states.append(ask(screen).json()["state"])
    assert states == ["not_open", "open", "open", "missing"]


def test_who_has_the_news_already_gets_an_empty_answer(screen: Screen) -> None:
    first = ask(screen)
    again = ask(screen, seen=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert ask(screen, seen=f"W/{first['ETag']}").status_code == 304  # As a proxy may pass it on.
    screen.classroom.mark(screen.classroom.pupils[0], "/")
    assert ask(screen, seen=first["ETag"]).status_code == 200


def test_another_schools_register_and_a_day_without_school_are_not_found(screen: Screen) -> None:
    other = Classroom()
    address = f"/registers/{other.school_class.pk}/{other.day}/am/news/"
    assert screen.client.get(address, headers=POLL).status_code == 404
    saturday = screen.classroom.day + timedelta(days=2)
    assert ask(screen, day=saturday).status_code == 404
    plain = screen.client.get(screen.address("news", day=saturday))
    assert plain.status_code == 404


def test_a_colleague_of_another_class_is_told_who_may_do_it(screen: Screen) -> None:
    other = Classroom(school=screen.classroom.school)
    screen.sign_in(other.teacher)
    answer = ask(screen)
    assert answer.status_code == 403
    assert "You cannot do this for this class now." in answer.json()["error"]


def test_who_has_been_signed_out_is_told_so(screen: Screen) -> None:
    screen.client.logout()
    assert ask(screen).status_code == 401


def test_a_school_closed_without_warning_meanwhile_is_said(screen: Screen) -> None:
    room = screen.classroom
    SessionFactory._meta.model.objects.filter(school=room.school).update(closure="unplanned")
    assert ask(screen).json()["state"] == "closed"
