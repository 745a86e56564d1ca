"""Find what cannot be right in a choice of columns, before a row is read."""

from collections.abc import Iterator
from dataclasses import dataclass

from registers.mapping.fields import MARKS, SESSION_MARK, label_of
from registers.mapping.headings import WEEKDAYS, Heading, heading_in
from registers.mapping.reading import (
    LAYOUTS,
    MARKED_BY,
    NOT_READ,
    ROW_A_DAY,
    ROW_A_SESSION,
    WEEK_CELL,
    WEEK_GRID,
    Reading,
)
from registers.mapping.sheet import Sheet
from schools.loading import pupils_file
from toolkit.days import full_day

WEEK, GRID = "week", "grid"  # Where a problem stands that is of no single column.
OF_NAME = ("legal_surname", "legal_forename")


@dataclass(frozen=True)
class Problem:
    """One thing to mend; where: the place of a column, WEEK, GRID, or None for the whole."""

    where: int | str | None
    sentence: str


class ColumnsRefused(ValueError):
    """The columns cannot be read like this."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(" ".join(problem.sentence for problem in problems))
        self.problems = problems


def problems_of(reading: Reading, sheet: Sheet) -> list[Problem]:
    """Every problem of the choice, in the order of the page."""
    found = [*_twice(reading, sheet), *_of_names(reading)]
    if reading.kind == MARKS:
        return [*found, *_of_marks(reading, sheet)]
    for name in pupils_file.NEEDED:
        if name not in reading.held and not (name in OF_NAME and "full_name" in reading.held):
            found.append(Problem(None, _missing(reading, name)))
    return found


def _missing(reading: Reading, name: str) -> str:
    return f"Choose the column that holds: {label_of(reading.kind, name)}."


def _twice(reading: Reading, sheet: Sheet) -> Iterator[Problem]:
    for name in sorted(set(reading.held) - {SESSION_MARK}):
        places = reading.places(name)
        for place in places[1:]:
            one, other = sheet.columns[places[0]], sheet.columns[place]
            yield Problem(place, f'"{one}" and "{other}" cannot both hold: '
                          f"{label_of(reading.kind, name)}. Choose one of them.")  # fmt: skip


def _of_names(reading: Reading) -> Iterator[Problem]:
    whole = reading.place("full_name")
    parts = [name for name in OF_NAME if name in reading.held]
    if whole is not None and parts:
        yield Problem(whole, "The names are chosen twice: in one column, and in columns of their "
                      "own. Choose one of the two.")  # fmt: skip


def _of_marks(reading: Reading, sheet: Sheet) -> Iterator[Problem]:
    yield from _of_pupil(reading)
    layouts = reading.layouts
    if len(layouts) > 1:
        told = "; ".join(LAYOUTS[layout] for layout in layouts)
        yield Problem(None, f"These columns are of different kinds of files ({told}). Choose the "
                      "columns of one kind, and ignore the others.")  # fmt: skip
    elif not set(MARKED_BY) & set(reading.held):
        yield Problem(None, "No column holds marks. Choose one: the mark of a row, its morning "
                      "and afternoon marks, or the ten marks of a week.")  # fmt: skip
    elif reading.layout == ROW_A_SESSION:
        for name in ("date", "session"):
            if name not in reading.held:
                yield Problem(None, _missing(reading, name))
    elif reading.layout == ROW_A_DAY and "date" not in reading.held:
        yield Problem(None, _missing(reading, "date"))
    elif reading.layout == WEEK_GRID:
        yield from _of_grid(reading, sheet)
    elif reading.layout == WEEK_CELL:
        yield from _of_week(reading)
    yield from _of_other_layouts(reading, sheet)


def _of_pupil(reading: Reading) -> Iterator[Problem]:
    held = reading.held
    named = "full_name" in held or set(OF_NAME) <= set(held)
    if "upn" not in held and not (named and "date_of_birth" in held):
        yield Problem(None, "Nothing says whose the marks are. Choose the column of the UPN, or "
                      "those of the legal name and the date of birth.")  # fmt: skip


def _of_other_layouts(reading: Reading, sheet: Sheet) -> Iterator[Problem]:
    """Columns for a day or week that this layout would not look at."""
    for name in NOT_READ.get(reading.layout, ()):
        place = reading.place(name)
        if place is not None:
            yield Problem(place, f'"{sheet.columns[place]}" is not needed: this file has '
                          f"{LAYOUTS[reading.layout]}. Ignore it.")  # fmt: skip
    if reading.week and reading.layout in (ROW_A_SESSION, ROW_A_DAY):
        yield Problem(WEEK, "The rows have dates of their own. Leave the week empty.")


def _of_week(reading: Reading) -> Iterator[Problem]:
    place = reading.place("week_commencing")
    if place is None and reading.week is None:
        yield Problem(WEEK, "Say which week it is: enter its Monday, or choose the column that "
                      "holds it.")  # fmt: skip
    elif place is not None and reading.week is not None:
        yield Problem(WEEK, "A column holds the week already. Leave this empty, or ignore that "
                      "column.")  # fmt: skip
    elif reading.week is not None and reading.week.weekday() != 0:
        yield Problem(WEEK, f"{full_day(reading.week)} is not a Monday. Enter the Monday of the "
                      "week.")  # fmt: skip


def _of_grid(reading: Reading, sheet: Sheet) -> Iterator[Problem]:
    seen: dict[Heading, str] = {}
    dated = 0
    places = reading.places(SESSION_MARK)
    for place in places:
        heading = heading_in(sheet.header[place])
        if heading is None:
            yield Problem(GRID, f'"{sheet.columns[place]}" does not say which session it is.')
            continue
        dated += heading.day is not None
        if not heading.is_consistent and heading.day is not None:
            yield Problem(GRID, f'"{sheet.header[place]}" cannot be right: {full_day(heading.day)} '
                          f"is a {WEEKDAYS[heading.day.weekday()]}.")  # fmt: skip
        same = Heading(heading.half, heading.day, None if heading.day else heading.weekday)
        if same in seen:
            yield Problem(GRID, f'"{seen[same]}" and "{sheet.columns[place]}" are the same '
                          "session.")  # fmt: skip
        seen.setdefault(same, sheet.columns[place])
    if dated < len(places):
        yield from _of_week(reading)
    elif reading.week is not None or "week_commencing" in reading.held:
        yield Problem(WEEK, "The headings have dates of their own. Leave the week empty, and "
                      "ignore a column that holds it.")  # fmt: skip
