"""Judge an arrival: in time, late before the register closed, after it, or not that session."""

from datetime import date, time
from typing import Literal, NamedTuple

Outcome = Literal["present", "L", "U", "absent"]


class WindowEdition(NamedTuple):
    """How long the register may be open, as one edition of the guidance says it."""

    valid_from: date
    minutes: int


EDITIONS = (  # Newest first. Before the first one no limit was laid down.
    WindowEdition(date(2024, 8, 19), minutes=30),
)
MAXIMUM_WINDOW_MINUTES = EDITIONS[0].minutes

LONGEST_LATE = 600  # Minutes. No session is longer, so a larger number is a slip.


class Arrival(NamedTuple):
    """What an arrival comes to; minutes_late only with L and U, else None."""

    outcome: Outcome
    minutes_late: int | None  # Whole minutes after the register opened.


class ImpossibleTimes(ValueError):
    """The times given cannot be a register's."""


def judge(*, arrived: time, opens: time, closes: time, ends: time) -> Arrival:
    """Judge an arrival by the times of the register and of the session, to the whole minute.

    Until the minute the register opens the pupil is present; through the minute it closes, L;
    then U; from the minute the session ends the whole session was missed. All times are school
    local times without a zone. Raises ImpossibleTimes.
    Source: SI 2024/208, regulation 10: Table 1 (present when the register begins to be taken;
    L before the taking has ended) and code U (after it, before the session ends). Flooring to
    the minute, with the closing minute inside, is a product rule.
    """
    return _judge(_minute(arrived), opens=opens, closes=closes, ends=ends)


def judge_minutes(minutes: int, *, opens: time, closes: time, ends: time) -> Arrival:
    """Judge an arrival that many whole minutes after the register opened, 0 or more.

    Source: as for judge. Raises ImpossibleTimes, also for fewer than 0 minutes.
    """
    if minutes < 0:
        raise ImpossibleTimes("Minutes late cannot be less than 0.")
    return _judge(_minute(opens) + minutes, opens=opens, closes=closes, ends=ends)


def _judge(arrived: int, *, opens: time, closes: time, ends: time) -> Arrival:
    window_minutes(opens, closes)
    if _minute(ends) <= _minute(closes):
        raise ImpossibleTimes(
            f"The session ends at {ends:%H:%M}, which is not after its register closes "
            f"at {closes:%H:%M}."
        )
    late = arrived - _minute(opens)
    if late <= 0:
        return Arrival("present", None)
    if arrived <= _minute(closes):
        return Arrival("L", late)
    if arrived < _minute(ends):
        return Arrival("U", late)
    return Arrival("absent", None)


def window_minutes(opens: time, closes: time) -> int:
    """How long the register is open, in whole minutes; it should be the same every session.

    Raises ImpossibleTimes when it does not close after it opens.
    Source: Working together to improve school attendance (August 2024) on taking the register.
    """
    if _minute(closes) <= _minute(opens):
        raise ImpossibleTimes(
            f"The register closes at {closes:%H:%M}, which is not after it opens at {opens:%H:%M}."
        )
    return _minute(closes) - _minute(opens)


def maximum_window_minutes(*, on: date) -> int | None:
    """The longest a register may be open on that day, in minutes; None when no limit was set.

    Source: Working together to improve school attendance (August 2024): not longer than
    30 minutes, from 19 August 2024.
    """
    return next((edition.minutes for edition in EDITIONS if edition.valid_from <= on), None)


def window_is_lawful(opens: time, closes: time) -> bool:
    """Whether the register closes after it opens, and at most MAXIMUM_WINDOW_MINUTES later.

    Source: as for maximum_window_minutes, by its newest edition. Raises ImpossibleTimes for
    times with a zone only.
    """
    return 0 < _minute(closes) - _minute(opens) <= MAXIMUM_WINDOW_MINUTES


def _minute(moment: time) -> int:
    """Whole minutes since midnight; a zone would move the answer by an hour unseen."""
    if moment.tzinfo is not None:
        raise ImpossibleTimes("Register times are school local times, without a time zone.")
    return moment.hour * 60 + moment.minute
