"""The worker and the beat: `celery -A attendance_site.celery worker` and `… beat`."""

import os
import signal
from typing import Any

from celery import Celery
from celery.schedules import crontab
from celery.signals import setup_logging, worker_process_init, worker_ready

from attendance_site.local_servers import privileges

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "attendance_site.settings")

app = Celery("rollbook")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = {
    "tick": {
        "task": "attendance_site.tick",
        "schedule": crontab(),
        "options": {"expires": 55},  # Seconds; a worker that was away wants only the last one.
    }
}
app.autodiscover_tasks()
app.autodiscover_tasks(["attendance_site"], related_name="tick")


@setup_logging.connect
def keep_our_logging(**_settings: Any) -> None:
    """Log as Django's settings say, not as the worker would by itself."""


@worker_process_init.connect
def end_with_parent(**_settings: Any) -> None:
    """Leave no process of the pool behind when the worker was killed."""
    privileges.die_with_parent(signal.SIGKILL)


@worker_ready.connect
def catch_up(**_settings: Any) -> None:
    """Look at once for what fell due while no worker ran."""
    app.send_task("attendance_site.tick")
