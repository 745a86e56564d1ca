"""Give a manage.py command the environment and the servers that it needs, then run it."""

import hashlib
import os
import sys
from contextlib import ExitStack
from pathlib import Path

from attendance_site.local_servers.faults import ServerFault

FOR_READING = frozenset(["", "help", "version", "--help", "-h", "--version"])
WITHOUT_DATABASE = FOR_READING | frozenset(
    [
        "check",
        "collectstatic",
        "diffsettings",
        "findstatic",
        "makemessages",
        "compilemessages",
        "startapp",
        "startproject",
    ]
)
WITHOUT_TABLES = frozenset(
    [
        "dbshell",
        "makemigrations",
        "migrate",
        "optimizemigration",
        "prepare_database",
        "showmigrations",
        "sqlmigrate",
        "squashmigrations",
    ]
)


def run(argv: list[str]) -> int:
    """Run the command; its exit status. Where no DATABASE_URL is set it is lent a server."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "attendance_site.settings")
    command = argv[1] if len(argv) > 1 else ""
    if command == "demo" or not os.environ.get("DATABASE_URL"):
        os.environ.setdefault("ENVIRONMENT", "demo")
    if not in_production():
        os.environ.setdefault("LOG_FORMAT", "plain")
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        with ExitStack() as servers:
            is_lent = wants_server(argv)
            if is_lent:
                lend_servers(servers)
            if command not in FOR_READING:
                settings.ENVIRONMENT  # noqa: B018 - some of Django's commands bear bad settings
            if is_lent and command not in WITHOUT_TABLES:
                prepare_tables()
            execute_from_command_line(argv)
    except (ImproperlyConfigured, ServerFault) as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    return 0


def wants_server(argv: list[str]) -> bool:
    """Whether the command is to be lent the embedded database; the demo starts it by itself."""
    command = argv[1] if len(argv) > 1 else ""
    only_asks = "--help" in argv[2:] or "-h" in argv[2:]
    if only_asks or command in WITHOUT_DATABASE or command == "demo":
        return False
    return not os.environ.get("DATABASE_URL") and not in_production()


def in_production() -> bool:
    return os.environ.get("ENVIRONMENT") == "production"


def lend_servers(servers: ExitStack) -> None:
    """Use the embedded PostgreSQL for the length of the command, and Valkey where it runs."""
    from attendance_site import environment
    from attendance_site.local_servers.postgresql import OWNER, SERVES, PostgreSQL
    from attendance_site.local_servers.sharing import Use
    from attendance_site.local_servers.valkey import Valkey

    local_dir = environment.local_dir()
    database = PostgreSQL(local_dir)
    servers.callback(Use(database).leave)
    os.environ["DATABASE_URL"] = database.url(SERVES)
    os.environ["DATABASE_OWNER_URL"] = database.url(OWNER)
    broker = Valkey(local_dir)
    if not os.environ.get("REDIS_URL") and broker.answers():
        servers.callback(Use(broker).leave)
        os.environ["REDIS_URL"] = broker.url()


def prepare_tables() -> None:
    """Migrate and grant before a command that needs tables, unless nothing has changed since."""
    from attendance_site import environment
    from attendance_site.local_servers.postgresql import PostgreSQL

    note = PostgreSQL(environment.local_dir()).prepared
    wanted = state_of_migrations(environment.BASE_DIR)
    if note.exists() and note.read_text() == wanted:
        return
    import django
    from django.core.management import call_command

    django.setup()
    call_command("prepare_database", verbosity=0)
    note.write_text(wanted)


def state_of_migrations(root: Path) -> str:
    """Changes with every migration, grant and installed package."""
    found = hashlib.sha256()
    deciding = [
        *root.glob("*/migrations/*.py"),
        *root.glob("attendance_site/database_*.py"),
        root / "requirements.lock",
    ]
    for path in sorted(deciding):
        found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()
