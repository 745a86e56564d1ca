"""A day is read as people type it, and a wrong one is answered plainly."""

from datetime import UTC, date, datetime

import pytest

from toolkit.days import NotADay, day_and_time, day_in_week, full_day, read_day


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-11-12", date(2026, 11, 12)),
        ("12/11/2026", date(2026, 11, 12)),
        (" 1.2.2026 ", date(2026, 2, 1)),
        ("29 2 2028", date(2028, 2, 29)),
        ("31-12-2199", date(2199, 12, 31)),
        ("12 November 2026", date(2026, 11, 12)),
        ("1  sep 2026", date(2026, 9, 1)),
    ],
)
def test_a_day_is_day_month_year(typed: str, day: date) -> None:
    assert read_day(typed) == day


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("29/02/2027", "There is no 29 February 2027: February 2027 has 28 days."),
        ("31/04/2026", "There is no 31 April 2026"),
        ("12/13/2026", "There is no month 13"),
        ("0/1/2026", "There is no 0 January 2026"),
        ("12/11/26", "Enter a day such as"),
        ("12/11/3026", "Check the year 3026"),
        ("31 June 2026", "There is no 31 June 2026"),
        ("1 Juno 2026", "Enter a day such as"),
        ("tomorrow", "Enter a day such as"),
        ("", "Enter a day such as"),
    ],
)
def test_what_is_no_day_is_refused(typed: str, sentence: str) -> None:
    with pytest.raises(NotADay, match=sentence):
        read_day(typed)


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2026, 11, 12), "12 November 2026"), (date(2026, 9, 2), "2 September 2026")],
)
def test_a_day_is_written_without_noughts(day: date, words: str) -> None:
    assert full_day(day) == words


def test_a_moment_is_written_as_its_day_and_time() -> None:
    assert day_and_time(datetime(2026, 9, 2, 9, 5, tzinfo=UTC)) == "2 September 2026 at 9:05"


def test_a_day_of_this_year_is_written_with_its_name() -> None:
    assert day_in_week(date(2026, 11, 12)) == "Thursday 12 November"
