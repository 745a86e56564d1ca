"""How the five days beside a name are drawn, said and sent: little, and no reason."""

import gzip
import re

import pytest

from registers.queries.days_before import DayBefore
from registers.views import five_days
from rules.sessions import HALVES
from tests.browser.registers import LiveClass
from tests.registers.classroom import Classroom
from tests.registers.screen import screen_of
from tests.registers.test_five_days_before import IN, NOTHING, OUT, WEEK, mark, met, room

__all__ = ["room"]
DAY = DayBefore


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([DAY(day, IN, IN) for day in WEEK], "5 days: in school"),
        ([DAY(None)] * 5, "5 days: no marks"),
        (
            [
                *(DAY(day, IN, IN) for day in WEEK[:3]),
                DAY(WEEK[3], OUT, OUT),
                DAY(WEEK[4], IN, OUT),
            ],
            "5 days: not in school on Tuesday 10 November and Wednesday 11 November (afternoon)",
        ),
        (
            [*(DAY(day, IN, IN) for day in WEEK[:4]), DAY(WEEK[4], OUT, NOTHING)],
            "5 days: not in school on Wednesday 11 November (morning), 1 session without a mark",
        ),
    ],
    ids=["in", "new", "away", "half a day"],
)
def test_the_cells_are_said_in_one_sentence(days: list[DayBefore], words: str) -> None:
    assert five_days.said(days) == words


def test_the_three_states_have_three_shapes() -> None:
    shapes = {five_days.drawn([DAY(None, was_in, was_in)]) for was_in in (IN, OUT, NOTHING)}
    assert len(shapes) == 3


def test_the_page_has_the_sentence_with_each_name_and_no_code_of_the_days(
    room: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    for at, code in enumerate("LUE"):
        mark(room, WEEK[3], code, at=at)
    text = screen_of(room, monkeypatch).text()
    said = re.findall(r'<svg class="days"[^>]*><title>(.*?)</title>', text)
    assert said[0] == said[1] == "5 days: in school, 9 sessions without a mark"
    assert said[2].startswith("5 days: not in school on Tuesday 10 November (morning)")
    rows = re.findall(r'<li class="pr.*?</li>', text)
    assert all('data-code=""' in row and "Unauthorised" not in row for row in rows)


def test_a_register_of_thirty_with_five_days_weighs_less_than_eight_kilobytes(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = met(LiveClass())
    for at, _ in enumerate(room.pupils):
        for number, day in enumerate(WEEK):
            for half in HALVES:
                mark(room, day, "I" if (at + number) % 9 == 0 else "", half, at)
    text = screen_of(room, monkeypatch).text()
    assert text.count('<svg class="days"') == 30 + 3  # Three in the key.
    assert len(gzip.compress(text.encode())) < 8 * 1024
