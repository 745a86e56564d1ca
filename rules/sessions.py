"""Work out the school's sessions from its calendar, and the school year they lie in."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

AM, PM = "AM", "PM"
HALVES = (AM, PM)
TERM, UNPLANNED_CLOSURE = "term", "unplanned_closure"
PLANNED = frozenset({"inset", "bank_holiday", "planned_closure"})  # What # stands for.
KINDS = PLANNED | {TERM, UNPLANNED_CLOSURE}
UNPLANNED = "unplanned"  # The closure of a session that was due and did not take place: Y4.
LONGEST_ROW_DAYS = 366
SESSIONS_A_YEAR, DAYS_A_YEAR = 380, 190  # What a school must meet at least.
YEAR_GROUPS = ("N1", "N2", "R", *(str(year) for year in range(1, 14)))


class Session(NamedTuple):
    """Half a school day."""

    day: date
    half: str  # AM or PM


class CalendarRow(NamedTuple):
    """One line of the school's calendar; start and end are both included."""

    start: date
    end: date
    kind: str  # One of KINDS
    name: str = ""
    session: str = ""  # AM, PM, or empty for the whole day


class PlannedSession(NamedTuple):
    """A session that the calendar has."""

    day: date
    half: str
    closure: str = ""  # UNPLANNED when the whole site was unexpectedly closed


class CalendarFault(ValueError):
    """A line of the calendar that cannot be right; column says where."""

    def __init__(self, sentence: str, *, row: CalendarRow, column: str) -> None:
        super().__init__(sentence)
        self.row = row
        self.column = column


class SchoolYear(NamedTuple):
    """1 September to 31 August, both included."""

    starts: date
    ends: date

    @property
    def name(self) -> str:
        """As people write it: 2024/25. Source: product rule."""
        return f"{self.starts.year}/{self.ends.year % 100:02}"


def faults_of(row: CalendarRow) -> list[CalendarFault]:
    """Everything that is wrong with one line of the calendar, each as a sentence.

    Source: product rule. A line longer than a year is refused as a slip in the date.
    """
    found = []
    what = row.name or row.kind
    if row.kind not in KINDS:
        known = ", ".join(sorted(KINDS))
        found.append(("kind", f'"{row.kind}" is not a kind of calendar row: use {known}.'))
    if row.session not in ("", *HALVES):
        found.append(("session", f'"{row.session}" is not a session: use AM, PM or nothing.'))
    if row.end < row.start:
        found.append(("end", f"{what} ends on {row.end}, before it starts on {row.start}."))
    if (row.end - row.start).days >= LONGEST_ROW_DAYS:
        found.append(("end", f"{what}, {row.start} to {row.end}, is longer than a year."))
    return [CalendarFault(sentence, row=row, column=column) for column, sentence in found]


def sessions_of(rows: Iterable[CalendarRow]) -> list[PlannedSession]:
    """Every session that the calendar gives the school, in order of time.

    Monday to Friday inside a term, two sessions a day, less training days, bank holidays and
    planned closures, which are not sessions. A session of an unplanned closure stays, marked as
    such; a planned closure of the same session outweighs it. Raises CalendarFault for the first
    faulty row.
    Source: SI 2024/208, regulation 10(1) (two sessions a day) and codes # and Y4; what a calendar
    row means is a product rule.
    """
    rows = list(rows)
    for row in rows:
        for fault in faults_of(row):
            raise fault
    due = _covered(rows, frozenset({TERM})) - _covered(rows, PLANNED)
    lost = _covered(rows, frozenset({UNPLANNED_CLOSURE}))
    return [PlannedSession(*slot, UNPLANNED if slot in lost else "") for slot in sorted(due)]


def _covered(rows: Iterable[CalendarRow], kinds: frozenset[str]) -> set[Session]:
    """The weekday sessions inside the rows of these kinds."""
    return {
        Session(day, half)
        for row in rows
        if row.kind in kinds
        for day in (row.start + timedelta(n) for n in range((row.end - row.start).days + 1))
        if day.isoweekday() <= 5
        for half in ([row.session] if row.session else HALVES)
    }


def takes_place(session: PlannedSession) -> bool:
    """Whether the session was not lost to an unplanned closure of the whole site.

    Source: product rule; neither the regulations nor the guidance says whether a session of Y4
    makes a school day.
    """
    return session.closure != UNPLANNED


def school_days(sessions: Iterable[PlannedSession]) -> list[date]:
    """The days with at least one session that takes place, earliest first, each once.

    Source: SI 2024/208, regulation 10(7) to (9) speaks of school days; a day lost wholly to Y4 is
    none by product rule.
    """
    return sorted({session.day for session in sessions if takes_place(session)})


def school_year_start(day: date) -> date:
    """The 1 September on or before the day. Source: product rule, for every school alike."""
    start = date(day.year, 9, 1)
    return start if start <= day else date(day.year - 1, 9, 1)


def school_year_of(day: date) -> SchoolYear:
    """The school year the day lies in. Source: product rule, for every school alike."""
    start = school_year_start(day)
    return SchoolYear(start, date(start.year + 1, 8, 31))


def year_group_before(year_group: str, years: int) -> str | None:
    """The year group a pupil was in that many school years ago; None when before the first.

    Raises ValueError for an unknown year group or a negative number of years.
    Source: product rule; a pupil who was kept down or moved up is not known.
    """
    if year_group not in YEAR_GROUPS:
        raise ValueError(f'"{year_group}" is not a year group: use {", ".join(YEAR_GROUPS)}.')
    if years < 0:
        raise ValueError("Year groups are only counted back.")
    place = YEAR_GROUPS.index(year_group) - years
    return YEAR_GROUPS[place] if place >= 0 else None
