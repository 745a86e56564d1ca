"""Give every absence of a year its reason, in the proportions of the published code figures."""

from collections.abc import Callable, Iterable, Sequence
from random import Random

from attendance_site.demo_school.chance import shared_out
from attendance_site.demo_school.figures import code_rates
from attendance_site.demo_school.names import backgrounds
from attendance_site.demo_school.pupil_years import PupilYear

Household = Sequence[PupilYear]  # Brothers and sisters of one family in one year.
LONGEST_HOLIDAY, SHORTEST_HOLIDAY = 14, 3  # Sessions
PART_TIME_FROM, PART_TIME_MOST = 30, 60  # Sessions of C2
RELIGIOUS_DAYS = 2


def quotas(possible: int, absent: int) -> dict[str, int]:
    """How many sessions of each absence code the school has; what is over is illness.

    N is a reason not known yet: in the end it becomes O.
    """
    rates = code_rates()
    wanted = {code: rates[code] for code in ("M", "R", "T", "E", "C", "C1", "J1", "C2", "G", "U")}
    wanted["O"] = rates["O"] + rates["N"]
    counts = {code: round(possible * rate / 100) for code, rate in wanted.items()}
    counts["I"] = max(0, absent - sum(counts.values()))
    return counts


def give_reasons(
    households: Sequence[Household],
    *,
    lateness: dict[PupilYear, float],
    festivals: int,
    rng: Random,
) -> None:
    """Share out every pupil's to_miss among the codes.

    lateness: how late each pupil tends to be. festivals: how many school days of the year are
    days of Eid.
    """
    pupils = [pupil for household in households for pupil in household]
    left = quotas(sum(pupil.possible for pupil in pupils), sum(pupil.to_miss for pupil in pupils))
    others = [one for one in pupils if not one.child.story]
    part_time = [one for one in others if one.child.sen != "N" and one.year > 0]
    _give_one_by_one(part_time, "C2", left, PART_TIME_FROM, PART_TIME_MOST, rng)
    older = [one for one in others if one.year >= 3 and one.child.sex == "M"]
    _give_one_by_one(older, "E", left, 2, 8, rng)
    _give_one_by_one([one for one in pupils if one.year == 6], "J1", left, 1, 2, rng)
    _give_one_by_one([one for one in pupils if one.year >= 2], "C1", left, 4, 6, rng)
    travelling = [one for one in pupils if "mobile_child" in one.child.flags]
    _give_one_by_one(travelling, "T", left, 6, 20, rng)
    _observe(pupils, min(festivals, RELIGIOUS_DAYS), left)
    _holidays(households, left, rng)
    _leave(households, left, rng)
    _spread(pupils, "U", left, lambda one: lateness[one], share=0.5)
    _spread(pupils, "M", left, lambda one: 1 + 3 * ("medical_need" in one.child.flags), share=0.5)
    _spread(pupils, "O", left, lambda one: max(one.unplaced - 2, 0) ** 1.4, share=0.6)
    for pupil in pupils:
        pupil.reasons["I"] += pupil.unplaced


def _give_one_by_one(
    pupils: Sequence[PupilYear], code: str, left: dict[str, int], least: int, most: int, rng: Random
) -> None:
    """To a few pupils, in blocks, as long as the code has sessions left."""
    for pupil in rng.sample(pupils, len(pupils)):
        block = min(pupil.unplaced, left[code], rng.randint(least, most))
        if block >= min(least, left[code]) and block > 0 and pupil.unplaced >= least:
            pupil.reasons[code] += block
            left[code] -= block


def _observe(pupils: Iterable[PupilYear], days: int, left: dict[str, int]) -> None:
    for pupil in pupils:
        if backgrounds()[pupil.child.background].observes == "Eid":
            sessions = 2 * min(days, pupil.unplaced // 2, left["R"] // 2)
            pupil.reasons["R"] += sessions
            left["R"] -= sessions


def _holidays(households: Sequence[Household], left: dict[str, int], rng: Random) -> None:
    """Whole families, for three sessions to a week and a half."""
    for household in rng.sample(households, len(households)):
        room = min(pupil.unplaced for pupil in household)
        length = min(room, rng.choice((4, 6, 8, 10, 10, 10, LONGEST_HOLIDAY)))
        if length >= SHORTEST_HOLIDAY and left["G"] >= length * len(household):
            for pupil in household:
                pupil.reasons["G"] += length
            left["G"] -= length * len(household)


def _leave(households: Sequence[Household], left: dict[str, int], rng: Random) -> None:
    """A wedding or a funeral: one session to three days, for all the family's children."""
    for household in rng.sample(households, len(households)):
        length = min(min(pupil.unplaced for pupil in household), rng.choice((1, 2, 2, 2, 3, 4, 6)))
        if length and left["C"] >= length * len(household):
            for pupil in household:
                pupil.reasons["C"] += length
            left["C"] -= length * len(household)


def _spread(
    pupils: Sequence[PupilYear],
    code: str,
    left: dict[str, int],
    weight: Callable[[PupilYear], float],
    *,
    share: float,
) -> None:
    """By weight, and nobody gets more than this share of the absences still without a reason."""
    caps = [-(-int(pupil.unplaced * share * 100) // 100) for pupil in pupils]
    given = shared_out(left[code], [weight(pupil) for pupil in pupils], caps)
    for pupil, sessions in zip(pupils, given, strict=True):
        pupil.reasons[code] += sessions
