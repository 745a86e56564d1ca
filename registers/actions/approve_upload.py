"""Say that uploaded files which were checked are to be loaded."""

from datetime import datetime

from audit.actions.record import record
from audit.models import Act
from registers.models import FolderLoad
from registers.uploads.answers import NotWaiting, held
from registers.uploads.claims import refuse_if_under_way
from schools.models import School, User

State = FolderLoad.State


class CheckIsOld(NotWaiting):
    """Something was loaded since the check, which therefore tells nothing any more."""


def approve_upload(
    *, school: School, load_id: int, by: User, at: datetime, real: datetime
) -> FolderLoad:
    """Note who says yes; whoever calls this queues the load.

    at: school time; real: real time. Raises NotPermitted, FolderLoad.DoesNotExist, NotWaiting,
    CheckIsOld, LoadUnderWay.
    """
    with held(school=school, load_id=load_id, by=by) as load:
        if load.state != State.CHECKED or load.ended_at is None:
            raise NotWaiting("These files do not wait for a yes any more.")
        refuse_if_under_way(school)
        if _loaded_since(school, load.ended_at):
            raise CheckIsOld("Other files were loaded since these were checked. Check them again.")
        load.state, load.said, load.said_at = State.LOADING, "", real
        load.answered_by, load.answered_at, load.ended_at = by, at, None
        load.save()
        record(act="approve_upload", by=by, at=at, school_id=school.pk, subject=load)
    return load


def _loaded_since(school: School, moment: datetime) -> bool:
    """Whether the school was loaded after the moment, from the page or by a command."""
    uploads = FolderLoad.objects.filter(school=school, state=State.LOADED)
    acts = Act.objects.filter(school=school, act="load_folder", at__gt=moment)
    return uploads.filter(ended_at__gt=moment).exists() or acts.exists()
