"""The office's screen with the board of all registers, and what stands on it."""

import re

import pytest

from tests.registers.classroom import Classroom
from tests.registers.screen import Screen, screen

__all__ = ["screen"]
BOARD = "/registers/"


@pytest.fixture
def office(screen: Screen) -> Screen:
    """The office's screen, at a school whose one class is Kestrel."""
    screen.classroom.school_class.name = "Kestrel"
    screen.classroom.school_class.save()
    screen.sign_in(screen.classroom.person("office"))
    return screen


def another(room: Classroom, name: str) -> Classroom:
    other = Classroom(school=room.school)
    other.school_class.name = name
    other.school_class.save()
    return other


def text(screen: Screen, address: str = BOARD) -> str:
    """What stands on the board, without its tags."""
    page = screen.client.get(address).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.partition("<main")[2]))
