"""Say that uploaded files which were checked are to be loaded."""

from datetime import datetime

from audit.actions.record import record
from registers.loading.last_load import LoadedAgain, last_load
from registers.models import FolderLoad
from registers.uploads.answers import NotWaiting, held, leavers_of
from registers.uploads.claims import refuse_if_under_way
from schools.models import School, User
from schools.permissions import Place, require
from schools.school_lock import hold_school

State = FolderLoad.State


class CheckIsOld(NotWaiting):
    """Something was loaded since the check, which therefore tells nothing any more."""


def approve_upload(
    *, school: School, load_id: int, by: User, at: datetime, real: datetime
) -> FolderLoad:
    """Note who says yes; whoever calls this queues the load.

    Files that end somebody's time on the roll need the yes of whoever may take a name off it.
    at: school time; real: real time. Raises NotPermitted, FolderLoad.DoesNotExist, NotWaiting,
    CheckIsOld, LoadUnderWay. Source: SI 2024/208, regulation 9; who decides is a product rule.
    """
    with held(school=school, load_id=load_id, by=by) as load:
        if leavers_of(load):
            require(by, "remove_from_roll", Place(school.pk))
        if load.state != State.CHECKED:
            raise NotWaiting("These files do not wait for a yes any more.")
        refuse_if_under_way(school)
        hold_school(school.urn)
        if load.after_load != last_load(school):
            raise CheckIsOld(str(LoadedAgain()))
        load.state, load.said, load.said_at = State.LOADING, "", real
        load.answered_by, load.answered_at, load.ended_at = by, at, None
        load.save()
        record(act="approve_upload", by=by, at=at, school_id=school.pk, subject=load)
    return load
