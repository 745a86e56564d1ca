"""Fill the classes, and let some pupils come and go as they do in any two school years."""

import csv
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from random import Random

from attendance_site.demo_school.class_plan import KESTREL, Place, class_plan
from attendance_site.demo_school.people import PAST_TOP_YEAR, RECEPTION, TOP_YEAR, Child
from attendance_site.demo_school.school_years import SchoolYear, school_year

DATA = Path(__file__).parent / "data"
SCHOOLS = (
    "Oxmere Primary School",
    "Saltings Lane Infant School",
    "Hallowfield Primary Academy",
    "Brackenholt Junior School",
    "Tidewell Primary School",
    "Nethercombe Community School",
)
NURSERIES = ("Little Acorns Nursery", "Quillbrook Playgroup", "Tadpoles Nursery")
SECONDARY_SCHOOLS = ("Quillbrook High School", "Wexmarsh Academy", "Fallowdene Grammar School")
FEWEST_DAYS_FOR_CHANGE = 20  # Before this many school days nobody has come or gone this year.
DUAL = "dual"  # The story of the pupil who goes to two schools.


def draw_roll(
    pupils: int, *, day: date, years: tuple[SchoolYear, SchoolYear], rng: Random
) -> list[Child]:
    """Everybody on the roll on the day, exactly as many as asked for, and who left before it."""
    last_year, this_year = years
    plan = class_plan(pupils)
    on_roll = [child for place in plan for child in _class_of(place, rng)]
    _seat_kestrel(on_roll)
    for child in on_roll:
        _begin_in_reception(child, this_year.starting - child.year, rng)
    _let_some_come_later(on_roll, day=day, years=years, rng=rng)
    _go_to_two_schools(on_roll)
    left = [*_last_top_class(plan, last_year, rng), *_moved_away(on_roll, day, years, rng)]
    return [*on_roll, *left]


def _class_of(place: Place, rng: Random) -> list[Child]:
    sexes = ["F", "M"] * (place.pupils // 2 + 1)
    sexes = sexes[: place.pupils]
    rng.shuffle(sexes)
    return [Child(place.year, place.class_name, sex=sex) for sex in sexes]


def kestrel_pupils() -> list[dict[str, str]]:
    """The pupils of Kestrel, who are the same in every demo school."""
    with (DATA / "kestrel.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _seat_kestrel(children: Iterable[Child]) -> None:
    """Give the places in Kestrel to its pupils; those with a story come first."""
    seats = [child for child in children if child.class_name == KESTREL]
    rows = sorted(kestrel_pupils(), key=lambda row: not row["story"])
    for child, row in zip(seats, rows, strict=False):
        child.forename, child.surname, child.sex = row["forename"], row["surname"], row["sex"]
        child.background, child.story = row["background"], row["story"]
        month, of_month = map(int, row["born"].split("-"))
        child.birthday = month, of_month


def _begin_in_reception(child: Child, starting: int, rng: Random) -> None:
    child.start = school_year(starting).days[0]
    child.last_school = rng.choice(NURSERIES) if rng.random() < 0.7 else ""


def _let_some_come_later(
    on_roll: list[Child], *, day: date, years: tuple[SchoolYear, SchoolYear], rng: Random
) -> None:
    last_year, this_year = years
    movers = [child for child in on_roll if child.year > RECEPTION and child.class_name != KESTREL]
    rng.shuffle(movers)
    some = max(1, len(on_roll) // 50)
    so_far = [past for past in this_year.days if past <= day]
    for child in _take(movers, some):
        _join(child, rng.choice(last_year.days[5:]), rng)
    for child in _take(movers, some):
        _join(child, this_year.days[0], rng)
    if len(so_far) >= FEWEST_DAYS_FOR_CHANGE:
        for child in _take(movers, max(1, some // 3)):
            _join(child, rng.choice(so_far[5:-5]), rng)
    for child in _take([mover for mover in movers if mover.year > 1], 4 * some):
        starting = rng.randint(this_year.starting - child.year, last_year.starting - 1)
        _join(child, rng.choice(school_year(starting).days), rng)


def _take(children: list[Child], count: int) -> list[Child]:
    taken = children[:count]
    del children[:count]
    return taken


def _join(child: Child, day: date, rng: Random) -> None:
    child.start = max(day, child.start)
    child.last_school = rng.choice(SCHOOLS)


def _go_to_two_schools(on_roll: list[Child]) -> None:
    pupil = next(
        (child for child in on_roll if child.year in (2, 3, 5) and child.class_name != KESTREL),
        None,
    )
    if pupil:
        pupil.enrolment, pupil.story = "M", DUAL
        pupil.sen = "E"


def _last_top_class(plan: list[Place], last_year: SchoolYear, rng: Random) -> list[Child]:
    top = [place for place in plan if place.year == TOP_YEAR]
    left = [child for place in top for child in _class_of(place, rng)]
    for child in left:
        child.year, child.left_last_year = PAST_TOP_YEAR, True
        _begin_in_reception(child, last_year.starting - TOP_YEAR, rng)
        child.end = last_year.days[-1]
        child.leaving_ground, child.next_school = "a", rng.choice(SECONDARY_SCHOOLS)
    return left


def _moved_away(
    on_roll: list[Child], day: date, years: tuple[SchoolYear, SchoolYear], rng: Random
) -> list[Child]:
    last_year, this_year = years
    some = max(1, len(on_roll) // 60)
    classes_by_year = {child.year: child.class_name for child in on_roll}
    left = []
    for _ in range(some):
        year = rng.randint(1, TOP_YEAR)
        child = Child(year, classes_by_year[year - 1], left_last_year=True, sex=rng.choice("FM"))
        _begin_in_reception(child, this_year.starting - year, rng)
        left.append(_leave(child, rng.choice(last_year.days[30:]), rng))
    so_far = [past for past in this_year.days if past < day]
    if len(so_far) >= FEWEST_DAYS_FOR_CHANGE:
        others = [child for child in on_roll if child.class_name != KESTREL]
        for like in rng.sample(others, min(len(others), max(1, some // 2))):
            child = Child(like.year, like.class_name, sex=rng.choice("FM"))
            _begin_in_reception(child, this_year.starting - child.year, rng)
            left.append(_leave(child, rng.choice(so_far[5:]), rng))
    return left


def _leave(child: Child, last_day: date, rng: Random) -> Child:
    ground, school = rng.choice([("a", SCHOOLS), ("a", SCHOOLS), ("g", ("",)), ("f", ("",))])
    child.end, child.leaving_ground, child.next_school = last_day, ground, rng.choice(school)
    return child
