"""Turn the rows of another system's pupils into rows of pupils.csv."""

from collections.abc import Callable, Iterator

from registers.mapping.cells import (
    name_in_two,
    on_one_line,
    without_midnight,
    word_in,
    year_group_in,
)
from registers.mapping.places import Place
from registers.mapping.reading import Reading
from registers.mapping.sheet import Sheet
from registers.mapping.whose import A_NAME
from schools.loading.files import plain
from schools.loading.pupils_file import FLAGS
from schools.loading.report import Report

DAYS = ("date_of_birth", "start_date", "end_date")
CAPITALS = ("upn", "enrolment", "sen")
IN_DOUBT = "?"  # Stands where a fault is named already; with a fault nothing is saved.


class PupilRows:
    """Reads row after row, as marks are read; what the loader checks is left to the loader."""

    def __init__(self, sheet: Sheet, reading: Reading, report: Report) -> None:
        self.sheet, self.report = sheet, report
        self.whole = reading.place("full_name")
        self.fields = [
            (place, name) for place, name in sorted(reading.fields.items()) if name != "full_name"
        ]
        names = ("legal_surname", "legal_forename") if self.whole is not None else ()
        self.columns = (*names, *(name for _, name in self.fields))

    def rows(self, progress: Callable[[int], None]) -> Iterator[tuple[Place, list[str]]]:
        """Each row, with where it comes from."""
        for number, (line, cells) in enumerate(self.sheet.lines(self.report), 1):
            made = [_translated(name, on_one_line(cells[place])) for place, name in self.fields]
            if self.whole is not None:
                made = [*self.names(line, plain(on_one_line(cells[self.whole]))), *made]
            yield Place(line, 0), made
            progress(number)

    def names(self, line: int, text: str) -> tuple[str, str]:
        """Surname and forename of the one column."""
        both = name_in_two(text)
        if both is None:
            column = self.sheet.columns[self.whole or 0]
            self.report.refuse(self.sheet.name, line, column, text or "nothing", A_NAME)
            return IN_DOUBT, IN_DOUBT
        return both


def _translated(name: str, text: str) -> str:
    if name == "year_group":
        return year_group_in(plain(text))
    if name in DAYS:
        return without_midnight(text)
    if name in CAPITALS:
        return text.strip().upper()
    if name == "sex":
        return word_in("sex", text)
    if name in FLAGS:
        return word_in("flag", text)
    return text
