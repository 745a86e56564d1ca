"""Measure false alarms and planted patterns over many pretend schools, as the policy page has it.

    .venv/bin/python -m tests.figures.many_pretend_schools

It takes three minutes. The tests beside it look at one school.
"""

import sys
from collections.abc import Callable
from random import Random

from rules.patterns import Looked
from tests.figures import planting
from tests.figures.pretend_school import Marks, PretendSchool


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def false_alarms(what: str, *, schools: range, pupils: int, bad_weeks: bool = False) -> None:
    """Say in what share of pupils anything stands out though all is chance."""
    looked = []
    for seed in schools:
        school = PretendSchool(seed=seed, pupils=pupils, bad_weeks=bad_weeks)
        looked += [school.look_at(n, sibling=neighbour(school, n)) for n in range(pupils)]
    enough = [one for one in looked if one.enough]
    own = sum(stands_out(one, lambda kind: kind != "sibling") for one in enough)
    shared = sum(stands_out(one, lambda kind: kind == "sibling") for one in enough)
    either = sum(stands_out(one, bool) for one in enough)
    shares = ", ".join(f"{100 * number / len(enough):.1f}%" for number in (own, shared, either))
    say(f"{what}: {len(enough)} of {len(looked)} pupils; own, with a sibling, any: {shares}")


def stands_out(looked: Looked, of_kind: Callable[[str], bool]) -> bool:
    return any(one.stands_out and of_kind(one.kind) for one in looked.patterns)


def neighbour(school: PretendSchool, pupil: int) -> Marks:
    """Another pupil, who is no relation."""
    return school.marks[0][(pupil + 1) % len(school.marks[0])]


def found(what: str, kind: str, plant: Callable[[PretendSchool, int], planting.Planted]) -> None:
    """Say in what share of 800 pupils a planted pattern is found."""
    hits = tried = 0
    for seed in (201, 202):
        school = PretendSchool(seed=seed, pupils=400)
        for pupil in range(400):
            looked = school.look_at(
                pupil, planted=plant(school, pupil), sibling=neighbour(school, pupil)
            )
            tried += any(one.kind == kind for one in looked.patterns)
            hits += stands_out(looked, kind.__eq__)
    say(f"{what}: {100 * hits / tried:.0f}% of {tried} pupils")


def main() -> None:
    """Say everything that the page on patterns has as a number."""
    false_alarms("Schools of 400", schools=range(100, 125), pupils=400)
    false_alarms("With bad weeks", schools=range(300, 308), pupils=400, bad_weeks=True)
    false_alarms("Schools of 60", schools=range(400, 440), pupils=60)
    rng = Random(5)
    for times in (4, 6, 8):
        found(
            f"{times} Mondays",
            "weekday",
            lambda *_, times=times: planting.weekday_off(rng, weekday=0, times=times),
        )
        found(
            f"{times} days beside a holiday",
            "holiday",
            lambda *_, times=times: planting.beside_holidays_off(rng, times=times),
        )
        found(
            f"{times} afternoons",
            "midday",
            lambda *_, times=times: planting.afternoons_off(rng, times=times),
        )
    found("Every birthday", "birthday", lambda s, n: planting.birthdays_off(s.born[n]))
    for weeks in (1, 2, 3):
        found(
            f"{weeks} weeks as last year",
            "last_year",
            lambda *_, weeks=weeks: planting.same_weeks_off(rng, weeks=weeks),
        )
    for times in (3, 5):
        found(
            f"{times} absences with a sibling",
            "sibling",
            lambda s, n, times=times: planting.with_a_sibling(rng, neighbour(s, n), times=times),
        )


if __name__ == "__main__":
    main()
