"""Keep uploaded files in a private folder, outside everything that is served."""

import hashlib
import secrets
import shutil
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypedDict

from django.conf import settings

CHUNK_BYTES = 1 << 20
PRIVATE = 0o700
KEPT_FOR = timedelta(days=7)


class KeptFile(TypedDict):
    """One stored file: its name, its size in bytes, and the SHA-256 of what is in it."""

    name: str
    bytes: int
    sha256: str


class TooLarge(Exception):
    """The file has more bytes than it may; it was not kept."""


def root() -> Path:
    """The folder of all uploads, for this user of the machine alone; made where it is missing."""
    folder = Path(settings.UPLOADS_DIR)
    folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    if folder.stat().st_mode & 0o077:
        folder.chmod(PRIVATE)
    return folder


def make_place(school_id: int) -> str:
    """The name of a new, empty folder for one upload of the school."""
    name = f"{school_id}-{secrets.token_hex(16)}"
    (root() / name).mkdir(mode=PRIVATE)
    return name


def folder_of(place: str) -> Path:
    """Where the files of an upload lie."""
    return root() / place


def write(folder: Path, name: str, chunks: Iterable[bytes], *, at_most: int) -> KeptFile:
    """Store one file; at_most in bytes. Raises TooLarge."""
    digest, size = hashlib.sha256(), 0
    with (folder / name).open("xb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > at_most:
                raise TooLarge(name)
            digest.update(chunk)
            file.write(chunk)
    return KeptFile(name=name, bytes=size, sha256=digest.hexdigest())


def is_unchanged(place: str, files: list[KeptFile]) -> bool:
    """Whether the folder holds exactly the files that were uploaded, byte for byte."""
    folder = folder_of(place)
    if not place or not folder.is_dir():
        return False
    if {path.name for path in folder.iterdir()} != {file["name"] for file in files}:
        return False
    return all(_sha256(folder / file["name"]) == file["sha256"] for file in files)


def remove(place: str) -> None:
    """Remove the files of an upload; nothing is said where they are gone already."""
    if place:
        shutil.rmtree(folder_of(place), ignore_errors=True)


def left_behind(school_id: int, *, real: datetime) -> list[str]:
    """Places of the school that are older than files are kept. `real` is real time."""
    oldest = (real - KEPT_FOR).timestamp()
    folders = root().glob(f"{school_id}-*")
    return [folder.name for folder in folders if folder.stat().st_mtime < oldest]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
