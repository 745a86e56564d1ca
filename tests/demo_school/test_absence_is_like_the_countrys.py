"""The demo school's absence lies close to the published figures of 2024/25."""

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from attendance_site.demo_school.absence_levels import curve, shift
from attendance_site.demo_school.drawing import DemoSchool, draw_demo_school
from attendance_site.demo_school.figures import code_rates, headline
from rules.compulsory_age import is_compulsory
from rules.rates import Figures, figures, pooled

MONDAY = date(2026, 11, 23)
OVERALL, PERSISTENT = 5.25, 13.5  # Percent, primary schools, 2024/25.


def of_last_year(school: DemoSchool, *, compulsory_age: bool) -> list[Figures]:
    """The figures of each enrolment with possible sessions."""
    every = [
        figures(
            code
            for session, code in zip(school.last_year.sessions, pupil.codes, strict=True)
            if code and (not compulsory_age or is_compulsory(pupil.child.born, session.day))
        )
        for pupil in school.last_marks
    ]
    return [one for one in every if one.possible]


@pytest.mark.parametrize("compulsory_age", [True, False])
@pytest.mark.parametrize("seed", [1, 2, 3, 20, 2024])
def test_last_year_lies_within_the_tolerances(seed, compulsory_age):
    school = draw_demo_school(pupils=412, seed=seed, today=MONDAY)
    pupils = of_last_year(school, compulsory_age=compulsory_age)
    assert float(pooled(pupils).absence) == pytest.approx(OVERALL, abs=0.5)
    persistent = 100 * sum(one.persistent for one in pupils) / len(pupils)
    assert persistent == pytest.approx(PERSISTENT, abs=2)


def test_the_tolerances_are_about_the_published_figures():
    assert headline().overall_absence == pytest.approx(OVERALL, abs=0.01)
    assert headline().persistent_absence == pytest.approx(PERSISTENT, abs=0.01)


@pytest.mark.parametrize("today", [date(2026, 7, 1), date(2027, 2, 1), date(2033, 10, 12)])
def test_the_day_of_building_makes_no_difference(today):
    school = draw_demo_school(pupils=412, seed=5, today=today)
    pupils = of_last_year(school, compulsory_age=True)
    assert float(pooled(pupils).absence) == pytest.approx(OVERALL, abs=0.5)


@pytest.mark.parametrize("pupils", [30, 111, 217, 435])
def test_other_sizes_are_much_the_same(pupils):
    school = draw_demo_school(pupils=pupils, seed=1, today=MONDAY)
    everybody = of_last_year(school, compulsory_age=False)
    assert float(pooled(everybody).absence) == pytest.approx(OVERALL, abs=0.5)


def test_every_absence_code_has_its_published_share(school):
    counts = Counter(code for pupil in school.last_marks for code in pupil.codes)
    possible = sum(pupil.possible for pupil in school.last_marks)
    rates = code_rates()
    for code in ("I", "G", "C", "M", "U", "L", "C2", "E", "V"):
        share = 100 * counts[code] / possible
        assert share == pytest.approx(rates[code], rel=0.15), code
    unknown_or_other = 100 * (counts["O"] + counts["N"]) / possible
    assert unknown_or_other == pytest.approx(rates["O"] + rates["N"], rel=0.1)


def test_last_year_has_no_reason_left_open(school):
    assert all("N" not in pupil.codes for pupil in school.last_marks)


def test_pupils_on_free_meals_or_with_special_needs_miss_more(school):
    def absence(has: bool, of) -> float:
        chosen = [pupil for pupil in school.last_marks if of(pupil.child) == has]
        return float(pooled(figures(filter(None, pupil.codes)) for pupil in chosen).absence)

    assert absence(True, lambda child: "fsm" in child.flags) > 1.3 * absence(
        False, lambda child: "fsm" in child.flags
    )
    assert absence(True, lambda child: child.sen != "N") > 1.1 * absence(
        False, lambda child: child.sen != "N"
    )


def test_illness_is_likelier_on_mondays_and_fridays_than_on_wednesdays():
    rates: Counter[int] = Counter()
    days: Counter[int] = Counter()
    for seed in (1, 2, 3):
        school = draw_demo_school(pupils=412, seed=seed, today=MONDAY)
        for pupil in school.last_marks:
            for session, code in zip(school.last_year.sessions, pupil.codes, strict=True):
                days[session.day.isoweekday()] += bool(code)
                rates[session.day.isoweekday()] += code == "I"
    monday, wednesday, friday = (rates[day] / days[day] for day in (1, 3, 5))
    assert friday > 1.1 * wednesday
    assert monday > 1.05 * wednesday


