"""A session of an unplanned closure is neither open nor missing."""

import pytest
from django.urls import reverse

from registers.refusals import WrongForThisPupil
from tests.registers.classroom import Classroom
from tests.registers.screen import screen_of


@pytest.fixture
def closed(db: None) -> Classroom:
    return Classroom(closure="unplanned")


def test_the_list_says_closed_and_counts_nothing_missing(
    closed: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = screen_of(closed, monkeypatch)
    shown.sign_in(closed.person("office"))
    shown.set_now("14:30")
    text = shown.client.get(reverse("registers:today")).content.decode()
    assert "School closed" in text
    assert "missing" not in text
    assert "not marked" not in text


def test_its_register_says_so_and_offers_no_marks(
    closed: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = screen_of(closed, monkeypatch)
    shown.set_now("9:30")
    text = shown.text()
    assert "Closed without warning" in text
    assert "Submit" not in text
    assert 'type="radio"' not in text
    assert text.count('class="more"') == len(closed.pupils)
    assert 'id="closed-note" hidden' in text


def test_the_office_records_y4_and_nothing_else(
    closed: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = screen_of(closed, monkeypatch)
    shown.sign_in(closed.person("office"))
    shown.set_now("9:30")
    assert shown.client.post(shown.entry(closed.pupils[0]), {"code": "Y4"}).status_code == 302
    assert closed.standing(closed.pupils[0]) == "Y4"
    with pytest.raises(WrongForThisPupil, match="only Y4"):
        closed.mark(closed.pupils[1], "/")
