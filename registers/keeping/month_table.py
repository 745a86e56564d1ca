"""Write a month's entries as CSV; docs/formats.md lists the columns."""

from collections.abc import Iterator

from registers.queries.month_of_entries import Entry, MonthOfEntries
from toolkit import csv_files

HEADER = (
    "upn", "legal_surname", "legal_forename", "class", "date", "session", "code", "minutes_late",
    "arrived_at", "entered_at", "entered_by", "job_title", "role", "source", "amended", "reason",
    "replaced_at", "replaced_by",
)  # fmt: skip


def month_table(month: MonthOfEntries) -> bytes:
    """Every entry of the month, then the amendments that it made to sessions of earlier months."""
    return csv_files.as_bytes(HEADER, _rows(month))


def _rows(month: MonthOfEntries) -> Iterator[tuple[csv_files.Cell, ...]]:
    for entry in (*month.entries, *month.later):
        yield _row(entry)


def _row(entry: Entry) -> tuple[csv_files.Cell, ...]:
    return (
        entry.upn,
        entry.legal_surname,
        entry.legal_forename,
        entry.class_name,
        entry.day,
        entry.half,
        entry.code,
        entry.minutes_late,
        entry.arrived_at,
        entry.entered_at,
        entry.by,
        entry.title,
        entry.role,
        entry.source,
        entry.amended,
        entry.reason,
        entry.replaced_at,
        entry.replaced_by,
    )
