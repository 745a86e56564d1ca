"""Holidays, birthdays, afternoons, last year, brothers and sisters: each against its measure."""

from datetime import date

import pytest

from rules.chance import Counts
from rules.patterns import patterns
from rules.sessions import AM, PM, Session
from tests.rules.one_pupil import (
    BORN,
    DAYS,
    DAYS_OF_LAST,
    MONDAYS,
    SCHOOL,
    away,
    look,
    standing_out,
    the,
    whole_days,
    year,
)


def test_days_beside_a_holiday_are_looked_at_together():
    days = [day for day in DAYS if not date(2025, 10, 20) <= day <= date(2025, 10, 31)]
    beside = [days[0], date(2025, 10, 17), date(2025, 11, 3), days[-1]]
    scattered = days[5:20:6]
    over_it = the("holiday", look(away([*beside[1:3], *scattered], of=days), days=days))
    assert (over_it.missed, over_it.out_of, over_it.times) == (4, 8, 1)
    on_each = look(away([*beside[::3], beside[1], *scattered], of=days), days=days)
    assert the("holiday", on_each).times == 3
    assert standing_out(on_each) == [("holiday", 0)]


def test_a_day_lost_to_snow_is_no_holiday():
    held = [day for day in DAYS if not date(2025, 10, 20) <= day <= date(2025, 10, 31)]
    marks = away(held[5:45:10], of=held)
    assert the("holiday", look(marks, days=DAYS)).out_of == 4
    assert the("holiday", look(marks, days=held)).out_of == 8


def test_birthdays_are_counted_over_the_years():
    born = date(2016, 10, 8)
    before = [year(away([date(2024, 10, 8)], of=DAYS_OF_LAST), days=DAYS_OF_LAST)]
    marks = away([date(2025, 10, 8), DAYS[3], DAYS[50], DAYS[60]])
    looked = look(marks, born=born, before=before)
    birthday = the("birthday", looked)
    assert (birthday.missed, birthday.out_of, birthday.times) == (2, 2, 2)
    this_year = 1 - (79 / 80) ** 4
    assert birthday.chance == pytest.approx(this_year / 80)
    assert birthday.expected == pytest.approx(this_year + 1 / 80)
    assert birthday.school == Counts(4 * (SCHOOL - 1), 4 * 20)
    assert standing_out(looked) == [("birthday", 0)]


def test_a_birthday_that_was_attended_counts_as_one():
    born = date(2016, 10, 8)
    birthday = the("birthday", look(away(DAYS[i] for i in (3, 30, 50, 60)), born=born))
    assert (birthday.missed, birthday.out_of, birthday.chance) == (0, 1, 1.0)


def test_a_birthday_in_a_holiday_is_not_looked_at():
    assert "birthday" not in {one.kind for one in look(away(MONDAYS[:5])).patterns}


def test_afternoons_after_a_morning_at_school_stand_out():
    marks = away([DAYS[i] for i in (3, 11, 24, 37, 45, 58)], halves=[PM])
    looked = look(marks, begun=Counts(990, 99))
    midday = the("midday", looked)
    assert (midday.missed, midday.out_of, midday.times) == (6, 6, 6)
    assert midday.school.missed == 99
    assert standing_out(looked) == [("midday", 0)]


def test_how_rare_afternoons_are_is_measured_by_how_the_schools_absences_begin():
    marks = away([DAYS[i] for i in (3, 11, 24, 37)], halves=[PM])
    found = patterns(born=BORN, years=[year(marks)], siblings={}, begun=Counts(94, 49))
    midday = the("midday", found)
    assert midday.school == Counts(90, 45)
    assert midday.chance == pytest.approx(0.46**4)  # 46 of 100: 45 of 90, and 1 of 10.
    assert midday.expected == pytest.approx(4 * 0.46)


def test_a_school_of_one_pupil_has_a_measure_all_the_same():
    marks = away(DAYS[i] for i in (3, 11, 24, 37))
    found = patterns(born=BORN, years=[year(marks, missed=0)], siblings={}, begun=Counts(4, 0))
    assert the("midday", found).expected == pytest.approx(0.4)


def test_the_same_weeks_as_last_year_stand_out_when_it_happened_twice():
    then = [*DAYS_OF_LAST[10:14], *DAYS_OF_LAST[41:45], DAYS_OF_LAST[62]]
    before = [year(away(then, of=DAYS_OF_LAST), days=DAYS_OF_LAST)]
    marks = away([*DAYS[10:15], *DAYS[40:45], DAYS[22], DAYS[71]])
    looked = look(marks, before=before)
    again = the("last_year", looked)
    assert (again.missed, again.out_of, again.times) == (20, 20, 2)
    assert standing_out(looked) == [("last_year", 0)]


def test_without_a_whole_missed_week_last_year_there_is_nothing_to_compare():
    before = [year(away([DAYS_OF_LAST[3]], of=DAYS_OF_LAST), days=DAYS_OF_LAST)]
    kinds = {one.kind for one in look(away(MONDAYS[:5]), before=before).patterns}
    assert "last_year" not in kinds


def test_the_same_sessions_as_a_sister_are_those_that_both_could_attend():
    sister = {Session(DAYS[3], PM), Session(DAYS[30], AM), Session(DAYS[44], PM)}
    marks = away(DAYS[i] for i in (3, 24, 44, 58)) | {Session(DAYS[30], AM): "D"}
    sibling = the("sibling", look(marks, siblings={9: sister}), 9)
    assert (sibling.missed, sibling.out_of) == (2, 2)
    assert sibling.times == 2
    afternoons_elsewhere = marks | {Session(DAYS[44], PM): "D"}
    assert the("sibling", look(afternoons_elsewhere, siblings={9: sister}), 9).out_of == 1
    assert sibling.school == Counts(2 * (SCHOOL - 2), 2 * 19)  # Without the two of them.


def test_a_longer_absence_is_shared_by_any_of_its_days():
    marks = away(DAYS[i] for i in (3, 23, 24, 44, 58))
    sibling = the("sibling", look(marks, siblings={9: whole_days(24)}), 9)
    assert (sibling.missed, sibling.times) == (2, 1)


def test_a_brother_who_missed_nothing_is_not_looked_at():
    assert "sibling" not in {one.kind for one in look(away(MONDAYS[:5]), siblings={9: []}).patterns}


def test_what_is_found_of_the_pupil_is_the_same_with_and_without_brothers_and_sisters():
    marks = away([*MONDAYS[2:6], *DAYS[31:70:9]])
    alone = look(marks).patterns
    together = look(marks, siblings={n: whole_days(3 * n, 4 * n) for n in range(1, 9)}).patterns
    assert [one for one in together if one.kind != "sibling"] == alone
