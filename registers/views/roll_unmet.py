"""Say why a condition read from the records is not met, and what would make it so."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from django.urls import reverse

from registers.queries.removal_facts import RemovalFacts
from rules import compulsory_age
from rules.deletion_grounds import ABSENT_SCHOOL_DAYS, LEAVE_SCHOOL_DAYS, conditions_not_met
from rules.grounds import Ground
from schools.models import Pupil
from toolkit.days import full_day
from toolkit.words import counted

IN_ITS_REGISTER = "A mark that is wrong is changed in its register."


class Unmet(NamedTuple):
    """A condition in its words; why it is not met; what would do; a link to where, or none."""

    words: str
    why: str
    remedy: str
    address: str = ""
    link: str = ""


class _Asked(NamedTuple):
    pupil: Pupil
    known: RemovalFacts
    last_day: date


def unmet_by_records(
    ground: Ground | None, known: RemovalFacts, *, pupil: Pupil, last_day: date
) -> list[Unmet]:
    """The conditions that nobody can confirm and that the records do not bear out, in order."""
    if ground is None:
        return []
    asked = _Asked(pupil, known, last_day)
    return [
        Unmet(one.words, *WHY[one.key](asked))
        for one in conditions_not_met(ground.letter, known.facts)
        if one.found
    ]


def _phase(asked: _Asked) -> tuple[str, ...]:
    why = f"{asked.pupil.school.name} is of another phase."
    return why, "Choose another ground.", *_another(asked)


def _not_main(asked: _Asked) -> tuple[str, ...]:
    return (
        f"{asked.pupil.name} has the flag of a mobile child, and this school is the main one.",
        "It is met once another school is recorded as the main one, or the flag has ended.",
        reverse("people:pupil", args=[asked.pupil.pk]),
        f"Open the record of {asked.pupil.name}",
    )


def _dual(asked: _Asked) -> tuple[str, ...]:
    return (
        f"No other school is recorded for {asked.pupil.name} on {full_day(asked.last_day)}.",
        "It is met once the other school is recorded, from that day or before.",
        reverse("roll:dual", args=[asked.pupil.pk]),
        "Record the other school",
    )


def _long_leave(_: _Asked) -> tuple[str, ...]:
    return (
        "The registers of the last twelve months have no leave (C, C1, J1 or S) of more than "
        f"{LEAVE_SCHOOL_DAYS} school days in a row.",
        f"It is met once the registers of those days have the leave's code. {IN_ITS_REGISTER}",
        *_registers(),
    )


def _not_back(asked: _Asked) -> tuple[str, ...]:
    leave = asked.known.facts.leave
    if leave is None:
        return "There is no such leave to come back from.", "It is looked at once there is one."
    if leave.back_on is not None:
        return (
            f"The pupil was back on {full_day(leave.back_on)}.",
            f"It cannot be met for this leave. {IN_ITS_REGISTER}",
            *_registers(),
        )
    return (
        f"The leave ended on {full_day(leave.leave.last)}: "
        f"{counted(leave.school_days_since, 'school days')} since.",
        f"It is met after {LEAVE_SCHOOL_DAYS} school days on which the pupil was not at school.",
    )


def _absent(asked: _Asked) -> tuple[str, ...]:
    absence = asked.known.facts.absence
    so_far = absence.school_days if absence else 0
    why = "No day is marked yet."
    if absence:
        why = f"{counted(so_far, 'school days')} in a row so far, from {full_day(absence.first)}."
    elif asked.known.last_marked:
        why = "The last marked day is not one of these."
    return (
        why,
        f"It is met after {counted(ABSENT_SCHOOL_DAYS - so_far, 'more school days')}"
        " with G, N or O in every session. Any other code, and a session without a mark, begins "
        f"the count anew. {IN_ITS_REGISTER}",
        *_registers(),
    )


def _over_age(asked: _Asked) -> tuple[str, ...]:
    ends = compulsory_age.ends_on(asked.pupil.date_of_birth)
    return (
        f"{asked.pupil.name} is of compulsory school age until {full_day(ends)}.",
        "It is met by a last day after which the school does not meet before that is over.",
        *_another(asked),
    )


def _excluded(asked: _Asked) -> tuple[str, ...]:
    return (
        "No permanent exclusion that has begun and has no last day is recorded for "
        f"{full_day(asked.last_day)}.",
        "It is met once the exclusion is recorded. One that the governors set aside is no ground.",
        reverse("roll:suspend", args=[asked.pupil.pk]),
        "Record the exclusion",
    )


def _registers() -> tuple[str, str]:
    return reverse("registers:today"), "Open the registers"


def _another(asked: _Asked) -> tuple[str, str]:
    return reverse("roll:leave", args=[asked.pupil.pk]), "Choose another ground or day"


WHY: dict[str, Callable[[_Asked], tuple[str, ...]]] = {
    "phase": _phase,
    "not_main": _not_main,
    "dual": _dual,
    "long_leave": _long_leave,
    "not_back": _not_back,
    "absent": _absent,
    "over_age": _over_age,
    "excluded": _excluded,
}
