"""Say what the columns of another system's file hold, and have it checked."""

from datetime import date, datetime

from audit.actions.record import record
from registers.loading.effective import day_of_changes
from registers.mapping.problems import ColumnsRefused, problems_of
from registers.mapping.reading import Reading
from registers.mapping.remembering import remember
from registers.mapping.sheet import open_sheet
from registers.models import FolderLoad
from registers.uploads import storage
from registers.uploads.answers import NotWaiting, held
from registers.uploads.claims import is_wanted, refuse_if_under_way
from schools.models import School, User


def choose_columns(
    *,
    school: School,
    load_id: int,
    by: User,
    reading: Reading,
    at: datetime,
    real: datetime,
    effective: date | None = None,
) -> FolderLoad:
    """Keep the choice with the upload, remember it for the school, and begin the check.

    at: school time; real: real time. Whoever calls this queues the check. Raises NotPermitted,
    FolderLoad.DoesNotExist, NotWaiting, LoadUnderWay, TooFarAway, SheetRefused, ColumnsRefused.
    """
    day_of_changes(effective, at=at)
    with held(school=school, load_id=load_id, by=by) as load:
        if not load.reading or not load.place or not is_wanted(load):
            raise NotWaiting("This file is not kept any more. Upload it again.")
        refuse_if_under_way(school)
        sheet = open_sheet(storage.folder_of(load.place) / load.files[0]["name"])
        if problems := problems_of(reading, sheet):
            raise ColumnsRefused(problems)
        load.state, load.said, load.said_at = FolderLoad.State.CHECKING, "", real
        load.answered_by, load.answered_at, load.ended_at = None, None, None
        load.reading, load.effective, load.report = reading.as_kept(), effective, {}
        load.save()
        remember(reading=reading, sheet=sheet, by=by, at=at)
        record(act="choose_columns", by=by, at=at, school_id=school.pk, subject=load,
               detail={"kind": reading.kind, "codes": dict(reading.codes)})  # fmt: skip
    return load
