"""Leave some absences of the last days without a reason yet, and let the office hear of others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from attendance_site.demo_school.class_plan import KESTREL
from attendance_site.demo_school.pupil_years import PupilYear
from rules.sessions import HALVES

NOT_KNOWN = "N"
USUAL_SIZE = 412
STILL_OPEN = {1: 4, 2: 2, 3: 2, 4: 1, 5: 1, 6: 1}  # Absences by school days ago, in that school.
HEARD_SINCE = {1: 2, 2: 2, 3: 1}
REASONS = (
    ("I", "Mum left a message: sick in the night"),
    ("I", "Dad rang: temperature"),
    ("M", "Hospital letter seen"),
    ("O", "Reached at the third try; no reason that we can authorise"),
    ("I", "Gran wrote: tummy bug"),
)


@dataclass(frozen=True)
class Amendment:
    """A mark that the office will correct, with its reason."""

    upn: str
    day: date
    half: str
    code: str
    reason: str


def leave_unexplained(
    pupils: Sequence[PupilYear], days: Sequence[date], *, today: int, rng: Random
) -> list[Amendment]:
    """Write N over some absences before the day with that number; returns what has become known."""
    amendments: list[Amendment] = []
    reasons = iter(REASONS * (1 + len(pupils) // USUAL_SIZE))
    for ago in sorted(STILL_OPEN):
        day = today - ago
        if day < 0:
            break
        candidates = [pupil for pupil in pupils if _could_be_unknown(pupil, day, today)]
        rng.shuffle(candidates)
        still_open = _at_this_size(STILL_OPEN[ago], pupils)
        heard = _at_this_size(HEARD_SINCE.get(ago, 0), pupils)
        # Yesterday's absences are still open before any is heard about, the earlier ones after.
        first_heard = still_open if ago == 1 else 0
        for number, pupil in enumerate(candidates[: still_open + heard]):
            _forget(pupil, day)
            if first_heard <= number < first_heard + heard:
                code, reason = next(reasons, REASONS[0])
                amendments += [
                    Amendment(pupil.child.upn, days[day], half, code, reason) for half in HALVES
                ]
    for pupil in pupils:
        if pupil.child.story == "unexplained" and today > 0 and pupil.codes[2 * today - 1]:
            _forget(pupil, today - 1)
    return amendments


def _at_this_size(count: int, pupils: Sequence[PupilYear]) -> int:
    return -(-count * len(pupils) // USUAL_SIZE) if count > 1 else round(len(pupils) / USUAL_SIZE)


def _could_be_unknown(pupil: PupilYear, day: int, today: int) -> bool:
    """Away for that one whole day, ill or for no known reason, and still at the school."""
    if pupil.child.end is not None or pupil.child.class_name == KESTREL:
        return False
    if not (pupil.day_is(day, "I") or pupil.day_is(day, "O")):
        return False
    came_before = day == 0 or pupil.is_free(2 * day - 1)
    came_after = day + 1 == today or pupil.is_free(2 * day + 2)
    return came_before and came_after


def _forget(pupil: PupilYear, day: int) -> None:
    for session in (2 * day, 2 * day + 1):
        pupil.codes[session] = NOT_KNOWN
        pupil.minutes.pop(session, None)
        pupil.comments.pop(session, None)
