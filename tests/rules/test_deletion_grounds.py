"""On which grounds a name may be deleted from the roll, and what each of them needs."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.continuous_absence import LongLeave, Stretch
from rules.deletion_grounds import (
    Facts,
    UnknownGround,
    conditions_not_met,
    fits_phase,
    ground_of,
    needs_ground,
)
from rules.grounds import AUTHORITY, GROUNDS, OTHER_SCHOOLS

MONDAY = date(2025, 9, 8)
ALL_KEYS = frozenset(
    condition.key for ground in GROUNDS.values() for condition in ground.conditions
)


def away(school_days):
    return Stretch(school_days, MONDAY, MONDAY)


def leave(*, days=11, since=10, back_on=None):
    return LongLeave(away(days), since, back_on)


def keys(letter, facts, confirmed=ALL_KEYS):
    return [one.key for one in conditions_not_met(letter, facts, confirmed=confirmed)]


def test_there_are_the_fifteen_grounds_of_the_regulation():
    assert "".join(GROUNDS) == "abcdefghijklmno"
    assert all(ground.conditions and ground.title for ground in GROUNDS.values())


@pytest.mark.parametrize("letter", ["", "p", "A", "ab", "i "])
def test_any_other_letter_is_refused(letter):
    with pytest.raises(UnknownGround, match="a to o"):
        conditions_not_met(letter, Facts())


@pytest.mark.parametrize(("days", "missing"), [(19, ["absent"]), (20, []), (60, [])])
def test_ground_i_needs_twenty_school_days(days, missing):
    assert keys("i", Facts(absence=away(days))) == missing


def test_ground_i_needs_every_one_of_its_conditions():
    assert keys("i", Facts(absence=away(20)), set()) == ["not_ill", "enquired"]
    assert keys("i", Facts(absence=away(20)), {"not_ill"}) == ["enquired"]
    assert keys("i", Facts()) == ["absent"]


def test_nobody_can_confirm_away_what_the_records_decide():
    assert keys("i", Facts(absence=away(3)), ALL_KEYS | {"absent"}) == ["absent"]


@pytest.mark.parametrize(
    ("found", "missing"),
    [
        (None, ["long_leave", "not_back"]),
        (leave(days=10), ["long_leave"]),
        (leave(since=9), ["not_back"]),
        (leave(back_on=MONDAY), ["not_back"]),
        (leave(), []),
    ],
)
def test_ground_h_needs_a_long_leave_and_ten_school_days_without_coming_back(found, missing):
    assert keys("h", Facts(leave=found)) == missing


@pytest.mark.parametrize("letter", ["a", "c"])
def test_a_mobile_child_stays_on_the_roll_of_the_main_school(letter):
    mobile = Facts(is_mobile=True, is_dual=True)
    assert keys(letter, mobile) == ["not_main"]
    assert keys(letter, mobile._replace(is_main_school=False)) == []
    assert keys(letter, mobile._replace(is_mobile=False)) == []


def test_ground_c_is_of_a_pupil_with_two_schools():
    assert keys("c", Facts()) == ["dual"]
    assert keys("c", Facts(is_dual=True), set()) == ["others_agree"]


@pytest.mark.parametrize(
    ("letter", "phase", "fits"),
    [
        ("l", "primary", False),
        ("l", "secondary", True),
        ("l", "all_through", True),
        ("l", "special", True),
        ("l", "", True),
        ("b", "secondary", False),
        ("b", "primary", True),
        ("n", "primary", False),
        ("n", "special", True),
        ("i", "primary", True),
    ],
)
def test_some_grounds_are_not_for_every_school(letter, phase, fits):
    assert fits_phase(ground_of(letter), phase) is fits
    assert ("phase" in keys(letter, Facts(phase=phase, over_age=True))) is not fits


def test_grounds_l_and_o_are_read_from_the_records():
    assert keys("l", Facts(phase="secondary")) == ["over_age"]
    assert keys("l", Facts(phase="secondary", over_age=True)) == []
    assert keys("o", Facts()) == ["excluded"]
    assert keys("o", Facts(is_excluded=True)) == []


def test_ground_o_waits_for_the_governors_and_for_the_independent_review():
    excluded = Facts(is_excluded=True)
    assert keys("o", excluded, set()) == ["not_reinstated", "no_review"]
    assert keys("o", excluded, {"not_reinstated"}) == ["no_review"]
    assert keys("o", excluded, {"no_review"}) == ["not_reinstated"]


def test_joint_enquiries_are_made_with_the_authority():
    joint = {letter for letter, ground in GROUNDS.items() if ground.joint}
    assert joint == {"h", "i"}
    assert all(AUTHORITY in GROUNDS[letter].consult for letter in joint)
    assert GROUNDS["c"].consult == (OTHER_SCHOOLS,)


@pytest.mark.parametrize(
    ("born", "on", "needed"),
    [
        (date(2021, 4, 1), date(2026, 8, 30), False),
        (date(2021, 4, 1), date(2026, 8, 31), True),
        (date(2009, 9, 1), date(2026, 6, 26), True),
        (date(2009, 9, 1), date(2026, 6, 27), False),
    ],
)
def test_a_ground_from_a_to_o_is_for_compulsory_school_age(born, on, needed):
    assert needs_ground(born, on=on) is needed


stretches = st.none() | st.integers(0, 60).map(away)
leaves = st.none() | st.builds(
    leave, days=st.integers(0, 40), since=st.integers(0, 40), back_on=st.none() | st.just(MONDAY)
)
facts = st.builds(
    Facts,
    phase=st.sampled_from(["", "primary", "secondary", "special", "all_through"]),
    is_mobile=st.booleans(),
    is_main_school=st.booleans(),
    is_dual=st.booleans(),
    is_excluded=st.booleans(),
    over_age=st.booleans(),
    absence=stretches,
    leave=leaves,
)
letters = st.sampled_from(sorted(GROUNDS))
some_keys = st.sets(st.sampled_from(sorted(ALL_KEYS)))


@given(letters, facts, some_keys, some_keys)
def test_confirming_more_never_makes_more_missing(letter, known, fewer, more):
    assert set(keys(letter, known, fewer | more)) <= set(keys(letter, known, fewer))


@given(letters, facts)
def test_what_is_missing_after_every_yes_is_what_the_records_lack(letter, known):
    found = {one.key for one in GROUNDS[letter].conditions if one.found} | {"phase"}
    assert set(keys(letter, known)) <= found


@given(facts.filter(lambda known: known.is_mobile and known.is_main_school), some_keys)
def test_no_words_take_a_mobile_child_off_the_main_schools_roll_on_a_or_c(known, confirmed):
    assert "not_main" in keys("a", known, confirmed)
    assert "not_main" in keys("c", known, confirmed)
