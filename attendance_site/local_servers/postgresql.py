"""The embedded PostgreSQL: its cluster, its roles, its start and its stop."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

import psycopg

from attendance_site.local_servers import privileges
from attendance_site.local_servers.faults import ServerFault
from attendance_site.local_servers.places import server_folder, socket_folder
from attendance_site.local_servers.postgresql_cluster import Cluster, choose_cluster, noted_home

OWNER, SERVES, PURGES, DATABASE = "rollbook_owner", "rollbook_app", "retention_purge", "rollbook"
ROLES = {  # The application's role owns nothing; the owner may make databases for the tests.
    PURGES: "NOLOGIN",
    OWNER: f"LOGIN CREATEDB IN ROLE {PURGES}",
    SERVES: "LOGIN",
}
QUIET = ("log_error_verbosity=terse", "log_min_error_statement=panic")  # No data in the log.
SMALL = ("listen_addresses=", "max_connections=60", "shared_buffers=128MB")
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
LONGEST_START = 60.0  # Seconds; a crashed cluster replays its log first.


class PostgreSQL:
    """A PostgreSQL of this checkout alone, reached by a unix socket in a private folder."""

    name = "postgresql"

    def __init__(self, local_dir: Path) -> None:
        self.folder = server_folder(local_dir, self.name)
        self.prepared = self.folder / "prepared"  # What the tables were last prepared for.

    def url(self, role: str) -> str:
        """The address for the role, as DATABASE_URL wants it."""
        return f"postgresql://{role}@{quote(str(self.sockets()), safe='')}/{DATABASE}"

    def sockets(self) -> Path:
        """The folder of the socket; it moves with a cluster that belongs to nobody."""
        return socket_folder(self._home())

    def forget(self) -> None:
        """Remove the cluster and everything in it."""
        home = self._home()
        shutil.rmtree(home / "data", ignore_errors=True)
        if home != self.folder:
            shutil.rmtree(home, ignore_errors=True)
        (self.folder / "elsewhere").unlink(missing_ok=True)
        self.prepared.unlink(missing_ok=True)

    def start(self) -> "subprocess.Popen[bytes]":
        """Start it, making its cluster where there is none; raises ServerFault."""
        cluster = choose_cluster(self.folder)
        cluster.make_ready()
        self._wait_for_predecessor(cluster)
        log = self.folder / "log"
        settings = [*QUIET, *SMALL]
        if os.environ.get("LOCAL_DATABASE_DURABLE") == "false":
            settings += FAST
        options = [word for setting in settings for word in ("-c", setting)]
        with log.open("wb") as output:
            process = subprocess.Popen(
                [cluster.program("postgres"), "-D", cluster.data, "-k", self.sockets(), *options],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd="/",
                preexec_fn=privileges.in_child(cluster.drop, signal.SIGINT),
            )
        try:
            self._wait_until_it_answers(process)
        except BaseException:
            process.send_signal(signal.SIGINT)
            raise
        return process

    def stop(self, process: "subprocess.Popen[bytes]") -> None:
        """Stop it: open connections are ended, what was committed is kept."""
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGQUIT)
            process.wait()

    def _home(self) -> Path:
        note = self.folder / "elsewhere"
        return noted_home(note) if note.exists() else self.folder

    def _wait_for_predecessor(self, cluster: Cluster) -> None:
        """Wait for a server whose keeper was killed and which is still shutting down."""
        note = cluster.data / "postmaster.pid"
        patience = time.monotonic() + 15
        while note.exists() and time.monotonic() < patience:
            pid = int(note.read_text().split()[0])
            command = Path(f"/proc/{pid}/cmdline")
            if not command.exists() or str(cluster.data) not in command.read_text():
                return
            time.sleep(0.05)

    def _wait_until_it_answers(self, process: "subprocess.Popen[bytes]") -> None:
        patience = time.monotonic() + LONGEST_START
        while True:
            try:
                with psycopg.connect(
                    host=str(self.sockets()), user="postgres", dbname="postgres", autocommit=True
                ) as connection:
                    _make_roles(connection)
                return
            except psycopg.OperationalError as fault:
                if process.poll() is not None or time.monotonic() > patience:
                    log = self.folder / "log"
                    raise ServerFault(
                        f"The embedded PostgreSQL does not start: {_reason(log, str(fault))} "
                        f"(its log is {log})."
                    ) from fault
                time.sleep(0.02)


def _make_roles(connection: "psycopg.Connection[tuple[object, ...]]") -> None:
    """Make the roles and the database where they are missing."""
    there = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
    for role, rights in ROLES.items():
        if role not in there:
            connection.execute(f"CREATE ROLE {role} {rights}".encode())
    found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
    if found.fetchone() is None:
        connection.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}".encode())


def _reason(log: Path, otherwise: str) -> str:
    """What the log says last that stopped the server."""
    said = log.read_text(errors="replace").splitlines()
    fatal = [line.partition("FATAL:")[2].strip() for line in said if "FATAL:" in line]
    fatal = [line for line in fatal if "starting up" not in line]
    return fatal[-1] if fatal else otherwise
