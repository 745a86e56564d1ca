"""Say what a change of the calendar does to its lines, and refuse what cannot be meant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rules.sessions import (
    HALVES,
    PLANNED,
    TERM,
    UNPLANNED_CLOSURE,
    CalendarRow,
    faults_of,
    sessions_of,
)
from schools.models import CalendarPeriod, User
from schools.permissions import NotPermitted, role_for
from schools.stored_sessions import row_of
from toolkit.days import full_day

CLOSURES = frozenset({"planned_closure", UNPLANNED_CLOSURE})
CALENDAR = ("bulk_and_closures", "settings_and_policy")  # Either is enough for terms and INSET.
KIND_NAMES = {
    TERM: "Term",
    "inset": "INSET day",
    "bank_holiday": "Bank holiday",
    "planned_closure": "Planned closure",
    UNPLANNED_CLOSURE: "Unplanned closure",
}
HALF_NAMES = {"": "", "AM": " (morning)", "PM": " (afternoon)"}


class CalendarRefused(Exception):
    """The change cannot be made; its text says why. field: what to mend, or empty."""

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True)
class LinesChange:
    """Lines to take out and lines to add; an edited line is both."""

    removed: tuple[CalendarPeriod, ...] = ()
    added: tuple[CalendarRow, ...] = ()

    def after(self, stored: Sequence[CalendarPeriod]) -> list[CalendarRow]:
        """The calendar's lines once the change is made."""
        gone = {period.pk for period in self.removed}
        return [*(row_of(one) for one in stored if one.pk not in gone), *self.added]


def require_for(by: User, *kinds: str) -> str:
    """The role by which the person may change lines of these kinds; raises NotPermitted.

    Closing the school for a day is the office's work; terms, INSET days and bank holidays are
    also that of whoever keeps the settings.
    """
    wanted = CALENDAR[:1] if CLOSURES & set(kinds) else CALENDAR
    for capability in wanted:
        if role := role_for(by, capability):
            return role
    raise NotPermitted(wanted[0])


def adding(stored: Sequence[CalendarPeriod], row: CalendarRow) -> LinesChange:
    """Add one line. Raises CalendarRefused."""
    _refuse_if_wrong(row, [row_of(one) for one in stored])
    return LinesChange(added=(row,))


def changing(
    stored: Sequence[CalendarPeriod], period: CalendarPeriod, row: CalendarRow
) -> LinesChange:
    """Put the row in the place of a stored line. Raises CalendarRefused."""
    _refuse_unplanned(period)
    if row == row_of(period):
        raise CalendarRefused("Nothing is different. Change something, or go back.")
    _refuse_if_wrong(row, [row_of(one) for one in stored if one.pk != period.pk])
    return LinesChange(removed=(period,), added=(row,))


def removing(period: CalendarPeriod) -> LinesChange:
    """Take a line out. Raises CalendarRefused for an unplanned closure."""
    _refuse_unplanned(period)
    return LinesChange(removed=(period,))


def moving(stored: Sequence[CalendarPeriod], period: CalendarPeriod, to: date) -> LinesChange:
    """Move an INSET day, a bank holiday or a planned closure so that it begins on another day."""
    if period.kind == TERM:
        raise CalendarRefused("A term is changed, not moved: enter its first and last day.")
    last = to + (period.end - period.start)
    return changing(stored, period, CalendarRow(to, last, period.kind, period.name, period.session))


def closing(
    stored: Sequence[CalendarPeriod], *, day: date, half: str, planned: bool, name: str
) -> LinesChange:
    """Close the school for a day or half of it. Raises CalendarRefused without a session then."""
    kind = "planned_closure" if planned else UNPLANNED_CLOSURE
    row = CalendarRow(day, day, kind, name, half)
    before = {(one.day, one.half): one.closure for one in sessions_of(map(row_of, stored))}
    wanted = [(day, one) for one in ([half] if half else HALVES)]
    meeting = [slot for slot in wanted if before.get(slot) == ""]
    if not meeting:
        _refuse_weekend(row, "day")
        closed = any(slot in before for slot in wanted)
        why = "is closed then already" if closed else "has no session then, so nothing to close"
        raise CalendarRefused(f"{full_day(day)}: the school {why}.", field="day")
    return adding(stored, row)


