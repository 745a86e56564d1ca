"""What the page of a pupil's entry refuses, with a sentence and nothing saved."""

import pytest

from registers.actions.submit_register import submit_register
from tests.registers.screen import Screen, screen

__all__ = ["screen"]


@pytest.fixture
def taken(screen: Screen) -> Screen:
    """The screen of a register that was submitted with everybody present."""
    room = screen.classroom
    for pupil in room.pupils:
        room.mark(pupil, "/")
    submit_register(
        by=room.teacher, school_class=room.school_class, day=room.day, half="AM", at=room.at("8:56")
    )
    return screen


@pytest.mark.parametrize("reason", ["a\x00b", "x" * 2001], ids=["a NUL", "too long"])
def test_a_reason_that_cannot_be_kept_is_refused(taken: Screen, reason: str) -> None:
    pupil = taken.classroom.pupils[0]
    answer = taken.client.post(taken.entry(pupil), {"code": "N", "reason": reason})
    assert answer.status_code == 422
    assert "Write the reason in plain words" in answer.text
    assert taken.classroom.standing(pupil) == "/"


def test_a_mark_of_a_taken_register_is_not_cleared(taken: Screen) -> None:
    pupil = taken.classroom.pupils[0]
    answer = taken.client.post(taken.entry(pupil), {"do": "clear", "code": "N", "reason": "A slip"})
    assert answer.status_code == 422
    assert "can be changed, not cleared" in answer.text
    assert taken.classroom.standing(pupil) == "/"
