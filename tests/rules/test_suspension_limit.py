"""At most 45 school days of suspension in one school year, half days counted as half."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.sessions import AM, HALVES, PM, Session, school_year_of
from rules.suspension_limit import by_school_year, in_school_days, sessions_left, too_many

FIRST = date(2026, 9, 1)
YEAR = school_year_of(FIRST)


def whole_days(number, *, start=FIRST):
    return [Session(start + timedelta(days=n), half) for n in range(number) for half in HALVES]


@pytest.mark.parametrize(
    ("others", "wanted", "sessions"),
    [
        (whole_days(40), whole_days(5, start=date(2026, 11, 2)), None),
        (whole_days(40), whole_days(6, start=date(2026, 11, 2)), 92),
        (whole_days(45), [Session(date(2026, 11, 2), PM)], 91),
        (whole_days(44), [Session(date(2026, 11, 2), AM), Session(date(2026, 11, 3), PM)], None),
        ([], whole_days(45), None),
        ([], whole_days(46), 92),
    ],
)
def test_half_a_day_more_than_forty_five_is_too_many(others, wanted, sessions):
    found = too_many(others=others, wanted=wanted)
    assert [(one.year, one.sessions) for one in found] == ([(YEAR, sessions)] if sessions else [])


def test_each_school_year_has_days_of_its_own():
    others = whole_days(45, start=date(2026, 5, 1))
    assert too_many(others=others, wanted=whole_days(45)) == []
    over_the_summer = whole_days(47, start=date(2026, 8, 30))
    assert [one.year for one in too_many(others=others, wanted=over_the_summer)] == [
        school_year_of(date(2026, 8, 30))
    ]


def test_what_is_too_long_may_be_made_shorter_and_its_notice_mended():
    before = whole_days(50)
    assert too_many(others=[], wanted=before, before=before) == []
    assert too_many(others=[], wanted=whole_days(48), before=before) == []
    assert [one.sessions for one in too_many(others=[], wanted=whole_days(51), before=before)] == [
        102
    ]


@pytest.mark.parametrize(
    ("sessions", "words"),
    [
        (0, "0 school days"),
        (1, "half a school day"),
        (2, "1 school day"),
        (3, "1 and a half school days"),
        (90, "45 school days"),
        (91, "45 and a half school days"),
    ],
)
def test_sessions_are_said_as_school_days(sessions, words):
    assert in_school_days(sessions) == words


sessions = st.builds(
    Session, st.dates(date(2025, 8, 1), date(2027, 9, 30)), st.sampled_from(HALVES)
)
some = st.sets(sessions, max_size=200)


@given(some, some)
def test_what_is_let_through_is_never_more_than_forty_five_days_a_year(others, wanted):
    counts = by_school_year(others | wanted)
    over = {one.year for one in too_many(others=others, wanted=wanted)}
    added = by_school_year(wanted)
    assert over == {year for year, found in counts.items() if found > 90 and year in added}


@given(some)
def test_every_session_counts_once_in_the_year_it_lies_in(suspended):
    counted = by_school_year([*suspended, *suspended])
    assert sum(counted.values()) == len(suspended)
    assert all(year.starts.month == 9 for year in counted)


@given(st.integers(0, 300))
def test_what_is_left_and_what_is_used_are_forty_five_days(used):
    assert sessions_left(used) == max(0, 90 - used)
