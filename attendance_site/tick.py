"""Once a minute, find what is due at each school and queue it."""

import importlib.util
from datetime import datetime
from importlib import import_module

from celery import shared_task
from django.apps import apps
from django.conf import settings
from django.core.cache import cache

from schools.actions.begin_demo_morning import begin_demo_morning
from schools.models import School
from toolkit import clock, jobs
from toolkit.actions.demo_time import keep_demo_time

LAST_TICK = "attendance_site.last_tick"


class UnknownJob(LookupError):
    """No app offers a job of this name."""


def known_jobs() -> dict[str, jobs.Job]:
    """The jobs of every app, by name."""
    found: dict[str, jobs.Job] = {}
    for app in apps.get_app_configs():
        name = f"{app.name}.tasks"
        if app.name.startswith("django") or importlib.util.find_spec(name) is None:
            continue
        found |= {job.name: job for job in getattr(import_module(name), "JOBS", [])}
    return found


@shared_task(name="attendance_site.tick")
def tick(**_future_arguments: object) -> None:
    """Queue every job that is due somewhere and that nobody has done; then note that we were."""
    real = clock.real_now()
    if settings.DEMO_CLOCK:
        keep_demo_time(real=real)
        begin_demo_morning(real=real)
    at = clock.now()
    for school in School.objects.all():
        for job in known_jobs().values():
            due_at = job.due(school, at)
            if due_at is not None and jobs.is_waiting(
                job=job.name, school_id=school.pk, due_at=due_at, real=real
            ):
                run_job.delay(job=job.name, school_id=school.pk, due_at=due_at.isoformat())
    cache.set(LAST_TICK, real.isoformat(), timeout=None)


@shared_task(name="attendance_site.run_job")
def run_job(*, job: str, school_id: int, due_at: str, **_future_arguments: object) -> None:
    """Do one school's due job; a second run does nothing. due_at is an ISO moment."""
    if job not in known_jobs():
        raise UnknownJob(job)
    jobs.run_once(
        job=known_jobs()[job],
        school_id=school_id,
        due_at=datetime.fromisoformat(due_at),
        now=clock.real_now,
    )
