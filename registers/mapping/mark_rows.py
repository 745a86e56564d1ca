"""Turn the rows of another system's marks into rows of marks.csv, one for each session."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from registers.mapping.cells import day_written, on_one_line
from registers.mapping.fields import SESSION_MARK
from registers.mapping.headings import Heading, half_in, heading_in
from registers.mapping.known_pupils import KnownPupils
from registers.mapping.meanings import EXPECTED, Meanings, mark_in, marks_in, why_not_ten
from registers.mapping.places import NO_SESSION, Place
from registers.mapping.reading import (
    NO_MARK,
    ROW_A_DAY,
    ROW_A_SESSION,
    WEEK_CELL,
    WEEK_GRID,
    Reading,
)
from registers.mapping.sheet import Sheet
from registers.mapping.whose import Whose
from rules.sessions import AM, HALVES, PM
from schools.loading.cells import A_DAY
from schools.loading.files import plain
from schools.loading.report import Report

COLUMNS = ("upn", "date", "session", "code", "minutes_late", "arrived_at", "comment")
BESIDE = ("minutes_late", "arrived_at", "comment")
A_HALF = "AM or PM"
A_MONDAY = f"a Monday, {A_DAY}"


@dataclass(frozen=True)
class Found:
    """One mark as the file has it; session: which of ten in the cell, or NO_SESSION."""

    day: date | None
    half: str
    written: str
    column: int
    session: int = NO_SESSION


class MarkRows:
    """Reads row after row; what is wrong with one is noted in the report, and it is left out."""

    def __init__(self, sheet: Sheet, reading: Reading, pupils: KnownPupils, report: Report) -> None:
        self.sheet, self.reading, self.report = sheet, reading, report
        self.whose = Whose(sheet, reading, pupils, report)
        self.meanings = Meanings(reading.codes)
        self.beside = [reading.place(name) for name in BESIDE]
        self.empty = 0
        self.find = {
            ROW_A_SESSION: self.of_session,
            ROW_A_DAY: self.of_day,
            WEEK_GRID: self.of_grid,
            WEEK_CELL: self.of_week,
        }[reading.layout]
        self.headings: list[tuple[int, Heading]] = []
        for place in reading.places(SESSION_MARK):
            heading = heading_in(sheet.header[place])
            if heading is not None:
                self.headings.append((place, heading))

    def rows(self, progress: Callable[[int], None]) -> Iterator[tuple[Place, list[str]]]:
        """Each mark that can be told, with where it comes from."""
        for number, (line, cells) in enumerate(self.sheet.lines(self.report), 1):
            upn = self.whose.upn_of(line, cells)
            for found in self.find(line, cells):
                code = self.code_of(line, found)
                if upn is None or code is None or code == NO_MARK or found.day is None:
                    continue
                if found.half:
                    row = [upn, found.day.isoformat(), found.half, code, *self.rest(cells)]
                    yield Place(line, found.column, found.session), row
            progress(number)

    def code_of(self, line: int, found: Found) -> str | None:
        """Our code for what stands there; None when refused."""
        code = self.meanings.of(found.written)
        if code is None:
            shown = found.written if found.written.strip() else "nothing"
            self.refuse(line, found.column, _with_session(shown, found.session), EXPECTED)
        return code

    def rest(self, cells: list[str]) -> list[str]:
        """Minutes, arrival and comment as the file has them."""
        return ["" if place is None else on_one_line(cells[place]) for place in self.beside]

    def of_session(self, line: int, cells: list[str]) -> Iterator[Found]:
        """The one mark of the row."""
        day = self.day_of(line, cells)
        place = self.reading.place("session")
        half = half_in(cells[place]) if place is not None else ""
        if place is not None and not half:
            self.refuse(line, place, cells[place].strip() or "nothing", A_HALF)
        at = self.reading.place("code")
        if at is not None:
            yield Found(day, half, mark_in(cells[at]), at)

    def of_day(self, line: int, cells: list[str]) -> Iterator[Found]:
        """The marks of morning and afternoon, as far as they are filled."""
        day = self.day_of(line, cells)
        for name, half in (("am_code", AM), ("pm_code", PM)):
            at = self.reading.place(name)
            if at is not None:
                yield from self.filled(Found(day, half, mark_in(cells[at]), at))

    def of_grid(self, line: int, cells: list[str]) -> Iterator[Found]:
        """The marks under headings that name their sessions, as far as they are filled."""
        monday: date | None = None
        if any(heading.day is None for _, heading in self.headings):
            monday = self.monday_of(line, cells)
        for at, heading in self.headings:
            day = heading.day
            if day is None and monday is not None and heading.weekday is not None:
                day = monday + timedelta(days=heading.weekday)
            yield from self.filled(Found(day, heading.half, mark_in(cells[at]), at))

    def of_week(self, line: int, cells: list[str]) -> Iterator[Found]:
        """The ten marks of the cell; an empty cell has none."""
        monday = self.monday_of(line, cells)
        at = self.reading.place("week_marks")
        text = marks_in(cells[at]) if at is not None else ""
        if at is None or not text.strip():
            self.empty += at is not None
            return
        if expected := why_not_ten(text):
            self.refuse(line, at, text, expected)
            return
        for session, written in enumerate(text):
            day = monday + timedelta(days=session // 2) if monday is not None else None
            yield Found(day, HALVES[session % 2], written, at, session)

    def filled(self, found: Found) -> Iterator[Found]:
        """The mark, unless its cell is empty: empty is not known."""
        if found.written:
            yield found
        else:
            self.empty += 1

    def day_of(self, line: int, cells: list[str]) -> date | None:
        return self.needed_day(line, cells, "date", A_DAY)

    def monday_of(self, line: int, cells: list[str]) -> date | None:
        """The Monday of the row's week; None when refused."""
        if self.reading.week is not None:
            return self.reading.week
        day = self.needed_day(line, cells, "week_commencing", A_MONDAY)
        if day is not None and day.weekday() != 0:
            place = self.reading.place("week_commencing")
            self.refuse(line, place, day.isoformat(), "the Monday of the week")
            return None
        return day

    def needed_day(self, line: int, cells: list[str], name: str, expected: str) -> date | None:
        place = self.reading.place(name)
        text = plain(cells[place]) if place is not None else ""
        day = day_written(text)
        if day is None:
            self.refuse(line, place, text or "nothing", expected)
        return day

    def refuse(self, line: int, place: int | None, found: str, expected: str) -> None:
        column = self.sheet.columns[place] if place is not None else ""
        self.report.refuse(self.sheet.name, line, column, found, expected)


def _with_session(found: str, session: int) -> str:
    """What was found, with the session where the cell has ten of them."""
    return found if session == NO_SESSION else f"{found} ({session_words(session)})"


def session_words(session: int) -> str:
    """Which of the ten marks of a week, as in "Monday AM"."""
    day = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")[session // 2]
    return f"{day} {HALVES[session % 2]}"
