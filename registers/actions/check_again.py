"""Have uploaded files checked once more."""

from datetime import datetime

from audit.actions.record import record
from registers.models import FolderLoad
from registers.uploads.answers import NotWaiting, held
from registers.uploads.claims import is_wanted, refuse_if_under_way
from schools.models import School, User


def check_again(
    *, school: School, load_id: int, by: User, at: datetime, real: datetime
) -> FolderLoad:
    """Begin anew with files that are still kept; whoever calls this queues the check.

    at: school time; real: real time. Raises NotPermitted, FolderLoad.DoesNotExist, NotWaiting,
    LoadUnderWay.
    """
    with held(school=school, load_id=load_id, by=by) as load:
        if not is_wanted(load) or not load.place or load.state == FolderLoad.State.MAPPING:
            raise NotWaiting("These files are not kept any more. Upload them again.")
        refuse_if_under_way(school)
        load.state, load.said, load.said_at = FolderLoad.State.CHECKING, "", real
        load.answered_by, load.answered_at, load.ended_at = None, None, None
        load.report = {}
        load.save()
        record(act="check_again", by=by, at=at, school_id=school.pk, subject=load)
    return load
