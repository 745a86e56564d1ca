"""Find, in the codes of a pupil's sessions, the absences that two grounds of removal rest on."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from rules import codes

UNEXCUSED = frozenset("GNO")  # The only codes of a continuous absence on ground i.
LEAVE = frozenset({"C", "C1", "J1", "S", "H", "F"})  # Leave of absence over days, old codes too.
NO_SCHOOL = frozenset({"Y4", "#"})  # A session of these is no part of a school day.


class SchoolDay(NamedTuple):
    """A day on which the school met, with the code of each session; "" for one not marked."""

    day: date
    codes: tuple[str, ...]


class Stretch(NamedTuple):
    """School days in a row, from the first to the last."""

    school_days: int
    first: date
    last: date


class LongLeave(NamedTuple):
    """A leave of absence, and what followed: school days since, and the first day back if any."""

    leave: Stretch
    school_days_since: int
    back_on: date | None


def days_of(sessions: Iterable[tuple[date, str]]) -> list[SchoolDay]:
    """The school days in sessions given as (day, code), earliest first.

    Sessions of a closure are left out, and with them days that have no other.
    Source: product rule (a day lost wholly to an unplanned closure is no school day).
    """
    found: dict[date, list[str]] = {}
    for day, code in sessions:
        if code not in NO_SCHOOL:
            found.setdefault(day, []).append(code)
    return [SchoolDay(day, tuple(found[day])) for day in sorted(found)]


def continuous_absence(days: Sequence[SchoolDay]) -> Stretch | None:
    """The school days up to the last, every session of which has G, N or O; None for none.

    Any other code breaks it, and so does a session without a mark; only the last day may still
    have sessions to be marked, and then does not count.
    Source: SI 2024/208, regulation 9(1)(i); that an unfinished last day breaks nothing is a
    product rule.
    """
    whole = list(days)
    if whole and "" in whole[-1].codes and set(whole[-1].codes) <= UNEXCUSED | {""}:
        whole.pop()
    found = []
    for day in reversed(whole):
        if not set(day.codes) <= UNEXCUSED:
            break
        found.append(day.day)
    return Stretch(len(found), first=found[-1], last=found[0]) if found else None


def long_leave(days: Sequence[SchoolDay], *, more_than: int) -> LongLeave | None:
    """The latest leave of more than so many school days, and what followed; None for none.

    A session in which the pupil was at school, or somewhere else for education, is being back.
    Source: SI 2024/208, regulation 9(1)(h).
    """
    stretches: list[list[int]] = []
    for place, day in enumerate(days):
        if set(day.codes) <= LEAVE:
            if stretches and stretches[-1][-1] == place - 1:
                stretches[-1].append(place)
            else:
                stretches.append([place])
    for places in reversed(stretches):
        if len(places) > more_than:
            after = days[places[-1] + 1 :]
            back = next((day.day for day in after if any(map(attended, day.codes))), None)
            since = sum("" not in day.codes for day in after)
            leave = Stretch(len(places), days[places[0]].day, days[places[-1]].day)
            return LongLeave(leave, since, back)
    return None


def attended(code: str) -> bool:
    """Whether the pupil was somewhere for education then, late or not; "" for no mark: no.

    Source: SI 2024/208, regulation 10(2), Tables 1 and 2.
    """
    return code != "" and bool(codes.counts_as(code).present or codes.counts_as(code).on_site)
