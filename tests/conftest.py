"""Lend every test a database that its owner made and the application's role serves."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from uuid import uuid4

import pytest
from django.conf import settings
from pytest_django import DjangoDbBlocker

from attendance_site.local_servers.postgresql import PostgreSQL
from attendance_site.local_servers.sharing import Use
from attendance_site.local_servers.valkey import Valkey
from tests.support import databases


def pytest_configure() -> None:
    """Let SIGTERM end a run as Ctrl-C does: with what it started put away."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, signal.default_int_handler)


@pytest.fixture(scope="session")
def servers() -> Iterator[None]:
    """PostgreSQL and Valkey, started where the environment names none."""
    with ExitStack() as used:
        if not os.environ.get("DATABASE_URL"):
            os.environ.setdefault("LOCAL_DATABASE_DURABLE", "false")
            used.enter_context(Use(PostgreSQL(settings.LOCAL_DIR)))
        if not os.environ.get("REDIS_URL"):
            used.enter_context(Use(Valkey(settings.LOCAL_DIR)))
        yield


@pytest.fixture
def own_cache(request: pytest.FixtureRequest) -> None:
    """A cache in which nothing is kept yet; emptying one would empty those of other workers."""
    lent = request.getfixturevalue("settings")
    lent.CACHES = {"default": lent.CACHES["default"] | {"KEY_PREFIX": uuid4().hex}}


@pytest.fixture(scope="session")
def django_db_setup(servers: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The database of the tests that roll back; nothing is ever committed to it."""
    with django_db_blocker.unblock():
        databases.remove_leftovers()
        name = databases.make("rolled_back")
        with databases.served(name), django_db_blocker.block():
            yield
        databases.remove(name)


@pytest.fixture(scope="session")
def committed_database(servers: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The database of the tests that commit, and of the live site; never flushed."""
    with django_db_blocker.unblock():
        name = databases.make("committed")
    yield name
    with django_db_blocker.unblock():
        databases.remove(name)


@pytest.fixture
def committed(
    request: pytest.FixtureRequest, committed_database: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Commit for real: for races, for the live site, for what the database does at a commit.

    Nothing is removed afterwards, so a test makes a school of its own and looks at nothing else.
    """
    if "db" in request.fixturenames:
        pytest.fail("A test either rolls back (db) or commits (committed), never both.")
    with django_db_blocker.unblock(), databases.served(committed_database):
        yield
