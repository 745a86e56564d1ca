"""Keep from which line and column of the other system's file each made row comes, on disk."""

import struct
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

RECORD = struct.Struct("<IHH")
NO_SESSION = 0xFFFF
FIRST_ROW = 2  # The headings of a made file are its line 1, and each row is one line.


class Place(NamedTuple):
    """Where a made row comes from; session: which of a cell's ten marks, or NO_SESSION."""

    line: int
    column: int
    session: int = NO_SESSION


class PlacesWriter:
    """Writes one place for each made row, in their order."""

    def __init__(self, path: Path) -> None:
        self.file = path.open("wb")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.file.close()

    def add(self, place: Place) -> None:
        """Note the place of the next row."""
        self.file.write(RECORD.pack(*place))


class Places:
    """Reads the places that were written."""

    def __init__(self, path: Path) -> None:
        self.file = path.open("rb")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.file.close()

    def of(self, line: int) -> Place | None:
        """The place of the row on this line of the made file; None when there is no such row."""
        at = (line - FIRST_ROW) * RECORD.size
        if at < 0:
            return None
        self.file.seek(at)
        record = self.file.read(RECORD.size)
        return Place(*RECORD.unpack(record)) if len(record) == RECORD.size else None
