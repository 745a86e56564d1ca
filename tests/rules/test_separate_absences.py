"""What a pupil missed falls into separate absences, whatever number of sessions each has."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.codes import CODES, UnknownCode, counts_as
from rules.separate_absences import (
    Absence,
    PupilDay,
    absences,
    could_attend,
    days_of,
    was_missed,
)
from rules.sessions import AM, PM, Session

MONDAY = date(2025, 9, 8)
BOTH, NONE = (True, True), (False, False)
MORNING, AFTERNOON = (True, False), (False, True)


def week(*codes):
    """Marks from Monday on, each day as two codes."""
    marks = {}
    for number, pair in enumerate(codes):
        day = MONDAY + timedelta(days=number)
        marks |= {
            Session(day, half): code
            for half, code in zip((AM, PM), pair.split(), strict=True)
            if code != "."
        }
    return marks


def found(*codes):
    return absences(days_of(week(*codes)))


@pytest.mark.parametrize("code", ["I", "M", "G", "N", "O", "U", "C", "C1", "J1", "H", "F"])
def test_every_absence_that_a_family_could_have_avoided_or_not_counts_as_missed(code):
    assert could_attend(code)
    assert was_missed(code)


@pytest.mark.parametrize("code", ["C2", "E", "S", "R", "T"])
def test_sessions_in_which_the_child_was_not_expected_are_no_part_of_a_pattern(code):
    assert counts_as(code).authorised
    assert not could_attend(code)
    assert not was_missed(code)


@pytest.mark.parametrize("code", ["/", "\\", "L", "V", "B", "K", "P", "W", "J"])
def test_attending_here_or_elsewhere_is_not_missing(code):
    assert could_attend(code)
    assert not was_missed(code)


@pytest.mark.parametrize("code", ["D", "X", "Q", "Y", "Y1", "Y5", "Z", "#"])
def test_what_is_not_possible_is_neither_missed_nor_attended(code):
    assert not could_attend(code)
    assert not was_missed(code)


def test_an_unknown_code_is_refused():
    with pytest.raises(UnknownCode):
        days_of({Session(MONDAY, AM): "Ж"})


def test_five_days_of_illness_are_one_absence():
    assert found("I I", "I I", "I I", "I I", "I I") == [Absence(0, (BOTH,) * 5, at_midday=False)]


def test_a_day_attended_ends_an_absence():
    first, second = found("I I", "/ \\", "I I")
    assert first == Absence(0, (BOTH,), at_midday=False)
    assert second == Absence(2, (BOTH,), at_midday=False)


def test_an_absence_keeps_the_halves_it_begins_and_ends_with():
    assert found("/ \\", "/ I", "I I", "I \\", "/ \\") == [
        Absence(1, (AFTERNOON, BOTH, MORNING), at_midday=True)
    ]


def test_days_in_a_row_with_something_missed_are_one_absence():
    assert found("U \\", "U \\", "/ O") == [
        Absence(0, (MORNING, MORNING, AFTERNOON), at_midday=False)
    ]


def test_a_weekend_and_a_holiday_do_not_end_an_absence():
    days = [PupilDay(MONDAY + timedelta(days=gap), BOTH, BOTH) for gap in (4, 7, 21)]
    assert absences(days) == [Absence(0, (BOTH,) * 3, at_midday=False)]


def test_a_day_that_was_not_possible_does_not_end_an_absence():
    assert found("I I", "Y4 Y4", "E E", "I I") == [Absence(0, (BOTH, BOTH), at_midday=False)]


def test_a_morning_that_was_not_possible_was_not_attended():
    assert found("/ \\", "D O") == [Absence(1, (AFTERNOON,), at_midday=False)]
    assert found(". O") == [Absence(0, (AFTERNOON,), at_midday=False)]


def test_the_days_are_in_order_with_what_was_possible_and_missed():
    marks = week("/ I", "D D", "C2 \\", "U .")
    assert days_of(dict(reversed(marks.items()))) == [
        PupilDay(MONDAY, BOTH, AFTERNOON),
        PupilDay(MONDAY + timedelta(days=2), AFTERNOON, NONE),
        PupilDay(MONDAY + timedelta(days=3), MORNING, MORNING),
    ]


def test_who_missed_nothing_has_no_absences():
    assert found("/ \\", "/ \\") == []
    assert absences([]) == []


@given(st.lists(st.lists(st.sampled_from(sorted(CODES)), min_size=2, max_size=2), max_size=30))
def test_the_absences_hold_every_missed_session_once(pairs):
    marks = week(*(" ".join(pair) for pair in pairs))
    days = days_of(marks)
    runs = absences(days)
    covered = [run.first + offset for run in runs for offset in range(len(run.shape))]
    assert covered == [place for place, day in enumerate(days) if any(day.missed)]
    sessions = sum(sum(halves) for run in runs for halves in run.shape)
    assert sessions == sum(was_missed(code) for code in marks.values())
    ends = [run.first + len(run.shape) for run in runs]
    assert all(end < later.first for end, later in zip(ends, runs[1:], strict=False))
