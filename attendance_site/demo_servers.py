"""Lend the demo a PostgreSQL and a Valkey where the environment names none."""

import os
import shutil
from contextlib import ExitStack
from typing import NamedTuple

from django.conf import settings
from django.db import connections

from attendance_site.local_servers.faults import ServerFault
from attendance_site.local_servers.locks import FileLock
from attendance_site.local_servers.places import private_folder
from attendance_site.local_servers.postgresql import SERVES, PostgreSQL
from attendance_site.local_servers.sharing import Use, is_kept
from attendance_site.local_servers.valkey import Valkey


class Lent(NamedTuple):
    """The servers that were started for the demo, and the variables that name them."""

    uses: list[Use]
    environ: dict[str, str]


def only_demo_here() -> FileLock:
    """Held for as long as the demo runs; raises ServerFault while another one holds it."""
    lock = FileLock(private_folder(settings.LOCAL_DIR) / "demo.lock")
    if not lock.try_to_own():
        lock.close()
        raise ServerFault(
            f"Another ./demo is running with the data in {settings.LOCAL_DIR}. Stop it, or let "
            "LOCAL_DIR name another folder for this one."
        )
    return lock


def lend(servers: ExitStack, *, fresh: bool) -> Lent:
    """Start what is needed, to be left when `servers` closes.

    fresh: remove the embedded database first; refused for a server of one's own. Raises
    ServerFault.
    """
    uses, environ = [], {}
    if not os.environ.get("DATABASE_URL"):
        database = PostgreSQL(settings.LOCAL_DIR)
        if fresh:
            _forget(database)
        uses.append(servers.enter_context(Use(database)))
        environ["DATABASE_URL"] = database.url(SERVES)
        for alias in connections.settings:
            connections.settings[alias]["HOST"] = str(database.sockets())
    elif fresh:
        raise ServerFault(
            "--fresh removes the embedded database only; empty the one that DATABASE_URL names "
            "by hand."
        )
    if not os.environ.get("REDIS_URL"):
        broker = Valkey(settings.LOCAL_DIR)
        uses.append(servers.enter_context(Use(broker)))
        environ["REDIS_URL"] = broker.url()
    servers.callback(connections.close_all)
    return Lent(uses, environ)


def _forget(database: PostgreSQL) -> None:
    if is_kept(database):
        raise ServerFault(
            "A command in another shell is using the database; let it end before --fresh."
        )
    database.forget()
    for folder in ("mail", "uploads", "kept"):
        shutil.rmtree(settings.LOCAL_DIR / folder, ignore_errors=True)
