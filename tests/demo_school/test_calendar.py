"""The demo school's calendar is a Kent school's, whatever the year."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from attendance_site.demo_school.bank_holidays import bank_holidays, by_rule, easter_sunday
from attendance_site.demo_school.school_years import (
    TooEarly,
    latest_school_day,
    school_year,
    years_as_of,
)
from rules.sessions import UNPLANNED, faults_of

KENT = Path(__file__).parent / "data" / "kent_term_dates.csv"
YEARS = range(2024, 2044)


def published(school: str) -> dict[tuple[int, str], tuple[date, date]]:
    with KENT.open(newline="") as file:
        return {
            (int(row["academic_year"][:4]), row["name"]): (
                date.fromisoformat(row["start"]),
                date.fromisoformat(row["end"]),
            )
            for row in csv.DictReader(file)
            if row["kind"] == "term" and row["school"].startswith(school)
        }


def terms(starting: int) -> dict[str, tuple[date, date]]:
    rows = school_year(starting).rows
    return {row.name: (row.start, row.end) for row in rows if row.kind == "term"}


@pytest.mark.parametrize("school", ["Staplehurst", "Halfway"])
def test_terms_begin_and_end_within_days_of_what_kent_schools_published(school):
    for (starting, name), (start, end) in published(school).items():
        ours = terms(starting)[name]
        two_week_break = school == "Halfway" and name in ("Term 1", "Term 2")
        allowed = timedelta(7) if two_week_break else timedelta(2)
        assert abs(ours[0] - start) <= allowed, (starting, name)
        assert abs(ours[1] - end) <= allowed, (starting, name)


@pytest.mark.parametrize("starting", YEARS)
def test_every_year_has_190_days_and_380_sessions(starting):
    for closures in (False, True):
        year = school_year(starting, closures=closures)
        assert len(year.days) == 190
        assert len(year.sessions) == 380
        assert all(not faults_of(row) for row in year.rows)
        assert year.days[0] <= date(starting, 9, 8)
        assert year.days[-1] <= date(starting + 1, 7, 31)


@pytest.mark.parametrize("starting", YEARS)
def test_the_school_never_meets_on_a_bank_holiday(starting):
    holidays = bank_holidays(starting) | bank_holidays(starting + 1)
    assert not set(school_year(starting).days) & set(holidays)


def test_last_year_had_a_planned_closure_and_a_morning_of_snow():
    last_year, this_year = years_as_of(date(2026, 11, 23))
    kinds = [row.kind for row in last_year.rows]
    assert kinds.count("planned_closure") == kinds.count("unplanned_closure") == 1
    lost = [session for session in last_year.sessions if session.closure == UNPLANNED]
    assert [session.half for session in lost] == ["AM"]
    assert {row.kind for row in this_year.rows} == {"term", "inset", "bank_holiday"}


@pytest.mark.parametrize(
    ("today", "latest"),
    [
        (date(2026, 11, 23), date(2026, 11, 23)),
        (date(2026, 11, 22), date(2026, 11, 20)),
        (date(2026, 10, 30), date(2026, 10, 22)),  # Half term, and the Friday before is INSET.
        (date(2026, 12, 25), date(2026, 12, 18)),
        (date(2026, 9, 2), date(2026, 7, 21)),
        (date(2026, 9, 3), date(2026, 9, 3)),
        (date(2027, 5, 3), date(2027, 4, 30)),
    ],
)
def test_the_latest_school_day_is_the_last_on_which_the_school_met(today, latest):
    assert latest_school_day(today) == latest


def test_there_is_a_latest_school_day_on_every_day_of_ten_years():
    day = date(2025, 9, 10)
    while day < date(2035, 9, 1):
        latest = latest_school_day(day)
        assert latest <= day < latest + timedelta(50)
        assert latest.isoweekday() <= 5
        day += timedelta(1)


def test_a_day_before_the_records_can_begin_is_refused_in_words():
    with pytest.raises(TooEarly, match="September 2024"):
        years_as_of(date(2025, 7, 1))


@pytest.mark.parametrize("year", [2019, 2021, 2024, 2025, 2026, 2027, 2028])
def test_the_rule_for_bank_holidays_agrees_with_the_published_years(year):
    assert set(by_rule(year)) == set(bank_holidays(year))


def test_bank_holidays_go_on_after_the_published_years():
    assert bank_holidays(2033)[date(2033, 12, 27)] == "Christmas Day"
    assert bank_holidays(2033)[date(2033, 12, 26)] == "Boxing Day"
    assert easter_sunday(2038) == date(2038, 4, 25)
