"""Which stretches of absence the codes of a pupil's sessions show."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.codes import CODES
from rules.continuous_absence import SchoolDay, continuous_absence, days_of, long_leave

MONDAY = date(2025, 9, 8)
WEEKDAYS = [MONDAY + timedelta(days=n) for n in range(120) if (MONDAY + timedelta(n)).weekday() < 5]
BREAKING = sorted(set(CODES) - {"G", "N", "O", "Y4", "#"})


def days(*codes):
    """School days in a row from Monday 8 September 2025, one for each text such as "OO"."""
    return [SchoolDay(WEEKDAYS[n], tuple(text)) for n, text in enumerate(codes)]


def test_every_session_of_twenty_days_without_reason_is_one_stretch():
    found = continuous_absence(days(*["GG", "NO", "ON", "OO"] * 5))
    assert (found.school_days, found.first, found.last) == (20, MONDAY, WEEKDAYS[19])


@pytest.mark.parametrize("code", BREAKING)
def test_one_session_of_any_other_code_breaks_it(code):
    broken = [SchoolDay(WEEKDAYS[9], ("O", code))]
    stretch = days(*["OO"] * 9) + broken + [SchoolDay(day, ("O", "O")) for day in WEEKDAYS[10:21]]
    assert continuous_absence(stretch).school_days == 11


def test_a_session_that_was_not_marked_breaks_it():
    assert continuous_absence([*days("OO"), SchoolDay(WEEKDAYS[1], ("O", ""))]).school_days == 1
    broken = [*days("OO"), SchoolDay(WEEKDAYS[1], ("O", "")), SchoolDay(WEEKDAYS[2], ("O", "O"))]
    assert continuous_absence(broken).school_days == 1


def test_the_last_day_breaks_nothing_while_its_afternoon_is_to_come():
    found = continuous_absence([*days(*["OO"] * 20), SchoolDay(WEEKDAYS[20], ("N", ""))])
    assert found.school_days == 20


def test_a_morning_back_on_the_last_day_breaks_it_at_once():
    assert continuous_absence([*days(*["OO"] * 20), SchoolDay(WEEKDAYS[20], ("/", ""))]) is None


def test_nothing_is_found_where_nothing_was_marked():
    assert continuous_absence([]) is None
    assert continuous_absence(days("/\\")) is None


def test_a_day_of_closure_is_no_school_day_and_breaks_nothing():
    sessions = [(MONDAY, "O"), (MONDAY, "O"), (WEEKDAYS[1], "Y4"), (WEEKDAYS[1], "Y4")]
    sessions += [(WEEKDAYS[2], "O"), (WEEKDAYS[2], "Y4")]
    found = days_of(sessions)
    assert found == [SchoolDay(MONDAY, ("O", "O")), SchoolDay(WEEKDAYS[2], ("O",))]
    assert continuous_absence(found).school_days == 2


def test_long_leave_is_more_than_the_given_number_of_school_days():
    assert long_leave(days(*["CC"] * 10, "OO"), more_than=10) is None
    found = long_leave(days(*["CC"] * 11, "OO", "OO"), more_than=10)
    assert (found.leave.school_days, found.school_days_since, found.back_on) == (11, 2, None)
    assert (found.leave.first, found.leave.last) == (MONDAY, WEEKDAYS[10])


@pytest.mark.parametrize("code", ["/", "L", "U", "V", "B", "K"])
def test_a_session_at_school_or_at_other_education_is_being_back(code):
    found = long_leave(days(*["CC"] * 11, "OO", f"O{code}", "OO"), more_than=10)
    assert found.back_on == WEEKDAYS[12]


def test_a_shorter_leave_after_a_long_one_does_not_hide_it():
    assert long_leave(days(*["CC"] * 12, "OO", "CC", "OO"), more_than=10).school_days_since == 3


def test_a_day_that_is_not_marked_yet_is_not_a_day_since_the_leave():
    after = [SchoolDay(WEEKDAYS[11], ("O", "O")), SchoolDay(WEEKDAYS[12], ("O", ""))]
    assert long_leave(days(*["CC"] * 11) + after, more_than=10).school_days_since == 1


absent = st.sampled_from("GNO")
some_days = st.lists(st.tuples(st.sampled_from(sorted(CODES)), st.sampled_from(sorted(CODES))))


@given(st.lists(st.tuples(absent, absent), min_size=1, max_size=60), some_days)
def test_whatever_came_before_a_stretch_does_not_shorten_it(stretch, before):
    pairs = (before + stretch)[-80:]
    found = continuous_absence([SchoolDay(WEEKDAYS[n], pair) for n, pair in enumerate(pairs)])
    assert found.school_days >= len(stretch)


@given(st.lists(st.tuples(absent, absent), max_size=40), st.sampled_from(BREAKING), st.data())
def test_a_stretch_never_reaches_over_another_code(stretch, code, data):
    place = data.draw(st.integers(0, len(stretch)))
    pairs = [*stretch[:place], ("O", code), *stretch[place:]]
    found = continuous_absence([SchoolDay(WEEKDAYS[n], pair) for n, pair in enumerate(pairs)])
    assert (found.school_days if found else 0) == len(stretch) - place


@given(some_days)
def test_a_stretch_is_made_of_whole_days_up_to_the_last(pairs):
    given_days = [SchoolDay(WEEKDAYS[n % 80], pair) for n, pair in enumerate(pairs[:80])]
    found = continuous_absence(given_days)
    count = found.school_days if found else 0
    assert all(set(day.codes) <= set("GNO") for day in given_days[len(given_days) - count :])
