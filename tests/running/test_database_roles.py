"""A server of one's own gets the roles that it lacks, or its administrator the SQL for them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from attendance_site.local_servers.postgresql import PostgreSQL
from attendance_site.local_servers.sharing import Use
from tests.support.local_servers import ROOT


@pytest.fixture
def server(local_dir: Path) -> Iterator[PostgreSQL]:
    database = PostgreSQL(local_dir)
    with Use(database):
        yield database


def as_administrator(server: PostgreSQL, *statements: str) -> list[tuple]:
    """Run statements as the server's administrator; the rows of the last."""
    with psycopg.connect(address(server, "postgres", "postgres"), autocommit=True) as connection:
        for statement in statements:
            last = connection.execute(statement.encode())
        return last.fetchall() if last.description else []


def address(server: PostgreSQL, role: str, database: str, password: str = "") -> str:
    """An address as a person would write it into DATABASE_URL."""
    secret = f":{password}" if password else ""
    return f"postgresql://{role}{secret}@{quote(str(server.sockets()), safe='')}/{database}"


def prepare(application: str, owner: str, local_dir: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "manage.py", "prepare_database", "--verbosity", "0"],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "LOCAL_DIR": str(local_dir / "of the command"),
            "ENVIRONMENT": "demo",
            "DATABASE_URL": application,
            "DATABASE_OWNER_URL": owner,
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_owner_who_may_makes_the_roles_that_are_missing(server, local_dir):
    as_administrator(
        server,
        "DROP DATABASE rollbook",
        "DROP ROLE rollbook_app, rollbook_owner, retention_purge",
        "CREATE ROLE its_owner LOGIN CREATEROLE",
        "CREATE DATABASE register OWNER its_owner",
    )
    serves = address(server, "its_application", "register", "wo'rd")
    for _twice in range(2):
        done = prepare(serves, address(server, "its_owner", "register"), local_dir)
        assert (done.returncode, done.stderr) == (0, "")
    with psycopg.connect(serves) as connection:
        assert connection.execute("SELECT count(*) FROM audit_act").fetchone() == (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("DELETE FROM audit_act")
    kept = as_administrator(
        server, "SELECT rolpassword LIKE 'SCRAM%' FROM pg_authid WHERE rolname = 'its_application'"
    )
    assert kept == [(True,)]


def test_an_owner_who_may_not_is_told_the_sql_to_have_run(server, local_dir):
    as_administrator(server, "CREATE DATABASE register OWNER rollbook_owner")
    owner = address(server, "rollbook_owner", "register")
    serves = address(server, "its_application", "register", "secret-word")
    refused = prepare(serves, owner, local_dir)
    assert refused.returncode == 1
    assert "secret-word" not in refused.stderr
    line = """CREATE ROLE "its_application" LOGIN PASSWORD 'the password in DATABASE_URL';"""
    assert line in refused.stderr
    as_administrator(server, line)
    assert prepare(serves, owner, local_dir).returncode == 0


def test_an_owner_who_may_make_no_tables_is_told_the_sql_to_have_run(server, local_dir):
    as_administrator(server, "CREATE DATABASE register")
    serves, owner = (
        address(server, role, "register") for role in ("rollbook_app", "rollbook_owner")
    )
    refused = prepare(serves, owner, local_dir)
    assert refused.returncode == 1
    line = 'ALTER DATABASE "register" OWNER TO "rollbook_owner";'
    assert line in refused.stderr
    as_administrator(server, line)
    assert prepare(serves, owner, local_dir).returncode == 0


def test_an_application_that_may_do_all_is_refused(server, local_dir):
    as_administrator(server, "CREATE ROLE too_much LOGIN SUPERUSER")
    refused = prepare(
        address(server, "too_much", "rollbook"),
        address(server, "rollbook_owner", "rollbook"),
        local_dir,
    )
    assert refused.returncode == 1
    assert "The role too_much of DATABASE_URL may do all that the owner may" in refused.stderr


def test_an_owner_who_made_the_roles_may_act_as_the_purge_and_the_application_may_not(
    server, local_dir
):
    as_administrator(
        server,
        "DROP DATABASE rollbook",
        "DROP ROLE rollbook_app, rollbook_owner, retention_purge",
        "CREATE ROLE its_owner LOGIN CREATEROLE",
        "CREATE DATABASE register OWNER its_owner",
    )
    serves, owner = (address(server, role, "register") for role in ("its_application", "its_owner"))
    assert prepare(serves, owner, local_dir).returncode == 0
    with psycopg.connect(owner) as connection:
        connection.execute("SET ROLE retention_purge")
    with (
        psycopg.connect(serves) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("SET ROLE retention_purge")


def test_an_application_that_may_remove_entries_is_refused(server, local_dir):
    as_administrator(server, "GRANT retention_purge TO rollbook_app")
    serves, owner = (
        address(server, role, "rollbook") for role in ("rollbook_app", "rollbook_owner")
    )
    refused = prepare(serves, owner, local_dir)
    assert refused.returncode == 1
    line = 'REVOKE retention_purge FROM "rollbook_app";'
    assert line in refused.stderr
    as_administrator(server, line)
    assert prepare(serves, owner, local_dir).returncode == 0
