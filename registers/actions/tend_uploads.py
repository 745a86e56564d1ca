"""Look after uploads whose worker fell silent, that nobody began, or that nobody answered."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from audit.actions.record import record
from registers.models import FolderLoad
from registers.uploads import storage
from registers.uploads.claims import AND_OF_OTHERS, ONLY_WHILE_WANTED, RUNNING, SILENT_FOR
from registers.uploads.in_words import refusal
from schools.models import User

STOPPED = "The server was stopped in the middle of it. Nothing was saved. Try again."
UNANSWERED = "Nobody said yes within 7 days, so the files were removed."
State = FolderLoad.State


def wants_tending(*, school_id: int, at: datetime, real: datetime) -> bool:
    """Whether there is anything to do for the school."""
    wanted = silent(school_id, real) | unanswered(school_id, at)
    return wanted.exists() or bool(storage.left_behind(school_id, real=real))


def tend_uploads(*, school_id: int, at: datetime, real: datetime) -> list[FolderLoad]:
    """Fail the silent, remove old files, and give back what is to be queued once more.

    at: school time, by which files grow old; real: real time, by which a worker is silent. Safe
    to run any number of times, also beside a worker that was only slow: that one finds its load
    ended, and takes back what it saved.
    """
    again = []
    for load in silent(school_id, real):
        same = FolderLoad.objects.filter(pk=load.pk, state=load.state, said_at=load.said_at)
        if load.said:
            same.update(state=State.FAILED, ended_at=at, report=refusal(STOPPED))
        elif same.update(said_at=real):
            again.append(load)
    for load in unanswered(school_id, at):
        if _let_go(load, at=at):
            storage.remove(load.place)
    for place in storage.left_behind(school_id, real=real):
        storage.remove(place)
    return again


def _let_go(load: FolderLoad, *, at: datetime) -> bool:
    """Give the upload's files up, unless it was answered meanwhile; whether it was given up."""
    facts: dict[str, Any] = {"place": ""}
    if load.state in (State.CHECKED, State.MAPPING):
        facts |= {"state": State.DROPPED, "report": load.report | refusal(UNANSWERED)}
    with transaction.atomic():
        same = FolderLoad.objects.filter(pk=load.pk, state=load.state, place=load.place)
        if not same.update(**facts):
            return False
        record(
            act="drop_upload",
            by=User.objects.system(load.school),
            at=at,
            school_id=load.school_id,
            subject=load,
            reason=UNANSWERED,
        )
    return True


def silent(school_id: int, real: datetime) -> QuerySet[FolderLoad]:
    """Checks and loads of which nothing was heard for a while."""
    return FolderLoad.objects.filter(
        school_id=school_id, state__in=RUNNING, said_at__lte=real - SILENT_FOR
    )


def unanswered(school_id: int, at: datetime) -> QuerySet[FolderLoad]:
    """Uploads whose files have been kept for long enough."""
    return FolderLoad.objects.select_related("school").filter(
        ~Q(place=""),
        school_id=school_id,
        state__in=(*ONLY_WHILE_WANTED, *AND_OF_OTHERS),
        uploaded_at__lte=at - storage.KEPT_FOR,
    )
