"""Put the marks of one wrong UPN into one line for people; each stays a fault of its own."""

from collections.abc import Iterable
from dataclasses import dataclass

from registers.loading.mark_rows import FILE
from schools.loading.report import Fault


@dataclass
class FaultGroup:
    """Faults that say one thing of so many rows; the line is that of the first of them."""

    file: str
    line: int
    column: str
    found: str
    expected: str
    count: int = 1

    def __str__(self) -> str:
        if self.count == 1:
            return str(Fault(self.file, self.line, self.column, self.found, self.expected))
        return (
            f'{self.file} {self.column}: found "{self.found}" in {self.count:,} rows, the first '
            f"on line {self.line}, expected {self.expected}"
        )


def grouped(faults: Iterable[Fault], *, file: str = FILE, column: str = "upn") -> list[FaultGroup]:
    """The faults in their order, those of marks with the same wrong UPN as one.

    file, column: where the UPNs of marks stand.
    """
    groups: list[FaultGroup] = []
    of_number: dict[tuple[str, str], FaultGroup] = {}
    for fault in faults:
        same = (fault.found, fault.expected)
        is_of_number = fault.file == file and fault.column == column
        if is_of_number and same in of_number:
            of_number[same].count += 1
            continue
        group = FaultGroup(fault.file, fault.line, fault.column, fault.found, fault.expected)
        groups.append(group)
        if is_of_number:
            of_number[same] = group
    return groups
