"""Take a school's files out of an upload, refusing whatever else could be in it."""

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile

from registers.loading.folder_files import FILES
from registers.uploads.storage import CHUNK_BYTES, KeptFile, TooLarge, write

UNPACKED_BYTES = 200 * 1024 * 1024  # Of all files together, once they are unpacked.
MOST_ENTRIES = 20
DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, ValueError,
    NotImplementedError, OSError,
)  # What the library raises of a zip that is none, or is damaged.  # fmt: skip
APPLES_OWN = "__MACOSX/"  # What a Mac puts into each zip beside the files; never unpacked.
NAMES = f"{', '.join(FILES[:-1])} and {FILES[-1]}"


class UploadRefused(ValueError):
    """These files are not taken in; the text says why and what to do."""


def take_in(files: Sequence[UploadedFile], into: Path) -> list[KeptFile]:
    """Store the files of one zip, or several CSV files, in an empty folder.

    Raises UploadRefused; the folder may then hold some of them.
    """
    if not files:
        raise UploadRefused("Choose the school's files: one zip, or the CSV files themselves.")
    zips = [file for file in files if (file.name or "").lower().endswith(".zip")]
    if zips and len(files) > 1:
        raise UploadRefused("Choose either one zip or the CSV files, not both.")
    try:
        if zips:
            return _unzip(zips[0], into)
        return _keep(((file.name or "", file.chunks(CHUNK_BYTES)) for file in files), into)
    except TooLarge:
        raise UploadRefused(
            f"These files are larger than {UNPACKED_BYTES // 1024**2} MB. Load them in parts: "
            "first all but marks.csv, then the marks of one year after the other."
        ) from None


def _keep(files: Iterable[tuple[str, Iterable[bytes]]], into: Path) -> list[KeptFile]:
    kept: list[KeptFile] = []
    for given, chunks in files:
        name = _known(given)
        if any(file["name"] == name for file in kept):
            raise UploadRefused(f"{name} is there twice. Choose each file once.")
        room = UNPACKED_BYTES - sum(file["bytes"] for file in kept)
        kept.append(write(into, name, chunks, at_most=room))
    return kept


def _known(name: str) -> str:
    if name.lower() not in FILES:
        raise UploadRefused(
            f"{_shown(name)} is not one of a school's files. They are called {NAMES}."
        )
    return name.lower()


def _unzip(file: UploadedFile, into: Path) -> list[KeptFile]:
    broken = UploadRefused(
        f"{_shown(file.name or 'The zip')} cannot be opened as a zip. Make it again, or choose "
        "the CSV files themselves."
    )
    try:
        with zipfile.ZipFile(file) as archive:
            entries = _entries(archive)
            return _keep(((entry.filename, _chunks(archive, entry)) for entry in entries), into)
    except UploadRefused:
        raise
    except DAMAGED as fault:
        raise broken from fault


def _entries(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    listed = archive.infolist()
    if len(listed) > MOST_ENTRIES:
        raise UploadRefused(
            f"There are {len(listed):,} files in this zip. Put only the school's files in it: "
            f"{NAMES}."
        )
    entries = [entry for entry in listed if not entry.filename.startswith(APPLES_OWN)]
    if not entries:
        raise UploadRefused("This zip is empty.")
    for entry in entries:
        if entry.is_dir() or "/" in entry.filename or "\\" in entry.filename:
            raise UploadRefused(
                f"There is a folder in this zip ({_shown(entry.filename)}). Put the files "
                "themselves into it: choose them all, then zip them."
            )
        if entry.flag_bits & 0x1:
            raise UploadRefused("This zip is locked with a password. Make one without.")
    if sum(entry.file_size for entry in entries) > UNPACKED_BYTES:
        raise TooLarge
    return entries


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(entry) as source:
        while chunk := source.read(CHUNK_BYTES):
            yield chunk


def _shown(name: str) -> str:
    return f'"{name[:60]}"'
