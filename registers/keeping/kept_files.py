"""Keep the files of the monthly copies: written whole, read-only, never replaced."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from django.conf import settings

from registers.models import KeptCopy
from toolkit import clock

READ_ONLY, PRIVATE = 0o400, 0o700
UNFINISHED = ".part"
UNCHANGED, CHANGED, GONE = "unchanged", "changed", "gone"


class FileIsThere(Exception):
    """A copy of this name is kept already, and a copy is never replaced."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is kept already and is never replaced.")


def folder_of(urn: str) -> Path:
    """Where the school's copies are."""
    return Path(settings.KEPT_DIR) / urn


def names(*, urn: str, month: date, at: datetime) -> tuple[str, str]:
    """The names of the CSV and of the PDF: school, month, and when they were made."""
    made = clock.local(at)
    stem = f"registers-{urn}-{month:%Y-%m}-made-{made:%Y-%m-%d-%H%M%S-%f}"
    return f"{stem}.csv", f"{stem}.pdf"


@contextmanager
def written(urn: str, contents: dict[str, bytes]) -> Iterator["Unfinished"]:
    """The files under temporary names, safe on the disk; those not finished are removed."""
    folder = folder_of(urn)
    folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    unfinished = Unfinished(folder, list(contents))
    try:
        for name, content in contents.items():
            unfinished.write(name, content)
        yield unfinished
    finally:
        unfinished.remove()


class Unfinished:
    """Files that are written and have not got their names yet."""

    def __init__(self, folder: Path, files: list[str]) -> None:
        self.folder, self.files = folder, files

    def write(self, name: str, content: bytes) -> None:
        part = self._part(name)
        part.unlink(missing_ok=True)
        made = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, READ_ONLY)
        with os.fdopen(made, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

    def finish(self) -> None:
        """Give the files their names; raises FileIsThere where one is taken."""
        for name in self.files:
            if (self.folder / name).exists():
                raise FileIsThere(name)
        for name in self.files:
            self._part(name).rename(self.folder / name)
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def remove(self) -> None:
        for name in self.files:
            self._part(name).unlink(missing_ok=True)

    def _part(self, name: str) -> Path:
        return self.folder / f"{name}{UNFINISHED}"


def paths(copy: KeptCopy) -> tuple[Path, Path]:
    """The CSV and the PDF of a copy."""
    folder = folder_of(copy.school.urn)
    return folder / copy.table_name, folder / copy.pages_name


def state(path: Path, sha256: str) -> str:
    """Whether the file is as it was made: unchanged, changed or gone."""
    if not path.is_file():
        return GONE
    with path.open("rb") as file:
        same = hashlib.file_digest(file, "sha256").hexdigest() == sha256
    return UNCHANGED if same else CHANGED
