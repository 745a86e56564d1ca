"""What a part-time timetable may be, and which code stands for its sessions."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import compulsory_age
from rules.part_time import code_for, latest_end, why_reviews_do_not_do

MONDAY = date(2026, 9, 7)
WEEK = timedelta(weeks=1)
days = st.dates(date(2024, 9, 1), date(2027, 8, 31))


@pytest.mark.parametrize(
    ("born", "on", "code"),
    [
        (date(2021, 11, 5), date(2026, 12, 30), "X"),
        (date(2021, 11, 5), date(2026, 12, 31), "C2"),
        (date(2010, 9, 1), date(2027, 6, 25), "C2"),
        (date(2010, 9, 1), date(2027, 6, 26), "X"),
    ],
)
def test_the_age_on_the_day_decides_between_c2_and_x(born, on, code):
    assert code_for(born, on=on) == code


@given(st.dates(date(2005, 1, 1), date(2024, 12, 31)), days)
def test_c2_is_exactly_for_compulsory_school_age(born, on):
    assert (code_for(born, on=on) == "C2") is compulsory_age.is_compulsory(born, on)


def test_twelve_weeks_end_on_a_sunday_when_they_begin_on_a_monday():
    assert latest_end(MONDAY) == date(2026, 11, 29)


@pytest.mark.parametrize(
    ("weeks", "end", "said"),
    [
        ([4], 8, ""),
        ([4, 8], 12, ""),
        ([8, 4, 4], 12, ""),
        ([], 2, "at least one day"),
        ([5], 6, "by 5 October 2026"),
        ([3], 8, "by 26 October 2026"),
        ([4, 9], 12, "by 2 November 2026"),
        ([-1], 3, "between the first and the last day"),
        ([2, 5], 4, "between the first and the last day"),
    ],
)
def test_reviews_are_never_more_than_four_weeks_apart(weeks, end, said):
    reviews = [MONDAY + week * WEEK for week in weeks]
    why = why_reviews_do_not_do(reviews, start=MONDAY, end=MONDAY + end * WEEK)
    assert (said in why) if said else why == ""


def test_a_review_may_be_on_the_first_and_on_the_last_day():
    last = MONDAY + 2 * WEEK
    assert why_reviews_do_not_do([MONDAY], start=MONDAY, end=last) == ""
    assert why_reviews_do_not_do([last], start=MONDAY, end=last) == ""


@given(st.sets(st.integers(0, 83), max_size=8), st.integers(0, 83))
def test_what_will_do_leaves_no_gap_of_more_than_28_days(offsets, length):
    end = MONDAY + timedelta(days=length)
    reviews = [MONDAY + timedelta(days=offset) for offset in offsets]
    fits = bool(offsets) and max(offsets) <= length
    marks = [0, *sorted(offsets), length]
    gaps = [after - before for before, after in pairwise(marks)]
    will_do = fits and all(gap <= 28 for gap in gaps)
    assert (why_reviews_do_not_do(reviews, start=MONDAY, end=end) == "") is will_do
