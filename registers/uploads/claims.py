"""Let one worker begin a check or a load, and let it end once."""

from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q

from registers.models import FolderLoad
from registers.uploads import storage
from registers.uploads.in_words import day_and_time
from schools.models import School
from schools.school_lock import ONE_AT_A_TIME

BEGINS = "Beginning"
SILENT_FOR = timedelta(minutes=2)  # Real time; the sign of life comes every few seconds.
RUNNING = (FolderLoad.State.CHECKING, FolderLoad.State.LOADING)
ONLY_WHILE_WANTED = (FolderLoad.State.CHECKED, FolderLoad.State.FAILED)  # Whose files are kept.
AND_OF_OTHERS = (FolderLoad.State.MAPPING, FolderLoad.State.REFUSED)  # Kept too, to be read anew.


class LoadUnderWay(Exception):
    """Another load of this school is not done yet; the text names who is at it since when."""


def begin(*, load_id: int, state: str, real: datetime) -> FolderLoad | None:
    """Claim the load for this worker; None when another has it or nobody wants it any more."""
    waiting = FolderLoad.objects.filter(pk=load_id, state=state, said="")
    if not waiting.update(said=BEGINS, said_at=real):
        return None
    people = ("school", "uploaded_by__school", "answered_by__school")
    return FolderLoad.objects.select_related(*people).get(pk=load_id)


def end(
    *, load: FolderLoad, state: str, at: datetime, report: dict[str, Any] | None = None
) -> bool:
    """End a check or a load that still is as it was begun; whether it was. `tidy` comes after."""
    facts: dict[str, Any] = {"state": state, "ended_at": at, "after_load": load.after_load}
    if report is not None:
        facts["report"] = report
    return bool(FolderLoad.objects.filter(pk=load.pk, state=load.state).update(**facts))


def is_wanted(load: FolderLoad) -> bool:
    """Whether the upload waits for somebody, with its files kept.

    A file of another system that was refused does: what its columns hold may be said anew.
    """
    if load.reading and load.state in AND_OF_OTHERS:
        return bool(load.place)
    return load.state in ONLY_WHILE_WANTED


def tidy(load_id: int) -> None:
    """Remove the files of a load that has come to its end."""
    load = FolderLoad.objects.get(pk=load_id)
    if load.state not in RUNNING and not is_wanted(load) and load.place:
        storage.remove(load.place)
        FolderLoad.objects.filter(pk=load_id).update(place="")


def refuse_if_under_way(school: School, *, but: int | None = None) -> None:
    """Raise LoadUnderWay while the school is being checked or loaded, here or by a command."""
    rows = FolderLoad.objects.filter(~Q(pk=but), school=school, state__in=RUNNING)
    other = rows.select_related("uploaded_by", "answered_by").first()
    if other is not None:
        who, since = other.answered_by or other.uploaded_by, other.answered_at or other.uploaded_at
        raise LoadUnderWay(
            f"{who.name} has been loading files since {day_and_time(since)}. "
            "Wait until that is done, then try again."
        )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND objid = %s "
            "AND pid <> pg_backend_pid() "
            "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            [ONE_AT_A_TIME, int(school.urn)],
        )
        if cursor.rowcount:
            raise LoadUnderWay(
                "The school is being loaded by a command on the server, or its settings are just "
                "being changed. Wait until that is done, then try again."
            )
