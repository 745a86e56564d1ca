"""Say how a file of another system is read: what each column holds, and what its codes mean."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from registers.mapping.fields import KINDS, NAMED, SESSION_MARK

ROW_A_SESSION, ROW_A_DAY, WEEK_GRID, WEEK_CELL = "session", "day", "grid", "cell"
LAYOUTS = {
    ROW_A_SESSION: "one row for each session",
    ROW_A_DAY: "one row for each day, with a morning and an afternoon mark",
    WEEK_GRID: "one row for each pupil, with a column for each session",
    WEEK_CELL: "one row for each week, with its ten marks in one cell",
}
HOLDS = {  # The fields that only this layout has.
    ROW_A_SESSION: frozenset({"session", "code", "minutes_late", "arrived_at", "comment"}),
    ROW_A_DAY: frozenset({"am_code", "pm_code"}),
    WEEK_GRID: frozenset({SESSION_MARK}),
    WEEK_CELL: frozenset({"week_marks"}),
}
MARKED_BY = {
    "code": ROW_A_SESSION,
    "am_code": ROW_A_DAY,
    "pm_code": ROW_A_DAY,
    SESSION_MARK: WEEK_GRID,
    "week_marks": WEEK_CELL,
}
NOT_READ = {  # Fields that would be a mistake in this layout.
    ROW_A_SESSION: ("week_commencing",),
    ROW_A_DAY: ("week_commencing",),
    WEEK_GRID: ("date",),
    WEEK_CELL: ("date",),
}
NO_MARK = ""


@dataclass(frozen=True)
class Reading:
    """fields: what the column at each place holds; a column without a field is not used.

    codes: what codes that are not ours mean, NO_MARK for a session without a mark. week: the
    Monday of the whole file's week, where no column or heading has it.
    """

    kind: str
    fields: Mapping[int, str] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    week: date | None = None

    def place(self, name: str) -> int | None:
        """The place of the first column that holds the field."""
        return next((place for place, held in sorted(self.fields.items()) if held == name), None)

    def places(self, name: str) -> list[int]:
        """The places of all columns that hold the field."""
        return sorted(place for place, held in self.fields.items() if held == name)

    @property
    def held(self) -> Collection[str]:
        """All fields that some column holds."""
        return frozenset(self.fields.values())

    @property
    def layouts(self) -> list[str]:
        """The layouts of marks that the chosen columns speak of; a right choice has one."""
        return [layout for layout, names in HOLDS.items() if names & set(self.held)]

    @property
    def layout(self) -> str:
        """The layout of the marks; empty when none or several are chosen."""
        return self.layouts[0] if len(self.layouts) == 1 else ""

    def as_kept(self) -> dict[str, Any]:
        """The reading as JSON keeps it."""
        return {
            "kind": self.kind,
            "fields": {str(place): name for place, name in sorted(self.fields.items())},
            "codes": dict(self.codes),
            "week": self.week.isoformat() if self.week else "",
        }


def kept_reading(kept: Mapping[str, Any]) -> Reading:
    """The reading that JSON kept; fields that there are no more are left out."""
    kind = kept["kind"] if kept.get("kind") in KINDS else next(iter(KINDS))
    known = {*NAMED[kind], SESSION_MARK}
    fields = {int(place): name for place, name in (kept.get("fields") or {}).items()}
    return Reading(
        kind,
        {place: name for place, name in fields.items() if name in known},
        dict(kept.get("codes") or {}),
        date.fromisoformat(kept["week"]) if kept.get("week") else None,
    )


def read_as(kept: Mapping[str, Any]) -> str:
    """How a file was or is to be read, as in "marks, one row for each session"."""
    if not kept:
        return ""
    reading = kept_reading(kept)
    return ", ".join(word for word in (reading.kind, LAYOUTS.get(reading.layout, "")) if word)
