"""Which weeks are school weeks, and which are the latest."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import school_weeks
from rules.sessions import AM, PM, CalendarRow, PlannedSession, sessions_of

AUTUMN = CalendarRow(date(2025, 9, 3), date(2025, 10, 17), "term", "Term 1")
WINTER = CalendarRow(date(2025, 11, 3), date(2025, 12, 19), "term", "Term 2")
FIRST_MONDAY = date(2025, 9, 1)
ONE_WEEK = timedelta(weeks=1)
SEVEN_WEEKS = [FIRST_MONDAY + n * ONE_WEEK for n in range(7)]

planned_sessions = st.lists(
    st.builds(
        PlannedSession,
        st.dates(date(2025, 9, 1), date(2025, 12, 31)),
        st.sampled_from([AM, PM]),
        st.sampled_from(["", "unplanned"]),
    ),
    max_size=30,
)
mondays = st.lists(st.integers(0, 60).map(lambda n: FIRST_MONDAY + n * ONE_WEEK), max_size=30)


def closed(first, last, kind="unplanned_closure", session=""):
    return CalendarRow(first, last, kind, "", session)


@pytest.mark.parametrize(
    ("day", "monday"),
    [
        (date(2025, 9, 7), date(2025, 9, 1)),
        (date(2025, 9, 8), date(2025, 9, 8)),
        (date(2025, 9, 14), date(2025, 9, 8)),
    ],
)
def test_a_week_runs_from_monday_to_sunday(day, monday):
    assert school_weeks.monday_of(day) == monday


def test_a_part_of_a_week_is_a_school_week():
    assert school_weeks.school_weeks(sessions_of([AUTUMN])) == SEVEN_WEEKS


def test_a_half_term_holiday_is_no_school_week():
    weeks = school_weeks.school_weeks(sessions_of([WINTER, AUTUMN]))
    assert weeks[:7] == SEVEN_WEEKS
    assert weeks[7] == date(2025, 11, 3)
    assert len(weeks) == 14


def test_a_week_of_planned_closures_is_no_school_week_and_not_lost():
    planned = sessions_of([AUTUMN, closed(date(2025, 9, 8), date(2025, 9, 12), "planned_closure")])
    assert date(2025, 9, 8) not in school_weeks.school_weeks(planned)
    assert school_weeks.lost_weeks(planned) == []


def test_a_week_lost_wholly_to_an_unplanned_closure_is_no_school_week_and_is_pointed_out():
    planned = sessions_of([AUTUMN, closed(date(2025, 9, 8), date(2025, 9, 12))])
    assert date(2025, 9, 8) not in school_weeks.school_weeks(planned)
    assert school_weeks.lost_weeks(iter(planned)) == [date(2025, 9, 8)]


def test_one_session_that_takes_place_makes_a_school_week():
    rows = [
        AUTUMN,
        closed(date(2025, 9, 8), date(2025, 9, 11)),
        closed(date(2025, 9, 12), date(2025, 9, 12), session=AM),
    ]
    planned = sessions_of(rows)
    assert date(2025, 9, 8) in school_weeks.school_weeks(planned)
    assert school_weeks.lost_weeks(planned) == []


def test_a_week_lost_partly_to_training_and_wholly_otherwise_to_snow_is_pointed_out():
    rows = [
        AUTUMN,
        closed(date(2025, 9, 8), date(2025, 9, 9), "inset"),
        closed(date(2025, 9, 10), date(2025, 9, 12)),
        closed(date(2025, 9, 22), date(2025, 9, 26)),
    ]
    assert school_weeks.lost_weeks(sessions_of(rows)) == [date(2025, 9, 8), date(2025, 9, 22)]


@pytest.mark.parametrize("until", [date(2025, 9, 29), date(2025, 10, 1), date(2025, 10, 5)])
def test_the_latest_weeks_end_with_the_week_of_the_day(until):
    assert school_weeks.latest(SEVEN_WEEKS, until=until, count=3) == SEVEN_WEEKS[2:5]


def test_the_latest_weeks_reach_back_over_a_holiday():
    weeks = school_weeks.school_weeks(sessions_of([AUTUMN, WINTER]))
    ten = school_weeks.latest(weeks, until=date(2025, 11, 21), count=10)
    assert ten[0] == date(2025, 9, 1)
    assert len(ten) == 10
    in_the_holiday = school_weeks.latest(weeks, until=date(2025, 10, 29), count=2)
    assert in_the_holiday == [date(2025, 10, 6), date(2025, 10, 13)]


def test_early_in_the_records_there_are_fewer():
    assert school_weeks.latest(SEVEN_WEEKS, until=SEVEN_WEEKS[1], count=10) == SEVEN_WEEKS[:2]
    assert school_weeks.latest(SEVEN_WEEKS, until=date(2025, 8, 31), count=10) == []


def test_the_latest_one_week_can_be_asked_for_but_not_none():
    assert school_weeks.latest(SEVEN_WEEKS, until=SEVEN_WEEKS[3], count=1) == [SEVEN_WEEKS[3]]
    with pytest.raises(ValueError, match=r"^Ask for at least one school week\.$"):
        school_weeks.latest(SEVEN_WEEKS, until=SEVEN_WEEKS[3], count=0)


@given(planned_sessions)
def test_every_week_with_sessions_is_a_school_week_or_lost_and_never_both(planned):
    taught, lost = school_weeks.school_weeks(planned), school_weeks.lost_weeks(planned)
    assert not set(taught) & set(lost)
    assert sorted(taught + lost) == sorted({school_weeks.monday_of(p.day) for p in planned})
    assert all(monday.isoweekday() == 1 for monday in taught + lost)


@given(mondays, st.dates(date(2025, 8, 1), date(2027, 1, 31)), st.integers(1, 12))
def test_the_latest_weeks_leave_out_only_earlier_ones(weeks, until, count):
    chosen = school_weeks.latest(weeks, until=until, count=count)
    assert chosen == sorted(set(chosen))
    assert len(chosen) == min(count, len({week for week in weeks if week <= until}))
    left_out = {week for week in weeks if week <= until} - set(chosen)
    assert all(week < chosen[0] for week in left_out)


@given(st.dates())
def test_the_monday_is_at_most_six_days_before(day):
    assert 0 <= (day - school_weeks.monday_of(day)).days <= 6
