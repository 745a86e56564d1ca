"""Lend a benchmark a school, its database, the real web server and somebody signed in."""

import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CLASSES, PUPILS = 8, 30
FIRST_DAY, DAYS = date(2026, 1, 5), 100  # Any past days: the attendance lead marks them.


@dataclass(frozen=True)
class Ground:
    """What a client needs; keys of pupils by class, and the process ids of the servers."""

    school_id: int
    user_id: int
    classes: dict[int, list[int]]
    days: list[str]
    cookie: str
    csrf: str
    port: int
    dsn: str
    web: int
    database: int


@contextmanager
def ground(*, web_processes: int = 2) -> Iterator[Ground]:
    """Everything for one benchmark; removed at the end, also when SIGTERM or Ctrl-C ends it."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "attendance_site.settings")
    os.environ.setdefault("ENVIRONMENT", "test")
    os.environ.setdefault("LOCAL_DIR", str(ROOT / ".local" / "bench"))
    import django

    django.setup()
    from django.conf import settings

    from attendance_site.local_servers.postgresql import PostgreSQL
    from attendance_site.local_servers.sharing import Use
    from attendance_site.local_servers.valkey import Valkey
    from tests.support import databases
    from tests.support.live_site import LiveSite
    from tests.support.local_servers import server_process

    with ExitStack() as kept:
        database = PostgreSQL(settings.LOCAL_DIR)
        kept.enter_context(Use(database))
        kept.enter_context(Use(Valkey(settings.LOCAL_DIR)))
        databases.remove_leftovers()
        name = databases.make("bench")
        kept.callback(databases.remove, name)
        kept.enter_context(databases.served(name))
        school_id, user_id, classes, days, cookie = _school()
        site = LiveSite(name)
        site.environ = {
            **site.environ,
            "DEMO_CLOCK": "false",
            "WEB_PROCESSES": str(web_processes),
        }
        web = kept.enter_context(_quiet_web_server(site.environ))
        site.wait_until(lambda: "web" in site.health(), "the web process answers")
        yield Ground(
            school_id=school_id,
            user_id=user_id,
            classes=classes,
            days=days,
            cookie=cookie,
            csrf=secrets.token_hex(16),
            port=site.port,
            dsn=site.environ["DATABASE_URL"],
            web=web,
            database=server_process(database),
        )


@contextmanager
def _quiet_web_server(environ: Mapping[str, str]) -> Iterator[int]:
    """The web server without its log, which this process would have to read; its process id."""
    command = [sys.executable, "-m", "attendance_site.serving"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=ROOT, env=environ, stdout=quiet, stderr=quiet) as web:
        try:
            yield web.pid
        finally:
            web.terminate()


def _school() -> tuple[int, int, dict[int, list[int]], list[str], str]:
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from schools.models import Session
    from tests.factories.people import ClassMembershipFactory, SchoolClassFactory, UserFactory
    from tests.factories.schools import SchoolFactory, SchoolSettingsFactory

    school = SchoolFactory()
    SchoolSettingsFactory(school=school)
    days = [FIRST_DAY + timedelta(number) for number in range(DAYS)]
    Session.objects.bulk_create(
        Session(school=school, day=day, half=half) for day in days for half in ("AM", "PM")
    )
    lead = UserFactory(school=school, role="attendance_lead")
    classes: dict[int, list[int]] = {}
    for school_class in SchoolClassFactory.create_batch(CLASSES, school=school):
        members = ClassMembershipFactory.create_batch(PUPILS, school_class=school_class)
        classes[school_class.pk] = [member.pupil_id for member in members]
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(lead.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = lead.get_session_auth_hash()
    session.save()
    return school.pk, lead.pk, classes, [str(day) for day in days], session.session_key or ""
