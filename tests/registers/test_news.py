"""What a register that is open somewhere is told, every ten seconds, of what others do."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from schools.models import User
from tests.factories.registers import PlanFactory
from tests.factories.schools import SessionFactory
from tests.registers.classroom import Classroom
from tests.registers.screen import Screen, screen, screen_of
from toolkit import clock

__all__ = ["screen"]
POLL = {"Accept": "application/json", "X-Rollbook-Poll": "1"}


@pytest.fixture(autouse=True)
def nobody_here_yet() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def ask(screen: Screen, *, seen: str = "", **where: Any) -> Any:
    """Ask for the news, with the tag of what the page has already."""
    known = {"If-None-Match": seen} if seen else {}
    return screen.client.get(screen.address("news", **where), headers=POLL | known)


def colleague(room: Classroom, role: str = "office", name: str = "Kiran Shah") -> User:
    forename, _, surname = name.partition(" ")
    return room.person(role, forename=forename, surname=surname)


def row(answer: Any, room: Classroom, at: int = 0) -> dict[str, Any]:
    return next(one for one in answer["marks"] if one["pupil"] == room.pupils[at].pk)


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


def test_two_who_have_the_same_register_open_are_told_of_each_other(screen: Screen) -> None:
    room = screen.classroom
    assert ask(screen).json()["here"] == ""
    screen.sign_in(colleague(room))
    name = f"{room.teacher.forename[0]}. {room.teacher.surname}"
    assert ask(screen).json()["here"] == f"{name} is here too"
    screen.sign_in(room.teacher)
    assert ask(screen).json()["here"] == "K. Shah is here too"
    screen.sign_in(colleague(room, name="Ada Finch"))
    assert (
        ask(screen).json()["here"]
        == f"{', '.join(sorted(['K. Shah', name]))}".replace(", ", " and ") + " are here too"
    )


def test_another_register_is_not_here_and_who_is_silent_for_half_a_minute_has_gone(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = screen.classroom
    now = clock.real_now()
    monkeypatch.setattr(clock, "real_now", lambda: now)
    screen.sign_in(colleague(room))
    ask(screen, half="PM")
    screen.sign_in(room.teacher)
    assert ask(screen).json()["here"] == ""
    assert ask(screen, half="PM").json()["here"] == "K. Shah is here too"
    now += timedelta(seconds=26)
    assert ask(screen, half="PM").json()["here"] == ""


def test_marks_are_told_where_the_cache_cannot_be_asked(
    screen: Screen, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    room = screen.classroom
    room.mark(room.pupils[0], "/")

    def no_answer(*_args: object, **_more: object) -> None:
        raise ConnectionError("Valkey is away.")

    monkeypatch.setattr("registers.company.cache.get", no_answer)
    answer = ask(screen).json()
    assert (answer["here"], len(answer["marks"])) == ("", 1)
    assert "who has a register open" in caplog.text


@pytest.mark.parametrize("pupils", [3, 30])
@pytest.mark.parametrize("role", ["class_teacher", "office", "headteacher"])
def test_the_news_takes_six_queries_and_writes_nothing(
    db: None, monkeypatch: pytest.MonkeyPatch, pupils: int, role: str
) -> None:
    room = Classroom(pupils=pupils)
    shown = screen_of(room, monkeypatch)
    room.mark_all(by=room.person("office"))
    room.mark(room.pupils[0], "N", by=room.person("headteacher"))
    room.mark(room.pupils[1], "")
    if role != "class_teacher":
        shown.sign_in(room.person(role))
    with CaptureQueriesContext(connection) as queries:
        assert ask(shown).status_code == 200
    asked = [one["sql"] for one in queries]
    assert len(asked) <= 6, "\n".join(asked)
    assert [sql for sql in asked if not sql.startswith("SELECT")] == []


@pytest.mark.parametrize("pupils", [3, 30])
def test_marks_of_an_account_without_a_name_take_no_query_each(
    db: None, monkeypatch: pytest.MonkeyPatch, pupils: int
) -> None:
    room = Classroom(pupils=pupils)
    shown = screen_of(room, monkeypatch)
    room.mark_all(by=room.person("office", forename="", surname=""))
    with CaptureQueriesContext(connection) as queries:
        assert ask(shown).status_code == 200
    assert len(queries) <= 6, "\n".join(one["sql"] for one in queries)


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
