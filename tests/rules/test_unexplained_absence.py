"""How long an absence may stay unexplained."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import unexplained

# Two weeks of school, a week of holiday, one more week; a training day on Friday 12 September.
SCHOOL_DAYS = [
    date(2025, 9, 1) + timedelta(days=n) for n in (*range(5), *range(7, 11), *range(21, 26))
]
MONDAY, FRIDAY = date(2025, 9, 1), date(2025, 9, 5)
calendars = st.sets(st.dates(date(2025, 9, 1), date(2025, 12, 31)), max_size=60).map(sorted)
days = st.dates(date(2025, 8, 25), date(2026, 1, 10))


@pytest.mark.parametrize(
    ("day", "last", "due"),
    [
        (date(2025, 9, 1), date(2025, 9, 8), date(2025, 9, 9)),
        (date(2025, 9, 4), date(2025, 9, 11), date(2025, 9, 22)),
        (date(2025, 9, 5), date(2025, 9, 22), date(2025, 9, 23)),
        (date(2025, 9, 6), date(2025, 9, 22), date(2025, 9, 23)),
        (date(2025, 9, 11), date(2025, 9, 26), None),
        (date(2025, 9, 22), None, None),
        (date(2025, 9, 26), None, None),
    ],
)
def test_five_school_days_over_weekends_holidays_and_training_days(day, last, due):
    assert unexplained.settle_by(day, SCHOOL_DAYS) == last
    assert unexplained.due_from(day, SCHOOL_DAYS) == due


def test_the_regulations_give_five_school_days():
    assert unexplained.SETTLE_WITHIN_SCHOOL_DAYS == 5
    assert (unexplained.Edition(date(2024, 8, 19), 5),) == unexplained.EDITIONS


@pytest.mark.parametrize(
    ("as_of", "left"),
    [
        (date(2025, 9, 1), 5),
        (date(2025, 9, 2), 4),
        (date(2025, 9, 5), 1),
        (date(2025, 9, 7), 1),
        (date(2025, 9, 8), 0),
        (date(2025, 9, 9), -1),
        (date(2025, 9, 11), -3),
        (date(2025, 9, 12), -3),
        (date(2025, 9, 21), -3),
        (date(2025, 9, 22), -4),
        (date(2025, 10, 31), -8),
    ],
)
def test_the_countdown_of_an_absence_on_a_monday(as_of, left):
    assert unexplained.school_days_left(MONDAY, as_of=as_of, school_days=SCHOOL_DAYS) == left


def test_a_weekend_after_the_last_day_does_not_make_it_overdue():
    last = date(2025, 9, 26)
    day = date(2025, 9, 11)
    assert unexplained.settle_by(day, SCHOOL_DAYS) == last
    left = unexplained.school_days_left(
        day, as_of=last + timedelta(days=2), school_days=SCHOOL_DAYS
    )
    assert left == 0


def test_nothing_is_said_when_the_calendar_ends_first():
    day = date(2025, 9, 22)
    assert unexplained.school_days_left(day, as_of=day, school_days=SCHOOL_DAYS) is None
    assert not unexplained.is_due(day, as_of=date(2026, 1, 1), school_days=SCHOOL_DAYS)


def test_it_is_due_from_the_morning_of_the_school_day_after_the_fifth():
    assert not unexplained.is_due(MONDAY, as_of=date(2025, 9, 8), school_days=SCHOOL_DAYS)
    assert unexplained.is_due(MONDAY, as_of=date(2025, 9, 9), school_days=SCHOOL_DAYS)
    assert unexplained.is_due(MONDAY, as_of=date(2025, 9, 30), school_days=SCHOOL_DAYS)


def test_an_absence_settled_by_a_thursday_is_not_due_on_the_training_day_after_it():
    day = date(2025, 9, 4)
    assert not unexplained.is_due(day, as_of=date(2025, 9, 12), school_days=SCHOOL_DAYS)
    assert unexplained.is_due(day, as_of=date(2025, 9, 22), school_days=SCHOOL_DAYS)


@given(days, calendars)
def test_five_school_days_lie_between_and_the_day_itself_does_not_count(day, school_days):
    last = unexplained.settle_by(day, school_days)
    later = [d for d in school_days if d > day]
    if last is None:
        assert len(later) < 5
    else:
        assert len([d for d in later if d <= last]) == 5
        assert last in later


@given(days, st.integers(0, 200), calendars)
def test_the_countdown_and_the_dates_agree(day, passed, school_days):
    as_of = day + timedelta(days=passed)
    left = unexplained.school_days_left(day, as_of=as_of, school_days=iter(school_days))
    last = unexplained.settle_by(day, iter(school_days))
    due = unexplained.is_due(day, as_of=as_of, school_days=school_days)
    assert (left is None) == (last is None)
    if left is None:
        assert not due
    else:
        assert left <= 5
        assert (left > 0) == (as_of < last)
        assert (left < 0) == due


@given(days, calendars, st.randoms())
def test_the_order_of_the_days_does_not_matter_nor_does_one_given_twice(day, school_days, random):
    shuffled = random.sample(school_days, len(school_days)) + school_days[:3]
    for question in (unexplained.settle_by, unexplained.due_from):
        assert question(day, school_days) == question(day, shuffled)
