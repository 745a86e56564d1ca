"""Which codes are entered for many pupils at once, and which marks they may replace."""

from datetime import date

import pytest

from rules.bulk_marks import MAY_REPLACE, Asked, may_replace, never_for_many, why_not
from rules.codes import CODES
from rules.sessions import Session

DAY = Session(date(2026, 11, 12), "AM")
NEXT = Session(date(2026, 11, 13), "AM")
FOR_MANY = {"I", "M", "T", "R", "G", "O", "N", "Q", "Y1", "Y2", "Y3", "Y5", "Y6", "Y7",
            "C", "C1", "J1", "S"}  # fmt: skip
LEGACY = {"F", "H", "J", "Y"}


def test_each_code_is_for_many_or_is_said_not_to_be() -> None:
    assert {code for code in CODES if not never_for_many(code)} - LEGACY == FOR_MANY


@pytest.mark.parametrize("code", sorted(set(CODES) - FOR_MANY - LEGACY))
def test_what_is_never_for_many_has_a_sentence_and_what_to_do(code: str) -> None:
    assert why_not(Asked(code, DAY, DAY)).endswith(".")


@pytest.mark.parametrize("code", ["I", "G", "Q", "Y1", "Y2", "Y6", "Y7"])
def test_an_absence_can_be_entered_for_sessions_that_began_and_for_those_to_come(code: str) -> None:
    assert why_not(Asked(code, DAY, NEXT, is_whole_school=True, has_to_come=True)) == ""


@pytest.mark.parametrize("code", ["C", "C1", "J1", "S"])
def test_leave_is_given_before_it_begins(code: str) -> None:
    assert "before it begins" in why_not(Asked(code, DAY, NEXT, has_to_come=True))
    assert why_not(Asked(code, NEXT, NEXT, has_begun=False, has_to_come=True)) == ""


@pytest.mark.parametrize("code", ["N", "O"])
def test_an_unexplained_absence_cannot_lie_ahead(code: str) -> None:
    assert why_not(Asked(code, DAY, DAY)) == ""
    assert "have begun" in why_not(Asked(code, DAY, NEXT, has_to_come=True))


def test_a_religious_day_is_one_day() -> None:
    both = Session(DAY.day, "PM")
    assert why_not(Asked("R", DAY, both)) == ""
    assert "Enter each such day by itself" in why_not(Asked("R", DAY, NEXT))


def test_part_of_the_premises_is_never_the_whole_school() -> None:
    assert why_not(Asked("Y3", DAY, DAY)) == ""
    assert "Y4" in why_not(Asked("Y3", DAY, DAY, is_whole_school=True))


def test_only_what_nothing_excuses_is_replaced() -> None:
    assert {old for old in CODES if may_replace(old, "Y2")} == MAY_REPLACE == {"N", "O"}
    assert not any(may_replace(old, "N") for old in CODES)
    assert {old for old in CODES if may_replace(old, "O")} == {"N"}
