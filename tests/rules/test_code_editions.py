"""Which codes may be entered for which days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import codes

NEW_CODES_START = date(2024, 8, 19)
OLD_CODES_END = date(2024, 8, 18)
NEW_IN_2024 = ["K", "C1", "C2", "J1", "Q", "Y1", "Y2", "Y3", "Y4", "Y5", "Y6", "Y7"]
ENDED_IN_2024 = ["J", "H", "Y"]
LASTING = {*"/\\LVPWBDMSXCTRIEGNOUZ#"}
any_code = st.sampled_from(sorted(codes.CODES))
any_day = st.dates(date(2006, 9, 1), date(2040, 8, 31))


@pytest.mark.parametrize("code", ENDED_IN_2024)
def test_old_codes_count_for_any_day_but_cannot_be_entered_for_a_new_one(code):
    assert codes.counts_as(code) == codes.CODES[code]
    assert codes.may_be_entered(code, on=OLD_CODES_END)
    assert not codes.no_longer_in_force(code, on=OLD_CODES_END)
    assert not codes.may_be_entered(code, on=NEW_CODES_START)
    assert codes.no_longer_in_force(code, on=NEW_CODES_START)
    assert not codes.not_yet_in_force(code, on=NEW_CODES_START)


@pytest.mark.parametrize("code", NEW_IN_2024)
def test_new_codes_begin_on_19_august_2024(code):
    assert codes.may_be_entered(code, on=NEW_CODES_START)
    assert not codes.not_yet_in_force(code, on=NEW_CODES_START)
    assert not codes.may_be_entered(code, on=OLD_CODES_END)
    assert codes.not_yet_in_force(code, on=OLD_CODES_END)
    assert not codes.no_longer_in_force(code, on=OLD_CODES_END)


def test_extended_family_holiday_ended_in_august_2013():
    assert codes.may_be_entered("F", on=date(2013, 8, 31))
    assert not codes.may_be_entered("F", on=date(2013, 9, 1))


def test_the_editions_hold_what_was_in_force_on_the_day():
    assert codes.entry_codes(on=NEW_CODES_START) == LASTING | set(NEW_IN_2024)
    assert codes.entry_codes(on=OLD_CODES_END) == LASTING | {"J", "H", "Y"}
    assert codes.entry_codes(on=date(2013, 8, 31)) == LASTING | {"J", "H", "Y", "F"}


@pytest.mark.parametrize(
    ("code", "day", "sentence"),
    [
        ("I", NEW_CODES_START, ""),
        ("J", OLD_CODES_END, ""),
        ("K", NEW_CODES_START, ""),
        ("J", NEW_CODES_START, "J ended on 18 August 2024. Use J1."),
        (
            "Y",
            NEW_CODES_START,
            "Y ended on 18 August 2024. Use Y1 or Y2 or Y3 or Y4 or Y5 or Y6 or Y7.",
        ),
        ("F", date(2014, 1, 6), "F ended on 31 August 2013."),
        ("K", OLD_CODES_END, "K may be entered from 19 August 2024 on, not before."),
        ("o", NEW_CODES_START, '"o" is not a register code.'),
    ],
)
def test_a_refusal_says_why_and_what_to_use_instead(code, day, sentence):
    assert codes.why_not_entered(code, on=day) == sentence


def test_a_withdrawn_code_names_what_replaces_it_and_no_other_code_does():
    assert {code: row.replaced_by for code, row in codes.CODES.items() if row.replaced_by} == {
        "J": ("J1",),
        "H": ("C",),
        "Y": ("Y1", "Y2", "Y3", "Y4", "Y5", "Y6", "Y7"),
    }


@given(any_code, any_day)
def test_a_code_that_may_not_be_entered_is_too_early_or_too_late_and_never_both(code, day):
    early = codes.not_yet_in_force(code, on=day)
    late = codes.no_longer_in_force(code, on=day)
    assert not (early and late)
    assert codes.may_be_entered(code, on=day) == (not early and not late)
    assert (code in codes.entry_codes(on=day)) == codes.may_be_entered(code, on=day)
    assert (codes.why_not_entered(code, on=day) == "") == codes.may_be_entered(code, on=day)


@given(any_code, any_day)
def test_a_code_is_in_force_for_one_unbroken_time(code, day):
    next_day = day + timedelta(days=1)
    if codes.not_yet_in_force(code, on=next_day):
        assert codes.not_yet_in_force(code, on=day)
    if codes.no_longer_in_force(code, on=day):
        assert codes.no_longer_in_force(code, on=next_day)
