"""The jobs of uploaded files: check, load, and look after what was left."""

from datetime import datetime

from celery import shared_task
from django.db import transaction

from registers.actions.check_upload import check_upload
from registers.actions.load_upload import load_upload
from registers.actions.tend_uploads import tend_uploads, wants_tending
from registers.models import FolderLoad
from schools.models import School
from toolkit import clock
from toolkit.jobs import Job


@shared_task(name="registers.check_upload")
def check(*, load_id: int, **_future_arguments: object) -> None:
    """Check one upload; a second run of the same task does nothing."""
    check_upload(load_id=load_id, at=clock.now(), real=clock.real_now)


@shared_task(name="registers.load_upload")
def load(*, load_id: int, **_future_arguments: object) -> None:
    """Load one upload; a second run of the same task does nothing."""
    load_upload(load_id=load_id, at=clock.now(), real=clock.real_now)


def queue(upload: FolderLoad) -> None:
    """Queue what the upload waits for, once it is committed.

    When the broker is away, the job below queues it again a few minutes later.
    """
    task = load if upload.state == FolderLoad.State.LOADING else check
    transaction.on_commit(lambda: task.delay(load_id=upload.pk), robust=True)


def tending_due(school: School, at: datetime) -> datetime | None:
    """The minute, when something of the school wants looking after."""
    if wants_tending(school_id=school.pk, at=at, real=clock.real_now()):
        return at.replace(second=0, microsecond=0)
    return None


def run_tending(*, school_id: int, due_at: datetime) -> None:
    """Fail loads whose worker is gone, queue what got lost, and remove old files."""
    for upload in tend_uploads(school_id=school_id, at=clock.now(), real=clock.real_now()):
        queue(upload)


LOAD_JOBS = [
    Job(
        "registers.tend_uploads",
        due=tending_due,
        run=run_tending,
        words="looking after uploaded files",
    )
]
