"""Of pupils whose absences fall by chance few are said to have a pattern; planted ones are found.

The chance is as real as it can be made here: illness begins on any day of the week and lasts days,
winter is worse than summer, single days off gather at weekends and holidays for everybody, some
pupils miss far more than others. What a larger run found stands in docs/policy/patterns.md.
"""

import time
from random import Random

import pytest

from rules.patterns import BY_CHANCE, BY_CHANCE_TOGETHER
from rules.separate_absences import was_missed
from tests.figures import planting
from tests.figures.pretend_school import PretendSchool

PUPILS = 400
LOOKED_AT = 60  # Pupils in whom each pattern is planted.


@pytest.fixture(scope="module")
def school():
    return PretendSchool(seed=2026, pupils=PUPILS)


@pytest.fixture(scope="module")
def by_chance(school):
    """What is found of every pupil, each beside another who is no relation."""
    looked = [school.look_at(p, sibling=neighbour(school, p)) for p in range(PUPILS)]
    return [one for one in looked if one.enough]


def neighbour(school, pupil):
    return school.marks[0][(pupil + 1) % PUPILS]


def share(pupils, holds):
    pupils = list(pupils)
    return sum(map(holds, pupils)) / len(pupils)


def stands_out(looked, kind=None, which=0):
    """Whether the pattern does; without a kind, whether any does."""
    return any(
        one.stands_out and (kind is None or (one.kind, one.which) == (kind, which))
        for one in looked.patterns
    )


def found(school, kind, plant, *, which=0, sibling=None):
    """In what share of pupils a planted pattern is found, of those in whom it can be looked for."""
    looked = [
        school.look_at(pupil, planted=plant(pupil), sibling=sibling(pupil) if sibling else None)
        for pupil in range(LOOKED_AT)
    ]
    with_it = [one for one in looked if any(pattern.kind == kind for pattern in one.patterns)]
    assert len(with_it) >= LOOKED_AT / 2
    return share(with_it, lambda one: stands_out(one, kind, which))


def test_the_pretend_school_misses_what_schools_miss(school):
    absence = [sum(map(was_missed, marks.values())) / len(marks) for marks in school.marks[0]]
    assert 0.04 < sum(absence) / PUPILS < 0.07
    assert 0.08 < share(absence, lambda one: one >= 0.1) < 0.2


def test_chance_alone_seldom_looks_like_a_pattern(by_chance):
    """Promised are 4 in 100 for the pupil's own patterns and 1 in 100 for those with a sibling.

    The second is too small to be measured on 300 pupils: three more than it promises may be luck.
    """
    assert len(by_chance) > PUPILS / 2
    assert share(by_chance, stands_out) <= BY_CHANCE
    with_a_sibling = share(by_chance, lambda one: stands_out(one, "sibling", 7))
    assert with_a_sibling <= BY_CHANCE_TOGETHER + 3 / len(by_chance)


@pytest.mark.parametrize("level", [0.5, 0.2, 0.05])
def test_chances_are_not_smaller_than_they_should_be(by_chance, level):
    """One pupil in twenty at most has a chance of one in twenty, for every kind of pattern."""
    chances = {}
    for looked in by_chance:
        for one in looked.patterns:
            chances.setdefault((one.kind, one.which), []).append(one.chance)
    assert len(chances) == 10
    for kind, of_kind in chances.items():
        assert share(of_kind, lambda chance: chance <= level) <= level + 0.03, kind


def test_mondays_are_found(school):
    rng = Random(1)
    assert found(school, "weekday", lambda _: planting.weekday_off(rng, weekday=0, times=8)) >= 0.8


def test_days_beside_holidays_are_found(school):
    rng = Random(2)
    assert found(school, "holiday", lambda _: planting.beside_holidays_off(rng, times=6)) >= 0.65


def test_birthdays_are_found(school):
    assert (
        found(school, "birthday", lambda pupil: planting.birthdays_off(school.born[pupil])) >= 0.85
    )


def test_afternoons_are_found(school):
    rng = Random(3)
    assert found(school, "midday", lambda _: planting.afternoons_off(rng, times=8)) >= 0.8


def test_two_weeks_missed_again_are_found_more_often_than_not(school):
    rng = Random(4)
    assert found(school, "last_year", lambda _: planting.same_weeks_off(rng, weeks=2)) >= 0.45


def test_sessions_missed_together_are_found(school):
    rng = Random(5)

    def shared(pupil):
        return planting.with_a_sibling(rng, neighbour(school, pupil), times=5)

    sisters = {"which": 7, "sibling": lambda pupil: neighbour(school, pupil)}
    assert found(school, "sibling", shared, **sisters) >= 0.6


def test_a_pupil_is_looked_at_in_less_than_a_twentieth_of_a_second(school):
    """The mean over pupils, in processor time, with four years of marks."""
    begun = time.process_time()
    for pupil in range(20):
        school.look_at(pupil)
    assert (time.process_time() - begun) / 20 < 0.05


def test_the_same_marks_always_give_the_same_answer():
    again = PretendSchool(seed=2026, pupils=PUPILS, years=1)
    first = PretendSchool(seed=2026, pupils=PUPILS, years=1)
    assert [first.look_at(n) for n in range(5)] == [again.look_at(n) for n in range(5)]
