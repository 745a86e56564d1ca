"""Propose what each column holds, by what is remembered of the same headings, or by their words."""

from registers.mapping.fields import FIELDS, MARKS, SESSION_MARK, simple
from registers.mapping.headings import heading_in
from registers.mapping.reading import (
    HOLDS,
    MARKED_BY,
    NOT_READ,
    ROW_A_DAY,
    ROW_A_SESSION,
    WEEK_CELL,
    WEEK_GRID,
    Reading,
)
from registers.mapping.sheet import Sheet
from registers.models import ColumnMapping

NAME_PARTS = ("legal_surname", "legal_forename")
DATED = "dated session"
LIKELIEST = (WEEK_GRID, ROW_A_DAY, WEEK_CELL, ROW_A_SESSION)


def heading_keys(kind: str, header: tuple[str, ...]) -> list[str]:
    """What each column is remembered by: its simple heading, numbered where there are several.

    The sessions that headings of marks name by date change from file to file and count as one.
    """
    keys: list[str] = []
    for heading in header:
        session = heading_in(heading) if kind == MARKS else None
        if session is not None and session.day is not None:
            keys.append(DATED)
            continue
        key = simple(heading) or heading
        number = sum(known.partition("\n")[0] == key for known in keys)
        keys.append(f"{key}\n{number + 1}" if number else key)
    return keys


def proposed(kind: str, sheet: Sheet, remembered: ColumnMapping | None) -> Reading:
    """The reading to begin with."""
    keys = heading_keys(kind, sheet.header)
    if remembered is not None:
        known = {place: remembered.fields.get(key, "") for place, key in enumerate(keys)}
        fields = {place: name for place, name in known.items() if name}
        return Reading(kind, fields, dict(remembered.codes))
    fields = {}
    for field in FIELDS[kind]:
        places = [place for place, key in enumerate(keys)
                  if key in field.headings and place not in fields]  # fmt: skip
        if places:
            fields[places[0]] = field.name
    if kind == MARKS:
        for place, heading in enumerate(sheet.header):
            if heading_in(heading) is not None:
                fields[place] = SESSION_MARK
    return Reading(kind, _one_of_each(fields))


def _one_of_each(fields: dict[int, str]) -> dict[int, str]:
    """The proposal without what says the same twice: names, and marks of several layouts."""
    held = set(fields.values())
    left_out: set[str] = set()
    if "full_name" in held:
        left_out = {"full_name"} if set(NAME_PARTS) <= held else set(NAME_PARTS)
    found = {MARKED_BY[name] for name in held & set(MARKED_BY)}
    layout = next((layout for layout in LIKELIEST if layout in found), None)
    if layout is not None:
        left_out |= {*NOT_READ[layout]} | {
            name for other, names in HOLDS.items() if other != layout for name in names
        }
    return {place: name for place, name in fields.items() if name not in left_out}
