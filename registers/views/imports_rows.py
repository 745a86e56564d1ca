"""Lay out the columns of a file beside the fields of the form that asks what they hold."""

from dataclasses import dataclass
from typing import Any

from django.forms import BoundField

from registers.mapping.problems import GRID
from registers.mapping.sheet import Sheet
from registers.views.imports_forms import COLUMN, ColumnsForm, code_name

FIRST_ROWS = 3
LONGEST_SHOWN = 40
MARKS_SHOWN = 10


@dataclass(frozen=True)
class ColumnRow:
    """One column, or all columns of sessions together: its name, first cells, and the field."""

    name: str
    first: list[str]
    field: BoundField


def rows_of_form(form: ColumnsForm, sheet: Sheet) -> dict[str, Any]:
    """rows: the columns; meanings: the fields of strange codes."""
    first = sheet.first(FIRST_ROWS)
    rows = []
    for place, column in enumerate(sheet.columns):
        if place not in form.sessions:
            shown = [_short(cells[place]) for cells in first]
            rows.append(ColumnRow(column, shown, form[f"{COLUMN}{place}"]))
        elif place == form.sessions[0]:
            rows.append(_of_sessions(form, sheet, first))
    return {"rows": rows, "meanings": [form[code_name(code)] for code in form.strange]}


def _of_sessions(form: ColumnsForm, sheet: Sheet, first: list[list[str]]) -> ColumnRow:
    places = form.sessions
    names = [sheet.columns[place] for place in places]
    name = names[0] if len(names) == 1 else f"{len(names)} columns, {names[0]} to {names[-1]}"
    more = " …" if len(places) > MARKS_SHOWN else ""
    shown = [" ".join(cells[place].strip() or "·" for place in places[:MARKS_SHOWN]) + more
             for cells in first]  # fmt: skip
    return ColumnRow(name, shown, form[GRID])


def _short(cell: str) -> str:
    text = cell.strip()
    return f"{text[:LONGEST_SHOWN]}…" if len(text) > LONGEST_SHOWN else text
