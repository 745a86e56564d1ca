"""Read the cells of one row, and refuse in words what cannot be right."""

import re
from collections.abc import Collection, Iterator
from datetime import date, time
from functools import lru_cache

from django.db import models

from schools.addresses import ADDRESS
from schools.loading.files import Table, plain

ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
BRITISH = re.compile(r"(\d{2})/(\d{2})/(\d{4})")
CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?")
FIRST_YEAR, LAST_YEAR = 1900, 2100  # Beyond them a date is a slip of the pen.
A_DAY = "a date as YYYY-MM-DD or DD/MM/YYYY"
A_TIME = "a time as HH:MM, 24 hours"


@lru_cache(maxsize=4096)
def day_in(text: str) -> date | None:
    """The date, written with the year or the day first; None when there is no such day."""
    if found := ISO.fullmatch(text):
        year, month, day = found.groups()
    elif found := BRITISH.fullmatch(text):
        day, month, year = found.groups()
    else:
        return None
    try:
        found_day = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found_day if FIRST_YEAR <= found_day.year <= LAST_YEAR else None


@lru_cache(maxsize=4096)
def time_in(text: str) -> time | None:
    """The time of day to the minute; None when there is no such time."""
    found = CLOCK.fullmatch(text)
    return time(int(found[1]), int(found[2])) if found else None


class Row:
    """One row of a file. Every reader notes its own fault and then returns nothing."""

    def __init__(self, table: Table, line: int, cells: list[str]) -> None:
        self.table, self.line, self.cells = table, line, cells
        self.faulty = False

    def refuse(self, column: str, expected: str, found: object = None) -> None:
        """Note a fault in this row."""
        self.faulty = True
        found = self.raw(column) if found is None else found
        self.table.report.refuse(self.table.name, self.line, column, found, expected)

    def raw(self, column: str) -> str:
        """The cell's text; empty where the file has no such column."""
        place = self.table.columns.get(column)
        return "" if place is None else plain(self.cells[place])

    def needed(self, column: str, expected: str) -> str:
        """The cell's text, refused when empty."""
        text = self.raw(column)
        if not text:
            self.refuse(column, expected, found="nothing")
        return text

    def text(self, column: str, model: type[models.Model], field: str = "") -> str:
        """The cell's text, refused when longer than the model keeps."""
        text = self.raw(column)
        longest = getattr(model._meta.get_field(field or column), "max_length", None)
        if longest is not None and len(text) > longest:
            self.refuse(column, f"at most {longest} characters")
            return ""
        return text

    def texts(self, columns: Collection[str], model: type[models.Model]) -> dict[str, str]:
        """Several texts that are filled; what is empty is not known and left out.

        An address is one fact: where one of its lines is filled, all of them are given.
        """
        found = {column: self.text(column, model) for column in columns}
        whole = set(ADDRESS) if any(found.get(line) for line in ADDRESS) else set()
        return {column: text for column, text in found.items() if text or column in whole}

    def day(self, column: str) -> date | None:
        """The cell's date; None when empty or refused."""
        text = self.raw(column)
        day = day_in(text) if text else None
        if text and day is None:
            self.refuse(column, A_DAY)
        return day

    def needed_day(self, column: str) -> date | None:
        """The cell's date, refused when empty."""
        return self.day(column) if self.needed(column, A_DAY) else None

    def clock_time(self, column: str) -> time | None:
        """The cell's time; None when empty or refused."""
        text = self.raw(column)
        moment = time_in(text) if text else None
        if text and moment is None:
            self.refuse(column, A_TIME)
        return moment

    def needed_time(self, column: str) -> time | None:
        """The cell's time, refused when empty."""
        return self.clock_time(column) if self.needed(column, A_TIME) else None

    def choice(self, column: str, options: Collection[str]) -> str:
        """One of the options; empty when empty or refused."""
        text = self.raw(column)
        if text and text not in options:
            self.refuse(column, one_of(options))
            return ""
        return text

    def choices(self, column: str, options: Collection[str]) -> list[str]:
        """Some of the options, separated by semicolons, in the order of the options."""
        found = self.parts(column)
        for part in found:
            if part not in options:
                self.refuse(column, one_of(options), found=part)
        return [option for option in options if option in found]

    def parts(self, column: str) -> list[str]:
        """What stands between the semicolons, each once."""
        parts = (part.strip() for part in self.raw(column).split(";"))
        return list(dict.fromkeys(part for part in parts if part))

    def flag(self, column: str) -> bool | None:
        """Y or N; None when not known or refused."""
        text = self.choice(column, ("Y", "N"))
        return text == "Y" if text else None


def one_of(options: Collection[str]) -> str:
    """The options in words."""
    return f"one of {', '.join(options)}"


def rows_of(table: Table) -> Iterator[Row]:
    """The rows of a file."""
    for line, cells in table.lines():
        yield Row(table, line, cells)
