"""Set out a month's registers for print: one table for each class and week."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from registers.queries.month_of_entries import Entry, Member, MonthOfEntries
from rules import codes
from toolkit import clock
from toolkit.names import sort_key

Session = tuple[date, str]
NOT_KNOWN = "Class not known"


class Cell(NamedTuple):
    """One pupil's session: the code in force, empty where there is none though one was due."""

    code: str
    family: str
    is_amended: bool
    is_due: bool


@dataclass
class Amendment:
    """One change of an entry in a taken register, beside the entry that stood first."""

    pupil: str
    upn: str
    session: str
    first: str
    first_by: str
    code: str
    reason: str
    by: str
    when: str


@dataclass
class Row:
    """One pupil in one week."""

    name: str
    upn: str
    cells: list[Cell]


@dataclass
class Week:
    """One class in one week, clipped to the month."""

    class_name: str
    monday: date
    sessions: list[Session]
    days: list[tuple[str, int]] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    key: list[tuple[str, str]] = field(default_factory=list)
    amendments: list[Amendment] = field(default_factory=list)


class Pages:
    """The weeks of a month, made ready for the template."""

    def __init__(self, month: MonthOfEntries) -> None:
        self.month = month
        self.standing: dict[tuple[int, date, str], Entry] = {}
        self.chains: dict[tuple[int, date, str], list[Entry]] = defaultdict(list)
        self.marked: dict[tuple[int | None, date], set[int]] = defaultdict(set)
        for entry in month.entries:
            place = (entry.pupil_id, entry.day, entry.half)
            self.chains[place].append(entry)
            if entry.replaced_at is None:
                self.standing[place] = entry
                self.marked[entry.class_id, _monday(entry.day)].add(entry.pupil_id)
        known: list[Entry | Member] = [*month.members, *month.entries]
        self.people = {one.pupil_id: one for one in known}
        self.classes = {one.class_id: one.class_name or NOT_KNOWN for one in known}
        self.times: dict[tuple[int | None, date, str], str] = {
            (one.class_id, one.day, one.half): _taken(one.submitted_at, one.imported_at, one.day)
            for one in month.registers
        }

    def weeks(self) -> list[Week]:
        """By class, then by week; a class that met nobody in a week has none."""
        found = []
        in_order = sorted(self.classes, key=lambda one: (one is None, self.classes[one].casefold()))
        for class_id in in_order:
            for monday, sessions in sorted(self._sessions_by_week().items()):
                week = self._week(class_id, monday, sessions)
                if week.rows:
                    found.append(week)
        return found

    def later(self) -> list[Amendment]:
        """What this month amended in sessions of earlier months; the first entry is not here."""
        return [_amendment(entry, None) for entry in self.month.later]

    def _sessions_by_week(self) -> dict[date, list[Session]]:
        held = {*self.month.sessions, *((one.day, one.half) for one in self.month.entries)}
        weeks: dict[date, list[Session]] = defaultdict(list)
        for day, half in sorted(held):
            weeks[_monday(day)].append((day, half))
        return weeks

    def _week(self, class_id: int | None, monday: date, sessions: list[Session]) -> Week:
        week = Week(self._called(class_id, sessions), monday, sessions)
        members = self._members(class_id, sessions)
        used: set[str] = set()
        for pupil in sorted({*members, *self.marked[class_id, monday]}, key=self._order):
            cells = [
                self._cell(pupil, class_id, members.get(pupil, []), session) for session in sessions
            ]
            used |= {cell.code for cell in cells if cell.code}
            person = self.people[pupil]
            name = f"{person.legal_surname}, {person.legal_forename}"
            week.rows.append(Row(name, person.upn, cells))
            for day, half in sessions:
                week.amendments += self._amendments(class_id, (pupil, day, half))
        days = list(dict.fromkeys(day for day, _half in sessions))
        week.days = [
            (f"{day:%a} {day.day} {day:%b}", sum(day == one for one, _half in sessions))
            for day in days
        ]
        week.taken = [self.times.get((class_id, *one), "Not taken") for one in sessions]
        week.key = [(code, codes.counts_as(code).meaning) for code in codes.CODES if code in used]
        return week

    def _called(self, class_id: int | None, sessions: list[Session]) -> str:
        """The name of the class in these sessions; each of them where it changed among them."""
        now = self.classes[class_id]
        names = (self.month.names.on(class_id, day, now=now) for day, _half in sessions)
        return ", then ".join(dict.fromkeys(names))

    def _members(
        self, class_id: int | None, sessions: list[Session]
    ) -> dict[int, list[tuple[date, date | None]]]:
        """Each pupil's stays in the class that touch the sessions."""
        found: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
        first, last = sessions[0][0], sessions[-1][0]
        for one in self.month.members:
            touches = one.start <= last and (one.end is None or one.end >= first)
            if one.class_id == class_id and touches:
                found[one.pupil_id].append((one.start, one.end))
        return found

    def _cell(
        self,
        pupil: int,
        class_id: int | None,
        stays: list[tuple[date, date | None]],
        session: Session,
    ) -> Cell:
        place = (pupil, *session)
        entry = self.standing.get(place)
        day = session[0]
        is_due = any(start <= day and (end is None or day <= end) for start, end in stays)
        if entry is None or entry.class_id != class_id:
            return Cell("", "", is_amended=False, is_due=is_due and entry is None)
        is_amended = any(one.amended for one in self.chains[place])
        return Cell(entry.code, codes.family(entry.code), is_amended, is_due)

    def _order(self, pupil: int) -> str:
        person = self.people[pupil]
        return sort_key(f"{person.legal_surname}, {person.legal_forename}")

    def _amendments(self, class_id: int | None, place: tuple[int, date, str]) -> list[Amendment]:
        """Every amendment of the session, each beside the entry that stood before the first."""
        chain = self.chains.get(place, [])
        number = next((at for at, entry in enumerate(chain) if entry.amended), None)
        if number is None or chain[-1].class_id != class_id:
            return []
        first = chain[number - 1] if number else None
        return [_amendment(entry, first) for entry in chain[number:] if entry.amended]


def _amendment(entry: Entry, first: Entry | None) -> Amendment:
    return Amendment(
        pupil=f"{entry.legal_surname}, {entry.legal_forename}",
        upn=entry.upn,
        session=f"{entry.day:%a} {entry.day.day} {entry.day:%b %Y} {entry.half}",
        first=first.code if first else "",
        first_by=f"{_who(first)}, {_when(first.entered_at)}" if first else "",
        code=entry.code,
        reason=entry.reason,
        by=_who(entry),
        when=_when(entry.entered_at),
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _who(entry: Entry) -> str:
    return f"{entry.by} ({entry.title})" if entry.title else entry.by


def _when(moment: datetime) -> str:
    at = clock.local(moment)
    return f"{at.day} {at:%b %Y} {at.hour}:{at:%M}"


def _taken(submitted: datetime | None, imported: datetime | None, day: date) -> str:
    if submitted is None:
        return "Loaded" if imported is not None else "Not taken"
    at = clock.local(submitted)
    return f"{at.hour}:{at:%M}" if at.date() == day else f"{at.day} {at:%b}"
