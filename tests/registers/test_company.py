"""Two who have one register open know of each other, and asking costs little."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.registers.classroom import Classroom
from tests.registers.news_asked import ask, colleague, nobody_here_yet
from tests.registers.screen import Screen, screen, screen_of
from toolkit import clock

__all__ = ["nobody_here_yet", "screen"]


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

    away = SimpleNamespace(get=no_answer, set=no_answer)
    monkeypatch.setattr("registers.company.cache", away)
    monkeypatch.setattr("registers.asked.cache", away)
    assert screen.open().status_code == 200
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
    ask(shown)  # Notes when the tests signed in, as the sign-in page does itself.
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
    ask(shown)  # Notes when the tests signed in, as the sign-in page does itself.
    with CaptureQueriesContext(connection) as queries:
        assert ask(shown).status_code == 200
    assert len(queries) <= 6, "\n".join(one["sql"] for one in queries)
