"""School years, and the year groups counted back through them."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rules import sessions


@pytest.mark.parametrize(
    ("day", "starts", "name"),
    [
        (date(2024, 8, 31), date(2023, 9, 1), "2023/24"),
        (date(2024, 9, 1), date(2024, 9, 1), "2024/25"),
        (date(2024, 12, 31), date(2024, 9, 1), "2024/25"),
        (date(2025, 1, 1), date(2024, 9, 1), "2024/25"),
        (date(2000, 1, 1), date(1999, 9, 1), "1999/00"),
        (date(2009, 3, 1), date(2008, 9, 1), "2008/09"),
    ],
)
def test_the_school_year_runs_from_september_to_august(day, starts, name):
    year = sessions.school_year_of(day)
    assert sessions.school_year_start(day) == year.starts == starts
    assert year.ends == date(starts.year + 1, 8, 31)
    assert year.name == name


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)))
def test_every_day_lies_in_its_school_year(day):
    year = sessions.school_year_of(day)
    assert year.starts <= day <= year.ends
    assert (
        sessions.school_year_of(year.ends + timedelta(days=1)).starts.year == year.starts.year + 1
    )


@pytest.mark.parametrize(
    ("now", "years", "then"),
    [
        ("6", 0, "6"),
        ("6", 1, "5"),
        ("1", 1, "R"),
        ("R", 1, "N2"),
        ("1", 3, "N1"),
        ("1", 4, None),
        ("N1", 0, "N1"),
        ("N1", 1, None),
        ("13", 15, "N1"),
    ],
)
def test_year_groups_are_counted_back_to_nursery(now, years, then):
    assert sessions.year_group_before(now, years) == then


def test_the_year_groups_are_in_the_order_of_age():
    in_order = "N1 N2 R 1 2 3 4 5 6 7 8 9 10 11 12 13"
    assert " ".join(sessions.YEAR_GROUPS) == in_order


def test_an_unknown_year_group_and_counting_forward_are_refused():
    with pytest.raises(ValueError, match=r'^"14" is not a year group: use N1, N2, R, 1, .*13\.$'):
        sessions.year_group_before("14", 0)
    with pytest.raises(ValueError, match=r"^Year groups are only counted back\.$"):
        sessions.year_group_before("6", -1)


@given(st.sampled_from(sessions.YEAR_GROUPS), st.integers(0, 5), st.integers(0, 5))
def test_counting_back_twice_is_counting_back_once(year_group, some, more):
    between = sessions.year_group_before(year_group, some)
    assume(between is not None)
    assert sessions.year_group_before(between, more) == sessions.year_group_before(
        year_group, some + more
    )
