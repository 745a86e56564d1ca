"""Why the school does not meet is told from its calendar, in the words of the school."""

from datetime import date

import pytest

from rules.no_school import closure_in_words, why_closed
from rules.sessions import CalendarRow

HALF_TERM, CHRISTMAS, EASTER = date(2026, 10, 28), date(2026, 12, 28), date(2027, 4, 1)
ROWS = [
    CalendarRow(date(2026, 9, 1), date(2026, 10, 16), "term", "Term 1", ""),
    CalendarRow(date(2026, 11, 2), date(2026, 12, 18), "term", "Term 2", ""),
    CalendarRow(date(2027, 1, 4), date(2027, 3, 25), "term", "Term 3", ""),
    CalendarRow(date(2027, 4, 12), date(2027, 5, 28), "term", "Term 4", ""),
    CalendarRow(date(2026, 8, 31), date(2026, 9, 1), "inset", "Training", ""),
    CalendarRow(date(2026, 11, 12), date(2026, 11, 12), "unplanned_closure", "burst boiler", ""),
    CalendarRow(date(2026, 11, 13), date(2026, 11, 13), "unplanned_closure", "Snow", "PM"),
    CalendarRow(date(2026, 11, 16), date(2026, 11, 16), "planned_closure", "Polling day", "AM"),
    CalendarRow(date(2026, 11, 16), date(2026, 11, 16), "unplanned_closure", "Snow", ""),
    CalendarRow(date(2027, 5, 3), date(2027, 5, 3), "bank_holiday", "Early May", ""),
    CalendarRow(date(2026, 12, 28), date(2026, 12, 28), "bank_holiday", "Boxing Day", ""),
]


def why(day, half="AM", again=None):
    return why_closed(ROWS, day=day, half=half, again=again)


@pytest.mark.parametrize(
    ("day", "half", "words"),
    [
        (date(2026, 11, 11), "AM", ""),
        (date(2026, 11, 12), "AM", "Closed without warning: burst boiler"),
        (date(2026, 11, 13), "AM", ""),
        (date(2026, 11, 13), "PM", "Closed without warning: Snow"),
        (date(2026, 11, 16), "AM", "Closed as planned: Polling day"),
        (date(2026, 11, 16), "PM", "Closed without warning: Snow"),
        (date(2026, 8, 31), "PM", "INSET day: Training"),
        (date(2026, 9, 1), "AM", "INSET day: Training"),
        (date(2027, 5, 3), "AM", "Bank holiday: Early May"),
        (date(2026, 11, 14), "AM", "Weekend"),
    ],
)
def test_each_line_of_the_calendar_is_named(day, half, words):
    assert why(day, half) == words


@pytest.mark.parametrize(
    ("day", "again", "words"),
    [
        (HALF_TERM, date(2026, 11, 2), "Half term until 2 November"),
        (date(2026, 10, 17), date(2026, 11, 3), "Half term until 3 November"),
        (CHRISTMAS, date(2027, 1, 4), "Holiday until 4 January 2027"),
        (EASTER, date(2027, 4, 12), "Holiday until 12 April"),
        (date(2026, 8, 20), date(2026, 9, 2), "Holiday until 2 September"),
        (date(2027, 6, 1), None, "No term in the calendar"),
    ],
)
def test_a_day_outside_every_term_is_told_with_when_school_begins_again(day, again, words):
    assert why(day, again=again) == words


def test_a_long_holiday_in_the_midst_of_october_is_no_half_term():
    rows = [ROWS[0]._replace(end=date(2026, 10, 2)), ROWS[1]._replace(start=date(2026, 11, 9))]
    words = why_closed(rows, day=HALF_TERM, half="AM", again=date(2026, 11, 9))
    assert words == "Holiday until 9 November"


@pytest.mark.parametrize(
    ("kind", "name", "words"),
    [
        ("inset", "", "INSET day"),
        ("inset", "INSET", "INSET day"),
        ("inset", "Inset day: reading", "Inset day: reading"),
        ("bank_holiday", "Spring bank holiday", "Spring bank holiday"),
        ("planned_closure", "", "Closed as planned"),
        ("unplanned_closure", "", "Closed without warning"),
    ],
)
def test_a_kind_is_not_said_twice(kind, name, words):
    assert closure_in_words(kind, name) == words
