"""Describe the morning on which the demo begins: who is away, and which registers are in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from attendance_site.demo_school.class_plan import KESTREL
from attendance_site.demo_school.pupil_years import PupilYear
from attendance_site.demo_school.unexplained import Amendment
from rules.codes import PRESENT, STROKES
from rules.sessions import AM

SUBMITTED, BEGUN = 0.36, 0.29  # Of the classes; Kestrel's register is never touched.
RANG_IN_TIME = 0.6  # Of the families of those who are newly ill.
PLANNED = {"I": "Ill", "M": "Appointment", "V": "Trip"}
STORIES = {"ill": "I", "appointment": "M", "trip": "V"}
ONLY_THE_OFFICE = frozenset({"D", "K", "B", "P", "C2", "X", "E", "T", "C1", "R", "C"})


@dataclass(frozen=True)
class KnownAbsence:
    """A pupil the office knows to be away today, or elsewhere: I, M or V."""

    upn: str
    code: str
    half: str  # AM or PM, or empty for the whole day
    note: str


@dataclass
class Morning:
    """What has happened by 8:52 on the day on which the demo begins."""

    day: date
    known: list[KnownAbsence] = field(default_factory=list)
    amendments: list[Amendment] = field(default_factory=list)
    submitted: dict[str, dict[str, str]] = field(default_factory=dict)  # Class: UPN: code.
    begun: dict[str, dict[str, str]] = field(default_factory=dict)


def draw_morning(
    pupils: Sequence[PupilYear],
    *,
    day: date,
    today: int,
    amendments: list[Amendment],
    rng: Random,
) -> Morning:
    """today: the number of the day in the school year of the pupils' codes."""
    here = [pupil for pupil in pupils if pupil.codes[2 * today]]
    morning = Morning(day, amendments=amendments)
    for pupil in here:
        known = _known(pupil, today, rng)
        if known:
            morning.known.append(known)
    by_class: dict[str, list[PupilYear]] = {}
    for pupil in here:
        by_class.setdefault(pupil.child.class_name, []).append(pupil)
    can_be_taken = [
        name
        for name, members in by_class.items()
        if name != KESTREL
        and not any(pupil.codes[2 * today] in ONLY_THE_OFFICE for pupil in members)
    ]
    rng.shuffle(can_be_taken)
    submitted, begun = round(SUBMITTED * len(by_class)), round(BEGUN * len(by_class))
    codes = {known.upn: known.code for known in morning.known if known.half in ("", AM)}
    for name in can_be_taken[:submitted]:
        morning.submitted[name] = _marks(by_class[name], today, codes)
    for name in can_be_taken[submitted : submitted + begun]:
        members = sorted(by_class[name], key=lambda pupil: pupil.child.surname)
        part = rng.randint(len(members) // 3, len(members) * 2 // 3)
        morning.begun[name] = _marks(members[:part], today, codes)
    return morning


def _known(pupil: PupilYear, today: int, rng: Random) -> KnownAbsence | None:
    if pupil.child.class_name == KESTREL:
        code = STORIES.get(pupil.child.story, "")
    else:
        code = pupil.codes[2 * today]
        ill_before = today > 0 and pupil.codes[2 * today - 1] == "I"
        if code == "I" and not ill_before and rng.random() > RANG_IN_TIME:
            return None
    if code not in PLANNED:
        return None
    half = AM if code == "M" else ""
    return KnownAbsence(pupil.child.upn, code, half, PLANNED[code])


def _marks(pupils: Sequence[PupilYear], today: int, known: dict[str, str]) -> dict[str, str]:
    """As a teacher marks them at 8:50: here, away as the office knew, or away without a reason."""
    marks = {}
    for pupil in pupils:
        code = pupil.codes[2 * today]
        here = code in PRESENT and code != "V"
        marks[pupil.child.upn] = STROKES[AM] if here else known.get(pupil.child.upn, "N")
    return marks
