"""The job that keeps a month's registers once it is over, and the task of one made by hand."""

from datetime import date, datetime

from celery import shared_task
from django.db import transaction

from registers.actions.keep_month import keep_month
from registers.keeping.months import due_at, latest_ended, month_before
from registers.models import Register
from registers.queries.kept_months import months_to_keep
from schools.models import School, User
from toolkit import clock
from toolkit.jobs import Job


def keeping_due(school: School, at: datetime) -> datetime | None:
    """Two in the morning of the first of the month, school time; however late it is by now.

    None while the school has no register.
    """
    if not Register.objects.filter(school=school).exists():
        return None
    latest = due_at(latest_ended(at))
    return latest if latest <= at else due_at(month_before(latest_ended(at)))


def run_keeping(*, school_id: int, due_at: datetime) -> None:
    """Keep the month that was over then, and any that was left out since the first copy."""
    school = School.objects.get(pk=school_id)
    for month in months_to_keep(school=school, at=due_at):
        keep_month(school=school, month=month, at=clock.now())


@shared_task(name="registers.keep_month")
def keep_again(
    *, school_id: int, month: str, by_id: int, asked_at: str, **_future_arguments: object
) -> None:
    """Make the copy that somebody asked for; a second run of the same task does nothing."""
    keep_month(
        school=School.objects.get(pk=school_id),
        month=date.fromisoformat(month),
        at=datetime.fromisoformat(asked_at),
        by=User.objects.get(pk=by_id, school_id=school_id),
        again=True,
    )


def queue(*, school: School, month: date, by: User, at: datetime) -> None:
    """Queue a copy made by hand."""
    transaction.on_commit(
        lambda: keep_again.delay(
            school_id=school.pk, month=month.isoformat(), by_id=by.pk, asked_at=at.isoformat()
        )
    )


KEEPING_JOBS = [Job(name="registers.keep", due=keeping_due, run=run_keeping)]
