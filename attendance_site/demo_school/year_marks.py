"""Draw a whole school year of marks for everybody who was on the roll in it."""

from collections.abc import Sequence
from random import Random

from attendance_site.demo_school.absence_levels import rates
from attendance_site.demo_school.chance import evenly_rounded
from attendance_site.demo_school.comments import comment
from attendance_site.demo_school.day_weights import eid_days
from attendance_site.demo_school.elsewhere import fixed_elsewhere, go_on_visits
from attendance_site.demo_school.lateness import come_late
from attendance_site.demo_school.people import Child, Family
from attendance_site.demo_school.placing import Placer
from attendance_site.demo_school.pupil_years import PupilYear, pupil_year
from attendance_site.demo_school.reasons import give_reasons
from attendance_site.demo_school.school_years import SchoolYear


def draw_year(
    families: Sequence[Family],
    year: SchoolYear,
    *,
    years_ago: int,
    usual_absence: dict[Child, float],
    usual_lateness: dict[Child, float],
    rng: Random,
) -> list[PupilYear]:
    """The marks of one school year from its first session to its last.

    years_ago: 0 for this school year, 1 for the last. The usual_ tables say what each pupil
    tends to, the same in both years.
    """
    households = [_of_the_year(family, year, years_ago) for family in families]
    households = [household for household in households if household]
    pupils = [pupil for household in households for pupil in household]
    fixed_elsewhere(pupils, year=year, rng=rng)
    missed = rates(
        usual_absence, [pupil.child for pupil in pupils], starting=year.starting, rng=rng
    )
    amounts = [missed[pupil.child] * pupil.possible / 100 for pupil in pupils]
    for pupil, sessions in zip(pupils, evenly_rounded(amounts), strict=True):
        pupil.to_miss = sessions
    lateness = {pupil: usual_lateness[pupil.child] for pupil in pupils}
    give_reasons(households, lateness=lateness, festivals=len(eid_days(year)), rng=rng)
    placer = Placer(year, rng)
    for household in households:
        placer.place(household)
    come_late(households, lateness=lateness, year=year, rng=rng)
    go_on_visits(pupils, year=year, rng=rng)
    comment(pupils, rng)
    return pupils


def _of_the_year(family: Family, year: SchoolYear, years_ago: int) -> list[PupilYear]:
    first, last = year.days[0], year.days[-1]
    return [
        pupil_year(child, year, years_ago=years_ago)
        for child in family.children
        if child.start <= last and (child.end is None or child.end >= first)
    ]
