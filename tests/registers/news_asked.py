"""Ask for the news of a register as its page does, with nobody noted as being there."""

from typing import Any

import pytest

from schools.models import User
from tests.registers.classroom import Classroom
from tests.registers.screen import Screen

POLL = {"Accept": "application/json", "X-Rollbook-Poll": "1"}


@pytest.fixture(autouse=True)
def nobody_here_yet(own_cache: None) -> None:
    """Begin without what the cache kept from another test."""


def ask(screen: Screen, *, seen: str = "", **where: Any) -> Any:
    """Ask for the news, with the tag of what the page has already."""
    known = {"If-None-Match": seen} if seen else {}
    return screen.client.get(screen.address("news", **where), headers=POLL | known)


def colleague(room: Classroom, role: str = "office", name: str = "Kiran Shah") -> User:
    forename, _, surname = name.partition(" ")
    return room.person(role, forename=forename, surname=surname)


def row(answer: Any, room: Classroom, at: int = 0) -> dict[str, Any]:
    return next(one for one in answer["marks"] if one["pupil"] == room.pupils[at].pk)
