"""Lend the tests of the late desk a class, and the screen of the office at 9:31."""

import pytest

from tests.registers.classroom import Classroom
from tests.registers.screen import Screen, screen_of


@pytest.fixture
def classroom(db: None) -> Classroom:
    return Classroom()


@pytest.fixture
def desk(classroom: Classroom, monkeypatch: pytest.MonkeyPatch) -> Screen:
    """The office's screen at 9:31; registers opened 8:50 and closed 9:20."""
    screen = screen_of(classroom, monkeypatch)
    screen.set_now("9:31")
    screen.sign_in(classroom.person("office", job_title="School office"))
    return screen
