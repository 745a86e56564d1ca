"""Tell what loading a folder added, changed and ended, and every fault that refused it."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

MOST_KEPT = 1_000  # Notices; the rest are counted, so that memory stays bounded.
MOST_FAULTS = 100_000  # Every fault of a folder is named, and memory is bounded all the same.
LONGEST_FOUND = 60


@dataclass(frozen=True)
class Fault:
    """One thing that cannot be right. The line is the line of the file, the header being 1."""

    file: str
    line: int
    column: str  # Empty when the whole line or file is meant.
    found: str
    expected: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" + (f" {self.column}" if self.column else "")
        return f'{where}: found "{self.found}", expected {self.expected}'


@dataclass
class Report:
    """Counts by kind ("pupils", "marks"), and what a person should know or mend."""

    added: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    ended: Counter[str] = field(default_factory=Counter)
    notices: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    more_faults: int = 0  # Beyond those kept.
    more_notices: int = 0
    faulty_files: set[str] = field(default_factory=set)
    after_load: int = 0  # The school's load before this one: the key of its act, 0 for none.

    @property
    def fault_count(self) -> int:
        """All faults, kept or only counted."""
        return len(self.faults) + self.more_faults

    def refuse(self, file: str, line: int, column: str, found: object, expected: str) -> None:
        """Note a fault; nothing of the folder will be saved."""
        self.faulty_files.add(file)
        if len(self.faults) >= MOST_FAULTS:
            self.more_faults += 1
            return
        text = str(found)
        if len(text) > LONGEST_FOUND:
            text = f"{text[:LONGEST_FOUND]}…"
        self.faults.append(Fault(file, line, column, text, expected))

    def notice(self, sentence: str) -> None:
        """Note something that was accepted and that a person should know."""
        if len(self.notices) >= MOST_KEPT:
            self.more_notices += 1
            return
        self.notices.append(sentence)

    def changes_nothing(self) -> bool:
        """Whether the database was already as the folder says."""
        return not (self.added or self.changed or self.ended)

    def leave_out_zeros(self) -> None:
        """Keep only the kinds of which there are any."""
        self.added, self.changed, self.ended = +self.added, +self.changed, +self.ended

    def counts(self) -> dict[str, Any]:
        """The counts as they are kept with the audit entry."""
        return {
            "added": dict(self.added),
            "changed": dict(self.changed),
            "ended": dict(self.ended),
            "notices": len(self.notices) + self.more_notices,
        }


class FolderRefused(Exception):
    """Nothing was saved; the report says why, fault by fault."""

    def __init__(self, report: Report) -> None:
        super().__init__(report)
        self.report = report

    def __str__(self) -> str:
        count = self.report.fault_count
        first = self.report.faults[0]
        if count == 1:
            return f"Nothing was loaded, because of one fault: {first}."
        return f"Nothing was loaded, because of {count:,} faults; the first is {first}."
