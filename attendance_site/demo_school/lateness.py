"""Let some pupils come late: a few often, brothers and sisters together, with the minutes."""

from collections.abc import Sequence
from random import Random

from attendance_site.demo_school.chance import Wheel, shared_out
from attendance_site.demo_school.day_weights import day_weights
from attendance_site.demo_school.figures import code_rates
from attendance_site.demo_school.people import Child, Family
from attendance_site.demo_school.pupil_years import PupilYear
from attendance_site.demo_school.school_years import SchoolYear

LATE, AFTER_CLOSE = "L", "U"
OF_MORNINGS = 0.92  # The rest are late back from lunch or an appointment.
MOST_OFTEN = 0.12  # Nobody is late to more of the sessions they come to.
TOGETHER = 0.6  # How often a child comes late with a late brother or sister.
TRIES = 20
# First minute, mean of the minutes after it, last minute: by code and half (0 AM, 1 PM).
MINUTES = {
    (LATE, 0): (1, 7.0, 30),
    (LATE, 1): (1, 4.0, 15),
    (AFTER_CLOSE, 0): (31, 22.0, 150),
    (AFTER_CLOSE, 1): (16, 15.0, 70),
}


def usual_lateness(families: Sequence[Family], rng: Random) -> dict[Child, float]:
    """How late each pupil tends to be: a heavy tail, most of it shared in the family."""
    tends: dict[Child, float] = {}
    for family in families:
        of_the_family = rng.gammavariate(0.35, 1) + 0.01
        for child in family.children:
            own = rng.gammavariate(1.5, 1) + 0.1
            tends[child] = (
                max(of_the_family, 1.0) * 3 if child.story == "late" else of_the_family * own
            )
    return tends


def come_late(
    households: Sequence[Sequence[PupilYear]],
    *,
    lateness: dict[PupilYear, float],
    year: SchoolYear,
    rng: Random,
) -> None:
    """Turn the published share of sessions into L; give L and U their minutes."""
    pupils = [pupil for household in households for pupil in household]
    wanted = round(sum(pupil.possible for pupil in pupils) * code_rates()[LATE] / 100)
    caps = [int(len(pupil.free_sessions()) * MOST_OFTEN) for pupil in pupils]
    weights = [lateness[pupil] for pupil in pupils]
    counts = dict(zip(pupils, shared_out(wanted, weights, caps), strict=True))
    wheel = Wheel(day_weights(LATE, year))
    for household in households:
        late_days: list[int] = []
        for pupil in household:
            own_days = _be_late(pupil, counts[pupil], late_days, wheel, rng)
            late_days = late_days or own_days
            _minutes(pupil, rng)


def _be_late(
    pupil: PupilYear, count: int, shared: Sequence[int], wheel: Wheel, rng: Random
) -> list[int]:
    days = []
    for _ in range(count):
        for _ in range(TRIES):
            together = shared and rng.random() < TOGETHER
            day = rng.choice(shared) if together else wheel.turn(rng)
            session = 2 * day + (rng.random() >= OF_MORNINGS)
            if pupil.is_free(session):
                break
        else:
            session = rng.choice(pupil.free_sessions())
        pupil.write(LATE, [session])
        days.append(session // 2)
    return days


def _minutes(pupil: PupilYear, rng: Random) -> None:
    for session, code in enumerate(pupil.codes):
        if code in (LATE, AFTER_CLOSE):
            first, mean, last = MINUTES[code, session % 2]
            pupil.minutes[session] = first + int(rng.expovariate(1 / mean)) % (last - first + 1)