def reopening(period: CalendarPeriod) -> LinesChange:
    """Take back an unplanned closure. Raises CalendarRefused for any other line."""
    if period.kind != UNPLANNED_CLOSURE:
        raise CalendarRefused(
            "Only an unplanned closure is reopened. Take other lines out instead."
        )
    return LinesChange(removed=(period,))


def days_in_words(start: date, end: date) -> str:
    """As in "12 November 2026" or "2 September 2026 to 23 October 2026"."""
    return full_day(start) if start == end else f"{full_day(start)} to {full_day(end)}"


def line_in_words(line: CalendarRow | CalendarPeriod) -> str:
    """As in "INSET day: Training, 2 September 2026 (morning)"."""
    name = f": {line.name}" if line.name else ""
    return (
        f"{KIND_NAMES[line.kind]}{name}, {days_in_words(line.start, line.end)}"
        f"{HALF_NAMES[line.session]}"
    )


def _refuse_unplanned(period: CalendarPeriod) -> None:
    if period.kind == UNPLANNED_CLOSURE:
        raise CalendarRefused(
            "An unplanned closure is not changed: reopen the day, then close the right one."
        )


def _refuse_if_wrong(row: CalendarRow, others: Sequence[CalendarRow]) -> None:
    if row.end < row.start:
        raise CalendarRefused(
            f"The last day, {full_day(row.end)}, lies before the first, {full_day(row.start)}.",
            field="end",
        )
    for fault in faults_of(row):
        raise CalendarRefused(_sentence(fault.column, str(fault), row), field=fault.column)
    if row.kind == TERM and row.session:
        raise CalendarRefused("A term is of whole days. Choose the whole day.", field="session")
    _refuse_weekend(row, "start")
    same = (row.start, row.end, row.kind, row.session)
    for other in others:
        if same == (other.start, other.end, other.kind, other.session):
            raise CalendarRefused(f"{line_in_words(other)} is in the calendar already.")
        if row.kind == TERM == other.kind and row.start <= other.end and other.start <= row.end:
            raise CalendarRefused(
                f"These days overlap {other.name or 'another term'}, "
                f"{days_in_words(other.start, other.end)}. Terms follow each other.",
                field="start" if other.start <= row.start else "end",
            )
        if row.kind in PLANNED and other.kind in PLANNED and _covers(other, row):
            raise CalendarRefused(f"{line_in_words(other)} covers that already.", field="start")


def _sentence(column: str, given: str, row: CalendarRow) -> str:
    if column == "end":
        return f"{days_in_words(row.start, row.end)} is longer than a year. Check the days."
    return given


def _covers(other: CalendarRow, row: CalendarRow) -> bool:
    halves = other.session in {"", row.session}
    return halves and other.start <= row.start and row.end <= other.end


def _refuse_weekend(row: CalendarRow, field: str) -> None:
    """Refuse days that are all at a weekend, and a term that begins or ends at one."""
    if row.kind == TERM:
        for edge, column in ((row.start, "start"), (row.end, "end")):
            if edge.isoweekday() > 5:
                raise CalendarRefused(
                    f"{full_day(edge)} is a {edge:%A}. A term begins and ends on a weekday.",
                    field=column,
                )
        return
    days = (row.end - row.start).days + 1
    if all((row.start + timedelta(n)).isoweekday() > 5 for n in range(days)):
        raise CalendarRefused(
            f"{full_day(row.start)} is a {row.start:%A}. The school has no sessions at a weekend, "
            "so nothing changes.",
            field=field,
        )
