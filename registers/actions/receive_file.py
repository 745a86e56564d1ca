"""Take in one file that another system wrote, to be read as somebody says."""

import re
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from audit.actions.record import record
from registers.mapping.fields import MARKS
from registers.mapping.reading import Reading
from registers.mapping.sheet import SheetRefused, open_sheet
from registers.models import FolderLoad
from registers.uploads import storage
from registers.uploads.contents import UNPACKED_BYTES, UploadRefused
from schools.models import Pupil, School, Session, User
from schools.permissions import require

STRANGE = re.compile(r"[^\w .()+,&'-]")
LONGEST_STEM = 50
TOO_LARGE = f"This file is larger than {UNPACKED_BYTES // 1024**2} MB. Split it, year by year."


def receive_file(*, file: UploadedFile, kind: str, by: User, at: datetime) -> FolderLoad:
    """Keep the file in a private folder; it waits to hear what its columns hold.

    Raises NotPermitted, UploadRefused, SheetRefused.
    """
    require(by, "load_school")
    refuse_too_early(by.school, kind)
    place = storage.make_place(by.school_id)
    try:
        folder = storage.folder_of(place)
        chunks = file.chunks(storage.CHUNK_BYTES)
        kept = storage.write(folder, safe_name(file.name), chunks, at_most=UNPACKED_BYTES)
        open_sheet(folder / kept["name"])
        with transaction.atomic():
            load = FolderLoad.objects.create(
                school=by.school,
                state=FolderLoad.State.MAPPING,
                uploaded_by=by,
                uploaded_at=at,
                files=[kept],
                reading=Reading(kind).as_kept(),
                place=place,
            )
            record(act="receive_file", by=by, at=at, school_id=by.school_id, subject=load)
    except storage.TooLarge:
        storage.remove(place)
        raise SheetRefused(TOO_LARGE) from None
    except BaseException:
        storage.remove(place)
        raise
    return load


def refuse_too_early(school: School, kind: str) -> None:
    """Marks are of pupils and sessions, which must be here first. Raises UploadRefused."""
    if kind != MARKS:
        return
    if not Pupil.objects.filter(school=school).exists():
        raise UploadRefused("No pupils are here yet. Load the pupils first, then their marks.")
    if not Session.objects.filter(school=school).exists():
        raise UploadRefused("The school has no calendar yet. Enter its terms, then load marks.")


def safe_name(name: str | None) -> str:
    """The file's name as it is kept and shown: no longer or stranger than a folder can bear."""
    stem, dot, ending = (name or "file.csv").rpartition(".")
    if not dot:
        stem, ending = ending, "csv"
    plain = STRANGE.sub("_", stem).strip(" .")[:LONGEST_STEM] or "file"
    return f"{plain}.{STRANGE.sub('_', ending)[:8]}"
