"""Which days lie beside a holiday, at a birthday, and in the same weeks a year later."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.pattern_days import a_year_later, beside_holidays, birthday_in, weeks_missed
from rules.separate_absences import PupilDay
from rules.sessions import CalendarRow, school_days, sessions_of

BOTH, MORNING, NONE = (True, True), (True, False), (False, False)


def term(first, last):
    return CalendarRow(first, last, "term")


AUTUMN = [
    term(date(2025, 9, 3), date(2025, 10, 24)),
    term(date(2025, 11, 3), date(2025, 12, 19)),
]
DAYS = school_days(sessions_of(AUTUMN))


def test_the_days_before_and_after_a_half_term_and_at_both_ends_of_the_year():
    assert beside_holidays(DAYS) == {
        date(2025, 9, 3),
        date(2025, 10, 24),
        date(2025, 11, 3),
        date(2025, 12, 19),
    }


@pytest.mark.parametrize(("away", "holiday"), [(4, False), (5, True)])
def test_a_holiday_has_five_weekdays_or_more(away, holiday):
    days = [date(2025, 9, 8), *(date(2025, 9, 9) + timedelta(days=n) for n in range(4))]
    after = [day for n in range(14) if (day := date(2025, 9, 15) + timedelta(days=n)).weekday() < 5]
    found = beside_holidays([*days, *after[away:]])
    assert (date(2025, 9, 12) in found) is holiday
    assert (after[away] in found) is holiday


@pytest.mark.parametrize(("gap", "holiday"), [(7, False), (8, True)])
def test_a_holiday_may_begin_within_a_week(gap, holiday):
    days = [date(2025, 9, 9), date(2025, 9, 10), date(2025, 9, 11)]
    after = [days[-1] + timedelta(days=gap), date(2025, 9, 22)]
    assert (days[-1] in beside_holidays([*days, *after])) is holiday


def test_a_bank_holiday_weekend_is_no_holiday():
    days = [day for day in DAYS if day not in (date(2025, 9, 12), date(2025, 9, 15))]
    assert beside_holidays(days) == beside_holidays(DAYS)


def test_a_school_without_days_has_none_beside_a_holiday():
    assert beside_holidays([]) == frozenset()


def test_the_order_of_the_days_does_not_matter():
    assert beside_holidays(reversed(DAYS)) == beside_holidays(DAYS)
    assert birthday_in(DAYS[::-1], born=date(2016, 9, 13)) == date(2025, 9, 12)


@pytest.mark.parametrize(
    ("month", "day", "kept"),
    [
        (9, 10, date(2025, 9, 10)),
        (9, 13, date(2025, 9, 12)),
        (9, 14, date(2025, 9, 15)),
        (9, 2, date(2025, 9, 3)),
        (8, 31, date(2025, 9, 3)),
        (8, 30, None),
        (10, 27, date(2025, 10, 24)),
        (10, 28, None),
        (10, 31, date(2025, 11, 3)),
        (12, 22, date(2025, 12, 19)),
        (12, 23, None),
        (7, 10, None),
    ],
)
def test_a_birthday_is_kept_on_the_nearest_school_day(month, day, kept):
    assert birthday_in(DAYS, born=date(2016, month, day)) == kept


def test_of_two_days_as_near_the_earlier_is_taken():
    days = [date(2025, 9, 8), date(2025, 9, 10)]
    assert birthday_in(days, born=date(2016, 9, 9)) == date(2025, 9, 8)


def test_a_birthday_in_spring_lies_in_the_second_half_of_the_year():
    days = school_days(sessions_of([*AUTUMN, term(date(2026, 1, 5), date(2026, 3, 27))]))
    assert birthday_in(days, born=date(2016, 1, 14)) == date(2026, 1, 14)
    assert birthday_in(days, born=date(2016, 2, 29)) == date(2026, 3, 2)


def test_without_days_there_is_no_birthday():
    assert birthday_in([], born=date(2016, 9, 9)) is None


def test_a_week_counts_as_missed_from_two_days_on():
    monday = date(2025, 9, 8)
    days = [
        PupilDay(monday, BOTH, BOTH),
        PupilDay(monday + timedelta(days=1), BOTH, NONE),
        PupilDay(monday + timedelta(days=4), BOTH, BOTH),
        PupilDay(monday + timedelta(days=7), BOTH, BOTH),
        PupilDay(monday + timedelta(days=8), BOTH, MORNING),
    ]
    assert weeks_missed(days) == {monday}
    assert weeks_missed([]) == frozenset()


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_a_year_later_is_the_same_weekday_in_the_same_week(day):
    (later,) = a_year_later([day])
    assert later.weekday() == day.weekday()
    assert (later - day).days == 364
