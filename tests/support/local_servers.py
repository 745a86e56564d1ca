"""Use embedded servers as the tests of starting and stopping do."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg

from attendance_site.local_servers.postgresql import SERVES, PostgreSQL
from attendance_site.local_servers.postgresql_cluster import choose_cluster

ROOT = Path(__file__).resolve().parent.parent.parent
USE_AND_WAIT = """
import sys, time
from pathlib import Path
from attendance_site.local_servers.postgresql import PostgreSQL
from attendance_site.local_servers.sharing import Use
Use(PostgreSQL(Path(sys.argv[1])))
print("in use", flush=True)
time.sleep(60)
"""


def eventually(happens: Callable[[], bool]) -> bool:
    """Whether it happens within a few seconds."""
    patience = time.monotonic() + 15
    while not happens():
        if time.monotonic() > patience:
            return False
        time.sleep(0.02)
    return True


def start_user(local_dir: Path) -> "subprocess.Popen[str]":
    """Start another program that uses the server, without waiting until it does."""
    return subprocess.Popen(
        [sys.executable, "-c", USE_AND_WAIT, str(local_dir)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def is_using(user: "subprocess.Popen[str]") -> bool:
    """Wait for the program to use the server or to end; whether it uses it."""
    assert user.stdout is not None
    with user.stdout as output:
        return output.readline() == "in use\n"


def another_user(local_dir: Path) -> "subprocess.Popen[str]":
    """Another program that uses the server."""
    user = start_user(local_dir)
    assert is_using(user)
    return user


def asked(database: PostgreSQL, question: str, role: str = SERVES) -> object:
    """The first column of the first row that the question gives."""
    with psycopg.connect(database.url(role)) as connection:
        found = connection.execute(question.encode()).fetchone()
        return found[0] if found else None


def server_process(database: PostgreSQL) -> int:
    """The process that the server is."""
    home = choose_cluster(database.folder).data
    return int((home / "postmaster.pid").read_text().split()[0])


def runs(process: int) -> bool:
    """Whether the process is there and has not ended."""
    status = Path(f"/proc/{process}/stat")
    try:
        return status.read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
