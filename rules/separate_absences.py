"""Find what a pupil missed as separate absences: school days in a row, each run counted once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from rules.codes import counts_as
from rules.sessions import AM, PM, Session

NOT_EXPECTED = frozenset({"C2", "E", "S"})  # The school itself did not expect the child.
GIVEN_BY_LAW = frozenset({"R", "T"})  # Set by a faith's calendar, or by a parent's trade.
LEFT_OUT = NOT_EXPECTED | GIVEN_BY_LAW

Halves = tuple[bool, bool]  # The morning, and the afternoon.


class PupilDay(NamedTuple):
    """A school day of which the pupil could have attended at least one half."""

    day: date
    possible: Halves
    missed: Halves


class Absence(NamedTuple):
    """Days in a row with something missed on each.

    first: which of the pupil's days it begins on. shape: what was missed on each of its days.
    at_midday: whether it began with an afternoon after a morning at school.
    """

    first: int
    shape: tuple[Halves, ...]
    at_midday: bool


def could_attend(code: str) -> bool:
    """Whether the child could have been there, so that the session can be part of a pattern.

    Possible sessions, but for those of C2, E and S, in which the school did not expect the child,
    and of R and T, whose days a faith or a trade sets. Raises UnknownCode. Source: product rule.
    """
    return bool(counts_as(code).possible) and code not in LEFT_OUT


def was_missed(code: str) -> bool:
    """Whether a session that the child could have attended was missed, for whatever reason.

    Illness, U and N are among them. Raises UnknownCode. Source: product rule.
    """
    return could_attend(code) and not counts_as(code).present


def days_of(marks: Mapping[Session, str]) -> list[PupilDay]:
    """The days on which the pupil could have attended, earliest first. Raises UnknownCode.

    marks: the code in force of each session; at most one for a session. Source: product rule.
    """
    days = sorted({session.day for session, code in marks.items() if could_attend(code)})
    return [
        PupilDay(day, _halves(day, marks, could_attend), _halves(day, marks, was_missed))
        for day in days
    ]


def _halves(day: date, marks: Mapping[Session, str], holds: Callable[[str], bool]) -> Halves:
    am, pm = (marks.get(Session(day, half)) for half in (AM, PM))
    return am is not None and holds(am), pm is not None and holds(pm)


def absences(days: Sequence[PupilDay]) -> list[Absence]:
    """The separate absences among the pupil's days, earliest first.

    Days follow each other when the pupil had no day between them: a weekend or a holiday does not
    end an absence, one day attended does. So an illness of five days is one absence, not ten
    sessions. Source: product rule.
    """
    found = []
    for place, day in enumerate(days):
        if not any(day.missed) or (place and any(days[place - 1].missed)):
            continue
        shape = _run(day.missed for day in days[place:])
        at_midday = day.possible[0] and not day.missed[0]
        found.append(Absence(place, shape, at_midday))
    return found


def _run(missed: Iterable[Halves]) -> tuple[Halves, ...]:
    run = []
    for halves in missed:
        if not any(halves):
            break
        run.append(halves)
    return tuple(run)
