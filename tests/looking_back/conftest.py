"""Lend a class whose register was submitted at 9:00 and changed at 9:30."""

import pytest

from tests.registers.classroom import Classroom
from tests.registers.screen import Screen, screen_of


@pytest.fixture
def classroom(db: None) -> Classroom:
    room = Classroom()
    room.mark(room.pupils[0], "N")
    for pupil in room.pupils[1:]:
        room.mark(pupil, "/")
    room.submit()
    room.change(room.pupils[0], "I", by=room.person("office"), reason="Mum rang", at="9:30")
    return room


@pytest.fixture
def screen(classroom: Classroom, monkeypatch: pytest.MonkeyPatch) -> Screen:
    """The office's screen at 10:00."""
    shown = screen_of(classroom, monkeypatch)
    shown.set_now("10:00")
    shown.sign_in(classroom.person("office"))
    return shown
