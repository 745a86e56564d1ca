"""Tell whose marks a row holds: by UPN, or by legal name and date of birth."""

from registers.mapping.cells import day_written, name_in_two
from registers.mapping.known_pupils import KnownPupils
from registers.mapping.reading import Reading
from registers.mapping.sheet import Sheet
from schools.loading.cells import A_DAY
from schools.loading.files import plain
from schools.loading.numbers import EXPECTED_UPN
from schools.loading.report import Report

A_NAME = 'a name as "Surname, Forename", with one comma'


class Whose:
    """Finds the UPN of row after row; what is wrong is noted in the report."""

    def __init__(self, sheet: Sheet, reading: Reading, pupils: KnownPupils, report: Report) -> None:
        self.sheet, self.pupils, self.report = sheet, pupils, report
        self.upn = reading.place("upn")
        self.whole = reading.place("full_name")
        self.surname = reading.place("legal_surname")
        self.forename = reading.place("legal_forename")
        self.born = reading.place("date_of_birth")
        named = self.whole is not None or None not in (self.surname, self.forename)
        self.by_name = named and self.born is not None

    def upn_of(self, line: int, cells: list[str]) -> str | None:
        """The UPN as the row has it, or that of the one pupil with its name; None if refused."""
        written = plain(cells[self.upn]) if self.upn is not None else ""
        if written:
            return written.upper()
        if not self.by_name:
            self.refuse(line, self.upn, "nothing", EXPECTED_UPN)
            return None
        name = self.name_in(line, cells)
        text = plain(cells[self.born]) if self.born is not None else ""
        born = day_written(text)
        if born is None:
            self.refuse(line, self.born, text or "nothing", A_DAY)
        if name is None or born is None:
            return None
        found = self.pupils.upns(surname=name[0], forename=name[1], born=born)
        if len(found) == 1:
            return next(iter(found))
        told = f"{', '.join(name)}, {text}"
        at = self.whole if self.whole is not None else self.surname
        wanted = "a pupil of this school with this legal name and date of birth"
        if found:
            wanted = f"the UPN, because {len(found)} pupils have this legal name and date of birth"
        self.refuse(line, at, told, wanted)
        return None

    def name_in(self, line: int, cells: list[str]) -> tuple[str, str] | None:
        """Surname and forename; None when refused."""
        if self.whole is not None:
            text = plain(cells[self.whole])
            both = name_in_two(text)
            if both is None:
                self.refuse(line, self.whole, text or "nothing", A_NAME)
            return both
        if self.surname is None or self.forename is None:
            return None
        surname, forename = plain(cells[self.surname]), plain(cells[self.forename])
        if not surname:
            self.refuse(line, self.surname, "nothing", "the legal surname")
        if not forename:
            self.refuse(line, self.forename, "nothing", "the legal forename")
        return (surname, forename) if surname and forename else None

    def refuse(self, line: int, place: int | None, found: str, expected: str) -> None:
        column = self.sheet.columns[place] if place is not None else ""
        self.report.refuse(self.sheet.name, line, column, found, expected)
