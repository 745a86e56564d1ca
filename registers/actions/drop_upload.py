"""Let uploaded files go without loading them."""

from datetime import datetime

from audit.actions.record import record
from registers.models import FolderLoad
from registers.uploads.answers import NotWaiting, held
from registers.uploads.claims import is_wanted, tidy
from schools.models import School, User


def drop_upload(*, school: School, load_id: int, by: User, at: datetime) -> FolderLoad:
    """Remove the files and keep what was said of them.

    Raises NotPermitted, FolderLoad.DoesNotExist, NotWaiting.
    """
    with held(school=school, load_id=load_id, by=by) as load:
        if not is_wanted(load):
            raise NotWaiting("These files do not wait for an answer any more.")
        load.state, load.answered_by, load.answered_at = FolderLoad.State.DROPPED, by, at
        load.save()
        record(act="drop_upload", by=by, at=at, school_id=school.pk, subject=load)
    tidy(load.pk)
    return load
