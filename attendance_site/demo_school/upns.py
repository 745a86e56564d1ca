"""Number pupils as schools do: unique pupil numbers with the right check letter."""

from collections import Counter
from random import Random

from stdnum.gb.upn import calc_check_digit

from attendance_site.demo_school.people import Child
from rules.sessions import school_year_of

LA_CODE, ESTABLISHMENT = "886", "9914"
ELSEWHERE = (("886", "9931"), ("887", "9907"), ("210", "9922"), ("845", "9940"))


def number_pupils(children: list[Child], *, starting: int, rng: Random) -> None:
    """A number for every child, from this school or the one they began at.

    starting: the September of this school year.
    """
    serials: Counter[tuple[str, str, int]] = Counter()
    for child in children:
        entered = starting - child.year
        here = school_year_of(child.start).starts.year == entered
        school = (LA_CODE, ESTABLISHMENT) if here else rng.choice(ELSEWHERE)
        serials[*school, entered] += 1
        number = f"{school[0]}{school[1]}{entered % 100:02}{serials[*school, entered]:03}"
        child.upn = calc_check_digit(number) + number
