"""From which day to which a child must be educated full time."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import compulsory_age

births = st.dates(date(1995, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("born", "begins"),
    [
        (date(2020, 1, 1), date(2025, 3, 31)),
        (date(2020, 3, 30), date(2025, 3, 31)),
        (date(2020, 3, 31), date(2025, 3, 31)),
        (date(2020, 4, 1), date(2025, 8, 31)),
        (date(2020, 8, 31), date(2025, 8, 31)),
        (date(2020, 9, 1), date(2025, 12, 31)),
        (date(2020, 12, 31), date(2025, 12, 31)),
        (date(2019, 12, 31), date(2024, 12, 31)),
    ],
)
def test_it_begins_on_the_prescribed_day_after_the_fifth_birthday_or_on_it(born, begins):
    assert compulsory_age.begins_on(born) == begins


@pytest.mark.parametrize(
    ("born", "ends"),
    [
        (date(2008, 9, 1), date(2025, 6, 27)),
        (date(2009, 1, 15), date(2025, 6, 27)),
        (date(2009, 6, 27), date(2025, 6, 27)),
        (date(2009, 6, 28), date(2025, 6, 27)),
        (date(2009, 8, 31), date(2025, 6, 27)),
        (date(2009, 9, 1), date(2026, 6, 26)),
        (date(2007, 12, 1), date(2024, 6, 28)),
        (date(2006, 12, 1), date(2023, 6, 30)),
        (date(2001, 12, 1), date(2018, 6, 29)),
        (date(2002, 12, 1), date(2019, 6, 28)),
        (date(2003, 12, 1), date(2020, 6, 26)),
        (date(2004, 12, 1), date(2021, 6, 25)),
        (date(2005, 12, 1), date(2022, 6, 24)),
    ],
)
def test_it_ends_on_the_last_friday_of_june_of_the_year_of_the_sixteenth_birthday(born, ends):
    assert compulsory_age.ends_on(born) == ends


def test_a_child_born_on_29_february_is_treated_like_one_born_the_day_before_or_after():
    leap = date(2020, 2, 29)
    assert compulsory_age.birthday(leap, 5) == date(2025, 3, 1)
    assert compulsory_age.birthday(leap, 16) == date(2036, 2, 29)
    assert compulsory_age.birthday(date(2084, 2, 29), 16) == date(2100, 3, 1)
    for born in (date(2020, 2, 28), leap, date(2020, 3, 1)):
        assert compulsory_age.begins_on(born) == date(2025, 3, 31)
        assert compulsory_age.ends_on(born) == date(2036, 6, 27)


def test_an_ordinary_birthday_is_the_same_day():
    assert compulsory_age.birthday(date(2020, 2, 28), 5) == date(2025, 2, 28)
    assert compulsory_age.birthday(date(2020, 3, 29), 5) == date(2025, 3, 29)


def test_both_the_first_and_the_last_day_belong_to_it():
    born = date(2009, 5, 5)
    assert not compulsory_age.is_compulsory(born, date(2014, 8, 30))
    assert compulsory_age.is_compulsory(born, date(2014, 8, 31))
    assert compulsory_age.is_compulsory(born, date(2025, 6, 27))
    assert not compulsory_age.is_compulsory(born, date(2025, 6, 28))


def test_a_four_year_old_in_reception_is_not_yet_of_compulsory_school_age():
    assert not compulsory_age.is_compulsory(date(2021, 5, 5), date(2025, 11, 3))


@given(births)
def test_it_begins_within_five_months_of_the_fifth_birthday_on_one_of_three_days(born):
    begins = compulsory_age.begins_on(born)
    assert (begins.month, begins.day) in {(3, 31), (8, 31), (12, 31)}
    assert timedelta(0) <= begins - compulsory_age.birthday(born, 5) <= timedelta(days=152)


@given(births)
def test_it_ends_on_a_last_friday_of_june(born):
    ends = compulsory_age.ends_on(born)
    assert (ends.month, ends.isoweekday()) == (6, 5)
    assert (ends + timedelta(days=7)).month == 7
    nearness = compulsory_age.birthday(born, 16) - ends
    assert timedelta(days=-303) <= nearness <= timedelta(days=68)


@given(births, births)
def test_a_younger_child_neither_begins_nor_ends_earlier(one, other):
    elder, younger = sorted([one, other])
    assert compulsory_age.begins_on(elder) <= compulsory_age.begins_on(younger)
    assert compulsory_age.ends_on(elder) <= compulsory_age.ends_on(younger)
