"""Make test databases as their owner, and let Django serve from them as the application's role.

The tables are made once for each state of the migrations, in a template that every run copies.
A run's databases carry its process id, so that several runs at once never meet, and those of a
run that was killed are removed by the next.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.core.cache import caches
from django.core.management import call_command
from django.db import connections
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent.parent
TEMPLATE, RUN = "rollbook_tests_", "rollbook_run_"
ONE_AT_A_TIME = 7_203_114  # The advisory lock held while a template is made and copied.


def make(purpose: str) -> str:
    """Make a database with all tables and rights and no rows of our own; its name."""
    name = f"{RUN}{os.getpid()}_{purpose}"
    with as_owner() as server:
        server.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        template = _template(server)
        server.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
    return name


def remove(name: str) -> None:
    """Remove the database, ending whatever is still connected to it."""
    with as_owner() as server:
        _drop(server, name)


@contextmanager
def served(name: str) -> Iterator[None]:
    """Let Django, and its cache, use this database."""
    before = {alias: connections.settings[alias]["NAME"] for alias in connections.settings}
    connections.close_all()
    _point(dict.fromkeys(before, name))
    try:
        yield
    finally:
        connections.close_all()
        _point(before)


@contextmanager
def as_owner() -> "Iterator[psycopg.Connection[tuple[object, ...]]]":
    """A connection of the owner to the server, outside any test database."""
    named = connections.settings["owner"]
    with psycopg.connect(
        host=named["HOST"] or None,
        port=named["PORT"] or None,
        user=named["USER"],
        password=named["PASSWORD"] or None,
        dbname="postgres",
        autocommit=True,
    ) as connection:
        yield connection


def remove_leftovers() -> None:
    """Remove what killed runs left behind."""
    with as_owner() as server:
        found = server.execute("SELECT datname FROM pg_database WHERE datname ~ %s", [f"^{RUN}"])
        for (name,) in found.fetchall():
            process = str(name).removeprefix(RUN).partition("_")[0]
            if not Path(f"/proc/{process}").exists():
                _drop(server, str(name))


def _template(server: "psycopg.Connection[tuple[object, ...]]") -> str:
    """The name of the template for the migrations as they stand; made where it is missing."""
    name, half_made = TEMPLATE + _fingerprint(), f"{TEMPLATE}making"
    found = server.execute("SELECT datname FROM pg_database WHERE datname ~ %s", [f"^{TEMPLATE}"])
    there = {str(row[0]) for row in found.fetchall()}
    for old in there - {name}:
        _drop(server, old)
    if name not in there:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(half_made)))
        with served(half_made):
            call_command("prepare_database", verbosity=0)
        server.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                sql.Identifier(half_made), sql.Identifier(name)
            )
        )
    return name


def _fingerprint() -> str:
    found = hashlib.sha256()
    deciding = [
        *ROOT.glob("*/migrations/*.py"),
        *ROOT.glob("attendance_site/database_*.py"),
        ROOT / "attendance_site" / "settings.py",
        ROOT / "requirements.lock",
    ]
    for path in sorted(deciding):
        found.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return found.hexdigest()[:16]


def _drop(server: "psycopg.Connection[tuple[object, ...]]", name: str) -> None:
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _point(names: dict[str, str]) -> None:
    for alias, name in names.items():
        connections.settings[alias]["NAME"] = name
    for alias in caches.settings:
        caches.settings[alias]["KEY_PREFIX"] = names["default"]
        caches[alias].key_prefix = names["default"]
