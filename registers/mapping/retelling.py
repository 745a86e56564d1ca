"""Tell a report on a made file by the file, line and column of the file it was made from."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from registers.loading.mark_rows import FILE as MARKS_FILE
from registers.mapping.making import PLACES, Made
from registers.mapping.mark_rows import session_words
from registers.mapping.places import NO_SESSION, Place, Places
from schools.loading.report import Fault, Report

OF_A_CELL = frozenset({"code", "date", "session"})  # What a grid's cell and its heading say.
LINE = re.compile(r"\bline (\d+)")


def retell(report: Report, made: Made, folder: Path) -> None:
    """Put what the loader said of the made file into the words of the other system's file.

    What was said while it was made is in those words already.
    """
    if not (folder / PLACES).is_file():
        return
    with Places(folder / PLACES) as places:
        telling = _Telling(made, places)
        own = made.faults
        report.faults[own:] = [telling.fault(fault) for fault in report.faults[own:]]
        own = made.notices
        report.notices[own:] = [telling.notice(notice) for notice in report.notices[own:]]


class _Telling:
    def __init__(self, made: Made, places: Places) -> None:
        self.made, self.places = made, places
        self.named = re.compile(rf"\b{re.escape(made.file)}(?::(\d+))?")

    def fault(self, fault: Fault) -> Fault:
        if fault.file != self.made.file:
            return fault
        place = self.places.of(fault.line)
        found = fault.found
        if place is not None and place.session != NO_SESSION and fault.column == "code":
            found = f"{found} ({session_words(place.session)})"
        return replace(
            fault,
            file=self.made.source,
            line=place.line if place is not None else fault.line,
            column=self.column(fault.column, place),
            found=found,
            expected=LINE.sub(self._moved("line "), fault.expected),
        )

    def column(self, name: str, place: Place | None) -> str:
        """What people call the column where the fault is."""
        known = self.made.columns.get(name)
        in_cell = self.made.file == MARKS_FILE and name in OF_A_CELL
        if place is not None and in_cell and known is None:
            return self.made.sheet_columns[place.column]
        return known or name

    def notice(self, notice: str) -> str:
        told = LINE.sub(self._moved("line "), notice) if self.named.match(notice) else notice
        return self.named.sub(self._named, told)

    def _named(self, found: re.Match[str]) -> str:
        place = self.places.of(int(found[1])) if found[1] else None
        return f"{self.made.source}:{place.line}" if place is not None else self.made.source

    def _moved(self, before: str) -> Callable[[re.Match[str]], str]:
        def moved(found: re.Match[str]) -> str:
            place = self.places.of(int(found[1]))
            return f"{before}{place.line}" if place is not None else found[0]

        return moved
