"""Whoever may not see which Y it is, sees neither the code nor the reason given for it."""

import re
from uuid import uuid4

import pytest

from tests.registers.classroom import Classroom
from tests.registers.screen import Screen, screen

__all__ = ["screen"]

A_WORD = re.compile(r"\bY5\b")  # The letters alone may stand in a token of the form.
WHY = "Arrested on Sunday"


def detained(classroom: Classroom) -> None:
    """The headteacher amends a submitted mark to Y5."""
    classroom.take()
    classroom.change(classroom.pupils[0], "Y5", by=classroom.person("headteacher"), reason=WHY)


@pytest.mark.parametrize("role", ["class_teacher", "office", "family_liaison"])
def test_the_entry_page_keeps_code_and_reason(screen: Screen, role: str) -> None:
    detained(screen.classroom)
    if role != "class_teacher":
        screen.sign_in(screen.classroom.person(role))
    screen.set_now("9:40")
    text = screen.client.get(screen.entry(screen.classroom.pupils[0])).content.decode()
    assert not A_WORD.search(text)
    assert WHY not in text
    assert "kept by those who look after safeguarding" in text
    assert 'value="Y"' not in text, "Y may not be entered on this day"


def test_those_who_may_see_it_read_the_reason(screen: Screen) -> None:
    detained(screen.classroom)
    screen.sign_in(screen.classroom.person("safeguarding_lead"))
    screen.set_now("9:40")
    assert WHY in screen.client.get(screen.entry(screen.classroom.pupils[0])).content.decode()


def test_a_replay_does_not_tell_it(screen: Screen) -> None:
    room = screen.classroom
    pupil, client_id = room.pupils[0], str(uuid4())
    change = {"pupil": pupil.pk, "code": "I", "client_id": client_id, "seen_version": 0}
    screen.sign_in(room.person("family_liaison"))
    assert screen.send(change).status_code == 200
    room.mark(pupil, "Y5", by=room.person("headteacher"), at="8:56")
    answer = screen.send(change)
    assert answer.json()["saved"][0]["code"] == "Y"
