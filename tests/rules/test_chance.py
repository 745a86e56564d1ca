"""The chances are exact: they agree with trying every place by hand."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.chance import (
    Counts,
    added,
    at_least,
    landing,
    mean,
    rate,
    stand_out,
    together,
    weights,
)

BOTH, MORNING, AFTERNOON = (True, True), (True, False), (False, True)
EVEN = [(1.0, 1.0)] * 5

halves = st.sampled_from([BOTH, MORNING, AFTERNOON])
shapes = st.lists(halves, min_size=1, max_size=4)
rates_of_a_week = st.lists(
    st.tuples(st.floats(0.01, 1), st.floats(0.01, 1)), min_size=5, max_size=5
)
wanted_days = st.dictionaries(st.integers(0, 4), halves, max_size=4)


def by_hand(shape, rates, wanted):
    """Put the absence on every day in turn and count, the plainest way."""
    likely = {}
    for start in range(len(rates)):
        weight = hits = 0
        for offset, (am, pm) in enumerate(shape):
            place = (start + offset) % len(rates)
            weight += am * rates[place][0] + pm * rates[place][1]
            asked = wanted.get(place, (False, False))
            hits += (am and asked[0]) + (pm and asked[1])
        likely[hits] = likely.get(hits, 0) + weight
    return {hits: weight / sum(likely.values()) for hits, weight in likely.items()}


def of(shape, wanted, rates=EVEN):
    return landing(shape, starts=weights(shape, rates=rates), wanted=wanted)


def test_a_day_falls_on_each_day_of_five_alike():
    assert of([BOTH], {2: BOTH}) == pytest.approx([0.8, 0, 0.2])


def test_a_day_falls_where_the_school_is_away():
    rates = [(0.05, 0.05)] * 4 + [(0.1, 0.1)]
    assert of([BOTH], {4: BOTH}, rates) == pytest.approx([4 / 6, 0, 2 / 6])


def test_a_morning_missed_never_falls_on_an_afternoon():
    assert of([MORNING], {0: AFTERNOON}) == [1.0]
    assert of([AFTERNOON], {0: MORNING}) == [1.0]
    assert of([AFTERNOON], {0: AFTERNOON}) == pytest.approx([0.8, 0.2])


def test_a_morning_weighs_by_mornings_alone():
    rates = [(3.0, 100.0), *[(1.0, 1.0)] * 4]
    assert weights([MORNING], rates=rates) == [3, 1, 1, 1, 1]
    assert weights([AFTERNOON], rates=rates) == [100, 1, 1, 1, 1]


def test_an_absence_goes_round_the_end_of_the_year():
    assert weights([BOTH, MORNING], rates=[(1.0, 2.0), (4.0, 8.0), (16.0, 32.0)]) == [7, 28, 49]
    assert of([BOTH, BOTH], {0: BOTH}) == pytest.approx([0.6, 0, 0.4])


def test_a_week_always_covers_one_of_each_weekday():
    assert of([BOTH] * 5, {3: BOTH}) == pytest.approx([0, 0, 1])


@given(shapes, rates_of_a_week, wanted_days)
def test_where_an_absence_lands_is_what_trying_every_day_gives(shape, rates, wanted):
    likely = of(shape, wanted, rates)
    expected = by_hand(shape, rates, wanted)
    assert likely == pytest.approx([expected.get(hits, 0) for hits in range(len(likely))])
    assert set(expected) <= set(range(len(likely)))


@given(st.lists(shapes, min_size=1, max_size=3), rates_of_a_week, wanted_days)
def test_several_absences_add_up_as_trying_every_combination_gives(several, rates, wanted):
    summed = together(of(shape, wanted, rates) for shape in several)
    single = [by_hand(shape, rates, wanted) for shape in several]
    for number in range(len(summed)):
        tried = 0
        for combination in product(*(each.items() for each in single)):
            if sum(hits for hits, _ in combination) >= number:
                share = 1
                for _, likely in combination:
                    share *= likely
                tried += share
        assert at_least(number, likely=summed) == pytest.approx(tried)
    assert mean(summed) == pytest.approx(
        sum(hits * likely for each in single for hits, likely in each.items())
    )


def test_without_absences_nothing_is_sure_to_be_covered():
    assert together([]) == [1.0]
    assert at_least(0, likely=[1.0]) == 1
    assert at_least(1, likely=[1.0]) == 0
    assert mean([1.0]) == 0


def test_two_coins():
    assert together([[0.5, 0.5], [0.5, 0.5]]) == [0.25, 0.5, 0.25]
    assert at_least(1, likely=[0.25, 0.5, 0.25]) == 0.75
    assert mean([0.25, 0.5, 0.25]) == 1


def test_no_chance_is_more_than_one():
    assert at_least(0, likely=[0.7, 0.3000000001]) == 1.0


def test_a_rate_is_drawn_to_the_schools_own():
    overall = Counts(1000, 50)
    assert rate(Counts(100, 10), overall=overall) == pytest.approx(11 / 120)
    assert rate(Counts(), overall=overall) == pytest.approx(0.05)
    assert rate(Counts(10, 0), overall=overall) > 0


def test_where_the_school_misses_nothing_every_session_is_alike():
    assert rate(Counts(100, 0), overall=Counts(1000, 0)) == 1.0
    assert rate(Counts(), overall=Counts()) == 1.0


def test_counts_are_added_and_taken_away():
    assert added([Counts(10, 2), Counts(5, 1)]) == Counts(15, 3)
    assert added([]) == Counts(0, 0)
    assert Counts(10, 2).less(Counts(4, 1)) == Counts(6, 1)


@pytest.mark.parametrize(
    ("chances", "found"),
    [
        ([], []),
        ([0.05], [True]),
        ([0.050001], [False]),
        ([0.025, 0.9], [True, False]),
        ([0.026, 0.9], [False, False]),
        ([0.9, 0.02, 0.01], [False, True, True]),
        ([0.05, 0.01, 0.02], [True, True, True]),
        ([0.04, 0.02, 0.04], [False, False, False]),
        ([0.026, 0.016, 0.5], [False, True, False]),
    ],
)
def test_the_more_is_looked_at_the_rarer_it_must_be(chances, found):
    assert stand_out(chances, level=0.05) == found
