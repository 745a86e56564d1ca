"""Take in the files that somebody uploads for their school, to be checked."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from audit.actions.record import record
from registers.loading.effective import day_of_changes
from registers.models import FolderLoad
from registers.uploads import storage
from registers.uploads.claims import refuse_if_under_way
from registers.uploads.contents import take_in
from schools.models import User
from schools.permissions import require


def receive_upload(
    *,
    files: Sequence[UploadedFile],
    by: User,
    at: datetime,
    real: datetime,
    effective: date | None = None,
) -> FolderLoad:
    """Keep the files in a private folder and note that they wait to be checked.

    at: school time; real: real time, from which a worker's silence is counted. Whoever calls
    this queues the check. Raises NotPermitted, TooFarAway, LoadUnderWay,
    UploadRefused.
    """
    require(by, "load_school")
    day_of_changes(effective, at=at)
    refuse_if_under_way(by.school)
    place = storage.make_place(by.school_id)
    try:
        kept = take_in(files, storage.folder_of(place))
        with transaction.atomic():
            load = FolderLoad.objects.create(
                school=by.school,
                uploaded_by=by,
                uploaded_at=at,
                files=kept,
                effective=effective,
                place=place,
                said_at=real,
            )
            record(act="receive_upload", by=by, at=at, school_id=by.school_id, subject=load)
    except IntegrityError:  # Somebody else's files came in the same moment.
        storage.remove(place)
        refuse_if_under_way(by.school)
        raise
    except BaseException:
        storage.remove(place)
        raise
    return load
