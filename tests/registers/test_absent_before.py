"""The one word beside a name that says that nobody knew why a pupil was away before."""

from datetime import date, timedelta

import pytest

from tests.factories.registers import MarkFactory, RegisterFactory
from tests.registers.classroom import THURSDAY, Classroom

MONDAY = date(2026, 11, 16)


def absent(room: Classroom, day: date, code: str = "N") -> None:
    register = RegisterFactory(school_class=room.school_class, day=day)
    MarkFactory(register=register, pupil=room.pupils[0], code=code)


def note(room: Classroom) -> str:
    return room.page().rows[0].note


@pytest.mark.parametrize(
    ("day", "away", "words"),
    [
        (THURSDAY, THURSDAY - timedelta(days=1), "Absent yesterday"),
        (MONDAY, MONDAY - timedelta(days=3), "Absent Friday"),
        (THURSDAY, THURSDAY - timedelta(days=6), "Absent Friday"),
        (THURSDAY, THURSDAY - timedelta(days=7), ""),
    ],
    ids=["the day before", "over a weekend", "six days ago", "a week ago"],
)
def test_an_unexplained_absence_of_the_last_marked_day_is_said(
    db: None, day: date, away: date, words: str
) -> None:
    room = Classroom(day=day)
    absent(room, away)
    assert note(room) == words


@pytest.mark.parametrize("code", ["I", "O", "/"])
def test_only_n_is_said(classroom: Classroom, code: str) -> None:
    absent(classroom, THURSDAY - timedelta(days=1), code)
    assert note(classroom) == ""


def test_whoever_came_since_is_no_longer_said(classroom: Classroom) -> None:
    absent(classroom, THURSDAY - timedelta(days=2))
    absent(classroom, THURSDAY - timedelta(days=1), "/")
    assert note(classroom) == ""
