"""What a tablet on the school's wireless fetches to take a register: little."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tests.registers.classroom import Classroom
from tests.registers.screen import Screen, screen_of

KILOBYTE = 1024


@pytest.fixture
def of_thirty(db: None, monkeypatch: pytest.MonkeyPatch) -> Screen:
    return screen_of(Classroom(pupils=30), monkeypatch)


def compressed(text: str, ending: str) -> dict[str, int]:
    """The bytes of each file of a kind that the page asks for, as they travel."""
    names = re.findall(rf'(?:src|href)="/static/([^"]+\.{ending})"', text)
    assert names, f"the page names no {ending}"
    return {name: len(gzip.compress(Path(str(finders.find(name))).read_bytes())) for name in names}


def test_the_scripts_of_a_register_weigh_no_more_than_25_kilobytes(of_thirty: Screen) -> None:
    weights = compressed(of_thirty.text(), "js")
    assert sum(weights.values()) < 25 * KILOBYTE, weights


def test_the_scripts_of_a_register_that_was_taken_weigh_no_more_either(of_thirty: Screen) -> None:
    of_thirty.classroom.take()
    weights = compressed(of_thirty.text(), "js")
    assert sum(weights.values()) < 25 * KILOBYTE, weights


def test_the_news_of_thirty_marks_weigh_less_than_two_kilobytes(of_thirty: Screen) -> None:
    room = of_thirty.classroom
    room.mark_all(by=room.person("office"))
    answer = of_thirty.client.get(
        of_thirty.address("news"), headers={"Accept": "application/json", "X-Rollbook-Poll": "1"}
    )
    assert len(gzip.compress(answer.content)) < 2 * KILOBYTE