def test_illness_rises_through_the_autumn_term(school):
    by_month: Counter[int] = Counter()
    possible: Counter[int] = Counter()
    for pupil in school.last_marks:
        for session, code in zip(school.last_year.sessions, pupil.codes, strict=True):
            possible[session.day.month] += bool(code)
            by_month[session.day.month] += code == "I"
    assert by_month[12] / possible[12] > 1.3 * by_month[9] / possible[9]


def test_illness_comes_in_runs_and_holidays_in_blocks(school):
    assert mean_run(school, "I") > 2
    assert mean_run(school, "G") > 5


def mean_run(school: DemoSchool, code: str) -> float:
    sessions = runs = 0
    for pupil in school.last_marks:
        for before, after in zip(["", *pupil.codes], pupil.codes, strict=False):
            sessions += after == code
            runs += after == code != before
    return sessions / runs


def test_two_holidays_in_five_at_least_touch_a_break(school):
    days = school.last_year.days
    beside = {0, len(days) - 1}
    for number, (before, after) in enumerate(pairwise(days)):
        if (after - before).days > 5:
            beside |= {number, number + 1}
    blocks = touching = 0
    for pupil in school.last_marks:
        away = {session // 2 for session, code in enumerate(pupil.codes) if code == "G"}
        blocks += bool(away)
        touching += bool(away & beside)
    assert blocks > 50
    assert touching / blocks > 0.4


def test_a_tenth_of_the_pupils_has_most_of_the_lateness(school):
    late = sorted((pupil.codes.count("L") for pupil in school.last_marks), reverse=True)
    assert sum(late[: len(late) // 10]) > 0.3 * sum(late)
    assert max(late) < 60


@pytest.mark.parametrize(("code", "share"), [("I", 0.05), ("O", 0.04), ("G", 0.5), ("L", 0.1)])
def test_brothers_and_sisters_are_often_away_or_late_together(school, code, share):
    marks = {pupil.child: pupil for pupil in school.last_marks}
    one = both = 0
    for family in school.families:
        here = [marks[child] for child in family.children if child in marks]
        for pupil, other in pairwise(here):
            for mine, theirs in zip(pupil.codes, other.codes, strict=True):
                one += code in (mine, theirs)
                both += code == mine == theirs
    assert both > share * one


def test_most_lateness_is_in_the_morning(school):
    halves = Counter(
        session.half
        for pupil in school.last_marks
        for session, code in zip(school.last_year.sessions, pupil.codes, strict=True)
        if code == "L"
    )
    assert halves["AM"] > 8 * halves["PM"] > 0


def test_reception_stays_at_home_some_afternoons_of_autumn_and_nobody_else_does(school):
    years = ((school.last_year, school.last_marks), (school.this_year, school.this_marks))
    for year, pupils in years:
        at_home = 0
        for pupil in pupils:
            for session, code in zip(year.sessions, pupil.codes, strict=True):
                if code == "X":
                    at_home += 1
                    assert pupil.year == 0
                    assert session.half == "PM"
                    assert not is_compulsory(pupil.child.born, session.day)
        assert at_home > 200


def test_the_same_seed_draws_the_same_school_and_another_a_different_one(school):
    again = draw_demo_school(pupils=412, seed=1, today=MONDAY)
    other = draw_demo_school(pupils=412, seed=2, today=MONDAY)
    assert [pupil.codes for pupil in again.last_marks] == [p.codes for p in school.last_marks]
    assert again.morning == school.morning
    assert [pupil.codes for pupil in other.last_marks] != [p.codes for p in school.last_marks]


def test_the_curve_keeps_the_published_mean_and_persistent_share():
    places = [(number + 0.5) / 10_000 for number in range(10_000)]
    rates = [curve().at(place) for place in places]
    assert rates == sorted(rates)
    assert sum(rates) / len(rates) == pytest.approx(headline().overall_absence, abs=0.01)
    persistent = 100 * sum(rate >= 10 for rate in rates) / len(rates)
    assert persistent == pytest.approx(headline().persistent_absence, abs=0.05)


def test_groups_lie_where_the_published_bands_put_them():
    assert shift("fsm", "Eligible") > 0.3 > 0 > shift("fsm", "Not Eligible")
    assert shift("nc_year", "1") > shift("nc_year", "4")
