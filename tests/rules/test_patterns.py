"""A pattern of one child is told from chance, and from what the whole school does."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.chance import Counts
from rules.patterns import patterns
from rules.separate_absences import was_missed
from rules.sessions import AM, PM, Session
from tests.rules.one_pupil import (
    BORN,
    DAYS,
    DAYS_OF_LAST,
    LONG,
    MONDAYS,
    SCHOOL,
    away,
    look,
    standing_out,
    the,
    whole_days,
    year,
)


def test_mondays_stand_out():
    looked = look(away(MONDAYS[2:10]))
    monday = the("weekday", looked)
    assert (monday.missed, monday.out_of, monday.times) == (16, 32, 8)
    assert monday.school == Counts(32 * (SCHOOL - 1), 32 * 20)
    assert monday.expected == pytest.approx(16 / 5)
    assert monday.chance == pytest.approx((1 / 5) ** 8)
    assert standing_out(looked) == [("weekday", 0)]


def test_mondays_on_which_the_whole_school_is_away_are_no_pattern_of_the_child():
    marks = away(MONDAYS[2:10])
    looked = look(marks, on=dict.fromkeys(MONDAYS, 200))
    assert the("weekday", looked).expected > 10
    assert standing_out(looked) == []


def test_the_pupil_is_no_part_of_the_school_it_is_compared_with():
    marks = away(MONDAYS[2:10])
    monday = the("weekday", look(marks, missed=0))
    assert monday.school.missed == 0
    assert monday.expected == pytest.approx(16 / 5)


def test_weeks_of_illness_are_no_pattern_of_any_weekday():
    weeks = [DAYS[start + n] for start in (5, 20, 40, 60) for n in range(5)]
    looked = look(away(weeks))
    assert looked.absences == 4
    assert the("weekday", looked).chance == pytest.approx(1)
    assert standing_out(looked) == []


def test_one_long_absence_is_one_chance_and_not_ten():
    scattered = look(
        away(DAYS[i] for i in (10, 25, 42, 58)), siblings={5: whole_days(10, 25, 42, 58)}
    )
    in_a_row = look(
        away(DAYS[i] for i in (10, 11, 12, 13, 31, 44, 58)),
        siblings={5: whole_days(10, 11, 12, 13)},
    )
    assert the("sibling", scattered, 5).missed == the("sibling", in_a_row, 5).missed == 8
    assert the("sibling", scattered, 5).stands_out
    assert 1 / 80 < the("sibling", in_a_row, 5).chance < 2 / 80
    assert not the("sibling", in_a_row, 5).stands_out


def test_what_happened_once_is_no_pattern_however_rare_it_was():
    week = LONG[10:15]
    marks = away([*week, LONG[50], LONG[90], LONG[130]], of=LONG)
    shared = {Session(day, half) for day in week for half in (AM, PM)}
    once = the("sibling", look(marks, siblings={5: shared}, days=LONG), 5)
    assert (once.missed, once.times) == (10, 1)
    assert once.chance < 0.01
    assert not once.stands_out
    again = shared | {Session(LONG[90], half) for half in (AM, PM)}
    twice = the("sibling", look(marks, siblings={5: again}, days=LONG), 5)
    assert (twice.missed, twice.times) == (12, 2)
    assert twice.stands_out


@pytest.mark.parametrize(("days", "enough"), [(29, False), (30, True)])
def test_nothing_is_looked_at_before_sixty_sessions(days, enough):
    looked = look(away(DAYS[1:9:2], of=DAYS[:days]))
    assert (looked.sessions, looked.absences, looked.enough) == (2 * days, 4, enough)
    assert bool(looked.patterns) is enough


def test_fifty_nine_sessions_are_too_few():
    looked = look(away(DAYS[1:9:2], of=DAYS[:30]) | {Session(DAYS[20], PM): "D"})
    assert (looked.sessions, looked.enough) == (59, False)


def test_only_the_year_asked_about_must_have_enough_and_is_told_of():
    marks = away(MONDAYS[2:10])
    full = [year(away(DAYS_OF_LAST[4::9], of=DAYS_OF_LAST), days=DAYS_OF_LAST)]
    few = [year(away([], of=DAYS_OF_LAST[:9]), days=DAYS_OF_LAST)]
    assert not look(away(DAYS[1:9:2], of=DAYS[:20]), before=full).enough
    assert the("weekday", look(marks, before=full)) == the("weekday", look(marks))
    assert look(marks, before=few).sessions == look(marks).sessions


def test_afternoons_missed_never_fall_on_days_that_were_mornings_only():
    fridays = {Session(day, PM): "D" for day in DAYS[4::5]}
    looked = look(away([DAYS[i] for i in (3, 11, 27, 41)], halves=[PM]) | fridays)
    expected = [one.expected for one in looked.patterns if one.kind == "weekday"]
    assert expected == pytest.approx([1, 1, 1, 1, 0])
    mondays = {Session(day, AM): "D" for day in MONDAYS}
    looked = look(away([DAYS[i] for i in (3, 11, 27, 41)], halves=[AM]) | mondays)
    expected = [one.expected for one in looked.patterns if one.kind == "weekday"]
    assert expected == pytest.approx([0, 1, 1, 1, 1])


def test_nothing_is_looked_at_with_fewer_than_four_absences():
    looked = look(away(MONDAYS[:3]))
    assert (looked.sessions, looked.absences, looked.enough) == (160, 3, False)
    assert looked.patterns == []
    assert look(away(MONDAYS[:4])).enough


def test_a_pupil_without_a_year_has_no_patterns():
    looked = patterns(born=BORN, years=[], siblings={}, begun=Counts())
    assert (looked.sessions, looked.absences, looked.enough, looked.patterns) == (0, 0, False, [])


def test_every_weekday_is_looked_at_and_a_day_the_school_never_has_is_not():
    assert [one.which for one in look(away(MONDAYS[:4])).patterns if one.kind == "weekday"] == [
        *range(5)
    ]
    part_time = {
        at: "X" if at.day.weekday() == 4 else code for at, code in away(MONDAYS[:4]).items()
    }
    looked = look(part_time)
    assert [one.which for one in looked.patterns if one.kind == "weekday"] == [*range(4)]


def test_a_pupil_who_missed_every_session_has_no_pattern():
    looked = look(away(DAYS))
    assert looked.absences == 1
    every_other_day = look(away(DAYS[::2]))
    assert standing_out(every_other_day) == []


def test_an_exact_chance_agrees_with_every_way_two_absences_can_fall():
    """The whole test by hand: a day and a morning, on all pairs of the 80 days."""
    marks = away([MONDAYS[1]]) | {Session(MONDAYS[5], AM): "U"}
    marks |= {Session(DAYS[place], AM): "I" for place in (33, 57)}
    on = {day: 20 + 7 * (number % 4) for number, day in enumerate(DAYS)}
    monday = the("weekday", look(marks, on=on))
    rates = [(on[day] + 20 * usual(on)) / (SCHOOL - 1 + 20) for day in DAYS]
    share = sum(rates[::5]) / sum(rates)
    likely = 0
    for whole, *mornings in product((True, False), repeat=4):
        if 2 * whole + sum(mornings) >= monday.missed:
            part = share if whole else 1 - share
            for morning in mornings:
                part *= share if morning else 1 - share
            likely += part
    assert monday.missed == 3
    assert monday.chance == pytest.approx(likely)


def usual(on):
    return sum(on.values()) / (len(on) * (SCHOOL - 1))


@given(
    st.lists(
        st.sampled_from(["/ \\", "/ \\", "/ \\", "I I", "/ I", "U \\"]), min_size=80, max_size=80
    ),
    st.lists(st.integers(0, 60), min_size=80, max_size=80),
    st.sets(st.integers(0, 79), max_size=9),
)
def test_what_is_expected_adds_up_to_what_was_missed(pairs, missed, sister):
    marks = {
        Session(day, half): code
        for day, pair in zip(DAYS, pairs, strict=True)
        for half, code in zip((AM, PM), pair.split(), strict=True)
    }
    on = dict(zip(DAYS, missed, strict=True))
    looked = look(marks, on=on, siblings={3: whole_days(*sister)})
    weekdays = [one for one in looked.patterns if one.kind == "weekday"]
    total = sum(was_missed(code) for code in marks.values())
    if looked.enough:
        assert sum(one.missed for one in weekdays) == total
        assert sum(one.expected for one in weekdays) == pytest.approx(total)
    for one in looked.patterns:
        assert 0 <= one.missed <= one.out_of
        assert 0 <= one.chance <= 1
        assert not one.stands_out or one.missed > one.expected
    assert look(dict(reversed(marks.items())), on=on, siblings={3: whole_days(*sister)}) == looked
