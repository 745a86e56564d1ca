"""Tell a watcher, without a sign-in and without school data, whether every part is alive."""

from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from attendance_site.celery import app
from attendance_site.tick import LAST_TICK
from toolkit import clock

TICK_IS_LATE = timedelta(minutes=3)
WORKER_ANSWERS_IN = 0.5  # Seconds.
REMEMBERED = 5  # Seconds; so that asking often costs the worker nothing.


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Each part by name with "ok" or a word for what is wrong; 503 when one is not ok."""
    parts = {"web": "ok", "database": database(), "broker": broker()}
    alive = parts["broker"] == "ok"
    parts["worker"] = worker() if alive else "unknown"
    parts["tick"] = last_tick() if alive else "unknown"
    status = 200 if set(parts.values()) == {"ok"} else 503
    return JsonResponse(parts, status=status)


def database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return "unreachable"
    return "ok"


def broker() -> str:
    try:
        cache.get(LAST_TICK)
        with app.connection_for_read() as line:
            line.ensure_connection(max_retries=1, timeout=1)
    except (RedisError, OperationalError, OSError):
        return "unreachable"
    return "ok"


def worker() -> str:
    known = cache.get("attendance_site.worker")
    if known is None:
        answered = app.control.ping(timeout=WORKER_ANSWERS_IN, limit=1)
        known = "ok" if answered else "silent"
        cache.set("attendance_site.worker", known, timeout=REMEMBERED)
    return str(known)


def last_tick() -> str:
    noted = cache.get(LAST_TICK)
    if noted is None:
        return "none yet"
    late = clock.real_now() - datetime.fromisoformat(noted) > TICK_IS_LATE
    return "late" if late else "ok"
