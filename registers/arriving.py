"""Judge when somebody arrived: for which session of the day, and what the register makes of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from registers.models import Departure
from registers.queries.session_facts import SessionFacts
from registers.refusals import HALF_WORDS, ImpossibleArrival, Refused
from rules import codes
from rules.punctuality import Outcome, judge
from toolkit import clock

NOT_INSTEAD = codes.OFFERED | {"X", "Y4", "Z", "#"}  # Absences that no late child can have.


class NothingToArriveFor(Refused):
    """The school does not meet, or no register has opened yet."""


class IsOnlyBack(Refused):
    """The pupil had left the school during the day, and is late for nothing."""

    def __init__(self, departure: Departure) -> None:
        pupil = departure.pupil
        super().__init__(
            f"{pupil.name} was signed out at {departure.left_at:%-H:%M}, and so is not late. Say "
            f"on the page “Sign a pupil out” that {pupil.forename} is back: the mark in the "
            "register stays as it is."
        )


@dataclass(frozen=True)
class Judged:
    """An arrival. minutes: whole minutes late, with L and U; code: of the outcome, "" if absent."""

    session: SessionFacts
    arrived: time
    outcome: Outcome
    minutes: int | None

    @property
    def code(self) -> str:
        if self.outcome == "present":
            return codes.stroke(self.session.half)
        return "" if self.outcome == "absent" else self.outcome


def judged_arrival(sessions: Sequence[SessionFacts], *, arrived: time, at: datetime) -> Judged:
    """The arrival, by the latest session of the day whose register had opened by then.

    Raises NothingToArriveFor, and ImpossibleArrival for a time that has not come.
    """
    if not sessions:
        raise NothingToArriveFor("The school has no session today, so nobody is late.")
    day = sessions[0].day
    if clock.at_school(day, arrived) > at:
        raise ImpossibleArrival(f"{arrived:%-H:%M} has not come yet.")
    begun = [session for session in sessions if session.opens <= arrived]
    if not begun:
        raise NothingToArriveFor(
            f"Registers open at {sessions[0].opens:%-H:%M}. Until then nobody is late: "
            "the teacher marks the pupil present."
        )
    session = begun[-1]
    if session.closed:
        raise NothingToArriveFor(
            f"The school was closed this {HALF_WORDS[session.half]}, so nobody is late for it."
        )
    outcome, minutes = judge(
        arrived=arrived, opens=session.opens, closes=session.closes, ends=session.ends
    )
    return Judged(session, arrived, outcome, minutes)


def refuse_who_is_only_back(departure: Departure | None, judged: Judged) -> None:
    """Raise IsOnlyBack for who left since the session's register opened and before the arrival.

    Who left before it opened was not there then, and may be late for it.
    """
    if departure and judged.session.opens <= departure.left_at <= judged.arrived:
        raise IsOnlyBack(departure)


def may_stand_for_late(code: str) -> bool:
    """Whether the absence code can be true of a child who came after the register closed.

    Source: SI 2024/208, regulation 10: U only where no other circumstance of absence applies.
    """
    row = codes.counts_as(code)
    return bool(row.authorised or not row.possible) and code not in NOT_INSTEAD
