"""Run what falls due by the minute, once for each school and due moment.

An app offers `JOBS` in its tasks. A run is claimed by a row that only one worker can add; a
claim whose worker died is taken over by a conditional update, which only one worker can win.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple, Protocol

from django.db import IntegrityError, transaction
from django.db.models import F

from toolkit.models import JobRun

STALE_AFTER = timedelta(minutes=15)  # Real time; longer than any job may take.
RETRIED_AFTER = timedelta(minutes=2)
MOST_TRIES = 8


class Run(Protocol):
    """Does the work for one school; it may be done again after a crash, so it must bear that."""

    def __call__(self, *, school_id: int, due_at: datetime) -> None: ...


class Job(NamedTuple):
    """Work that a school wants done at certain moments.

    name: unique, such as registers.open.
    words: what it does, as people call it, such as "opening the registers".
    due: from a school and a moment (aware), the latest moment up to it at which the work was
    due, or None when there was none worth catching up on.
    """

    name: str
    due: Callable[[Any, datetime], datetime | None]
    run: Run
    words: str = ""


def is_waiting(*, job: str, school_id: int, due_at: datetime, real: datetime) -> bool:
    """Whether nobody has finished this run, is at it, or has given it up. `real` is real time."""
    found = JobRun.objects.filter(school_id=school_id, job=job, due_at=due_at).first()
    return found is None or _may_be_taken_over(found, real=real)


def run_once(*, job: Job, school_id: int, due_at: datetime, now: Callable[[], datetime]) -> bool:
    """Claim the run and do it; whether it was ours to do.

    now: tells real time (aware); called at the claim and at the end. What the job raises is
    noted in the row, by kind, and raised again.
    """
    claim = _claim(job=job.name, school_id=school_id, due_at=due_at, real=now())
    if claim is None:
        return False
    ours = JobRun.objects.filter(pk=claim.pk, tries=claim.tries, finished_at=None)
    try:
        job.run(school_id=school_id, due_at=due_at)
    except Exception as failure:
        ours.update(failure=type(failure).__name__)
        raise
    ours.update(finished_at=now(), failure="")
    return True


def _claim(*, job: str, school_id: int, due_at: datetime, real: datetime) -> JobRun | None:
    """Take the run, or take it over from a worker that failed or died; None when it is taken."""
    try:
        with transaction.atomic():
            return JobRun.objects.create(
                school_id=school_id, job=job, due_at=due_at, claimed_at=real
            )
    except IntegrityError:
        pass
    found = JobRun.objects.get(school_id=school_id, job=job, due_at=due_at)
    if not _may_be_taken_over(found, real=real):
        return None
    same = JobRun.objects.filter(pk=found.pk, tries=found.tries, finished_at=None)
    if not same.update(claimed_at=real, tries=F("tries") + 1, failure=""):
        return None
    found.refresh_from_db()
    return found


def _may_be_taken_over(run: JobRun, *, real: datetime) -> bool:
    if run.finished_at is not None or run.tries >= MOST_TRIES:
        return False
    return real - run.claimed_at >= (RETRIED_AFTER if run.failure else STALE_AFTER)
