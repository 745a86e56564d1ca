"""Check the rows of marks.csv against the roll, the calendar and the table of codes."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache

from rules import codes
from rules.compulsory_age import is_compulsory
from rules.punctuality import LONGEST_LATE
from rules.sessions import HALVES
from schools.loading.calendar_file import Slots
from schools.loading.cells import A_DAY, A_TIME, day_in, time_in
from schools.loading.files import Table, plain
from schools.loading.numbers import EXPECTED_UPN, upn_fault
from schools.loading.pupils_file import words
from schools.loading.report import Report
from schools.loading.roll import OnRoll, Roll
from schools.models.dated import in_force_of
from toolkit.words import counted, were

FILE = "marks.csv"
NEEDED = ("upn", "date", "session", "code")
KNOWN = ("minutes_late", "arrived_at", "comment")
STEP = 25_000  # Rows between two words of progress.
OFF_ROLL_CODES = frozenset("#Z")
MOST_LISTED = 50  # Sessions in one notice.
NOT_Y4 = frozenset(codes.CODES) - {"Y4"}
MarkRow = tuple[int, str, date, str, str, int | None, time | None, str]


@dataclass(frozen=True)
class Opening:
    """When registers open, from one day on."""

    valid_from: date
    am_opens: time
    pm_opens: time


@dataclass
class School:
    """What rows are checked against; None where its own file was refused."""

    roll: Roll
    slots: Slots | None
    openings: list[Opening]  # By valid_from.
    until: datetime  # School local time: sessions that have not opened have no mark yet.

    def opens(self, day: date, half: str) -> time | None:
        """When the register of the session opens; None when not known."""
        held = in_force_of(self.openings, day)
        if held is None:
            return None
        return held.am_opens if half == "AM" else held.pm_opens


@dataclass
class Checker:
    """Checks row after row, counting what is ignored or accepted with a notice."""

    table: Table
    school: School
    report: Report
    ignored: int = 0
    strokes: int = 0
    young: int = 0
    legacy: Counter[str] = field(default_factory=Counter)
    open_y4: Counter[tuple[date, str]] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        places = self.table.columns
        self.required = [places[name] for name in NEEDED]
        self.optional = [places.get(name) for name in KNOWN]
        self.opens = lru_cache(maxsize=4096)(self.school.opens)
        self.is_compulsory = lru_cache(maxsize=65536)(is_compulsory)
        self.why_not_code = lru_cache(maxsize=16384)(why_not_code)
        self.is_over = lru_cache(maxsize=8192)(codes.no_longer_in_force)

    def rows(self, progress: Callable[[str], None]) -> Iterator[MarkRow]:
        """The rows to save, checked one by one; a faulty or ignored row is not among them."""
        upn_at, day_at, half_at, code_at = self.required
        for number, (line, cells) in enumerate(self.table.lines(), 1):
            row = self.check(
                line,
                cells[upn_at].strip().upper(),
                cells[day_at].strip(),
                cells[half_at].strip().upper(),
                cells[code_at].strip(),
                cells,
            )
            if row is not None:
                yield row
            if number % STEP == 0:
                progress(f"{FILE}: {number:,} rows read")

    def refuse(self, line: int, column: str, found: object, expected: str) -> None:
        self.report.refuse(FILE, line, column, found if found != "" else "nothing", expected)

    def check(
        self, line: int, upn: str, day_text: str, half: str, code: str, cells: list[str]
    ) -> MarkRow | None:
        """The row to save; None when it is refused or ignored."""
        before = self.report.fault_count
        day = day_in(day_text)
        if day is None:
            self.refuse(line, "date", day_text, A_DAY)
        if half not in HALVES:
            self.refuse(line, "session", half, "AM or PM")
            day = None
        pupil = self.school.roll.pupils.get(upn)
        if day is not None and self.is_ignored(day, half, code):
            self.ignored += 1
            return None
        if day is not None and (fault := self.why_not_code(code, day)):
            self.refuse(line, "code", code, fault)
        elif code not in codes.CODES:
            self.refuse(line, "code", code, "a register code")
        if pupil is None:
            self.refuse_unknown(line, upn)
        if day is not None:
            self.check_session(line, day, half, code)
            if pupil is not None:
                self.check_roll(line, upn, pupil, day, code)
        if self.report.fault_count > before or day is None:
            return None
        minutes, arrived = self.lateness(line, code, day, half, cells)
        comment_at = self.optional[2]
        comment = "" if comment_at is None else plain(cells[comment_at])
        if self.report.fault_count > before or pupil is None:
            return None
        right = codes.with_right_stroke(code, half=half)
        self.strokes += right != code
        self.young += code == "X" and self.is_compulsory(pupil.born, day)
        if self.is_over(code, on=day):
            self.legacy[code] += 1
        if code == "Y4" and self.school.slots is not None and not self.school.slots[day, half]:
            self.open_y4[day, half] += 1
        return line, upn, day, half, right, minutes, arrived, comment

    def is_ignored(self, day: date, half: str, code: str) -> bool:
        """Whether it is # or Z on a day without a session, as many systems write them."""
        slots = self.school.slots
        return code in OFF_ROLL_CODES and slots is not None and (day, half) not in slots

    def refuse_unknown(self, line: int, upn: str) -> None:
        if upn and upn in self.school.roll.doubtful:
            return  # The fault in pupils.csv says it, and refuses the folder.
        if fault := upn_fault(upn):
            self.refuse(line, "upn", upn, fault if upn else EXPECTED_UPN)
        elif self.school.roll.whole:
            self.refuse(line, "upn", upn, "the UPN of a pupil of this school")

    def check_session(self, line: int, day: date, half: str, code: str) -> None:
        slots = self.school.slots
        if slots is not None and (day, half) not in slots:
            self.refuse(line, "date", f"{day} {half}", "a session of the school's calendar")
        elif slots is not None and slots[day, half] and code in NOT_Y4:
            self.refuse(line, "code", code, "Y4: the school was unexpectedly closed")
        elif slots is not None and code == "#":
            self.refuse(line, "code", code, "no #: the calendar has a session then")
        if day < self.school.until.date():
            return
        opens = self.opens(day, half)
        if day > self.school.until.date() or (opens and self.school.until.time() < opens):
            self.refuse(line, "date", f"{day} {half}", "a session whose register has opened")

    def check_roll(self, line: int, upn: str, pupil: OnRoll, day: date, code: str) -> None:
        if upn in self.school.roll.doubtful:
            return
        for start, end in pupil.stays:
            if start <= day and (end is None or day <= end):
                if code == "Z" and self.school.slots is not None:
                    self.refuse(line, "code", code, "no Z: the pupil is on the roll then")
                return
        held = " and ".join(words(*stay) for stay in pupil.stays) or "no day"
        self.refuse(line, "date", day, f"a day on the roll ({held})")

    def lateness(
        self, line: int, code: str, day: date, half: str, cells: list[str]
    ) -> tuple[int | None, time | None]:
        """Minutes late and arrival; an arrival alone gives the minutes."""
        minutes_at, arrived_at, _ = self.optional
        said = "" if minutes_at is None else cells[minutes_at].strip()
        written = "" if arrived_at is None else cells[arrived_at].strip()
        late = code in codes.LATE
        minutes, arrived = None, None
        if written:
            arrived = time_in(written)
            if arrived is None:
                self.refuse(line, "arrived_at", written, A_TIME)
        if said:
            number = int(said) if said.isascii() and said.isdigit() and len(said) < 5 else -1
            if not 0 <= number <= LONGEST_LATE:
                self.refuse(line, "minutes_late", said, f"whole minutes, 0 to {LONGEST_LATE}")
            elif late:
                minutes = number
            elif number:
                self.refuse(line, "minutes_late", said, f"nothing, because {code} is not L or U")
        elif late and arrived is not None:
            opens = self.opens(day, half)
            if opens is not None:
                minutes = (arrived.hour - opens.hour) * 60 + arrived.minute - opens.minute
                if minutes < 0:
                    self.refuse(line, "arrived_at", written, f"a time not before {opens:%H:%M}, "
                                "when the register opens")  # fmt: skip
        return minutes, arrived

    def notice(self) -> None:
        """Say what was ignored, and what was accepted as the old register said it."""
        self._say(self.ignored, "rows", "of # or Z on days without a session", "ignored.")
        self._say(self.strokes, "strokes", "of the other half of the day",
                  "stored as of the right one.")  # fmt: skip
        accepted = "accepted as the old register had it"
        self._say(self.young, "marks", "X at compulsory school age", f"{accepted}.")
        for code, count in sorted(self.legacy.items()):
            last = codes.CODES[code].valid_to
            self._say(count, "marks", f"{code} after its last day ({last})", "accepted.")
        days = [f"{day} {half}" for day, half in sorted(self.open_y4)]
        more = f" and {len(days) - MOST_LISTED:,} more" if len(days) > MOST_LISTED else ""
        self._say(self.open_y4.total(), "marks", "Y4",
                  f"{accepted}, though the calendar has no unplanned closure then: "
                  f"{', '.join(days[:MOST_LISTED])}{more}.")  # fmt: skip

    def _say(self, number: int, things: str, which: str, done: str) -> None:
        if number:
            self.report.notice(f"{FILE}: {counted(number, things)} {which} {were(number)} {done}")


def why_not_code(code: str, day: date) -> str:
    """What was expected instead of this code on this day; empty when it may be loaded."""
    if code not in codes.CODES:
        return f"a register code: {codes.UnknownCode(code)}" if code else "a register code"
    if codes.not_yet_in_force(code, on=day):
        return f"a code in force on {day}: {codes.why_not_entered(code, on=day)}"
    return ""
