"""Let any number of commands use one embedded server: the first starts it, the last stops it.

Every user holds a shared lock on `users` for its life. A keeper process owns the server and
waits for that lock alone: it gets it when the last user has gone, killed or not.
"""

import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from attendance_site.local_servers.faults import ServerFault
from attendance_site.local_servers.locks import FileLock

LONGEST_STOP = 20.0  # Seconds that a user waits for the keeper to have stopped the server.
ROOT = Path(__file__).resolve().parent.parent.parent


class Server(Protocol):
    """What the keeper needs of an embedded server."""

    name: str
    folder: Path

    def start(self) -> "subprocess.Popen[bytes]": ...

    def stop(self, process: "subprocess.Popen[bytes]") -> None: ...


def users_lock(server: Server) -> FileLock:
    return FileLock(server.folder / "users.lock")


def keeper_lock(server: Server) -> FileLock:
    return FileLock(server.folder / "keeper.lock")


def is_kept(server: Server) -> bool:
    """Whether a keeper is at work for this server."""
    with keeper_lock(server) as lock:
        return not lock.try_to_share()


def is_used(server: Server) -> bool:
    """Whether a command uses the server; its keeper then waits."""
    with users_lock(server) as lock:
        return not lock.try_to_own() and lock.try_to_share()


class Use:
    """One command's use of an embedded server, from creation to `leave()`."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.users = users_lock(server)
        self.users.share()
        try:
            with FileLock(server.folder / "starting.lock") as starting:
                starting.own()
                if not is_kept(server):
                    _start_keeper(server)
        except BaseException:
            self.users.close()
            raise

    @property
    def name(self) -> str:
        return self.server.name

    def has_ended(self) -> bool:
        """Whether the server was stopped, or died, although it is in use."""
        return not is_kept(self.server)

    def leave(self) -> None:
        """Stop using it; the last user waits until the server has stopped."""
        self.users.close()
        patience = time.monotonic() + LONGEST_STOP
        while is_kept(self.server) and time.monotonic() < patience:
            if is_used(self.server):
                return
            time.sleep(0.01)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.leave()


def _start_keeper(server: Server) -> None:
    """Start the keeper in a session of its own and wait until the server answers."""
    keeper = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "attendance_site.local_servers.keeper",
            server.name,
            str(server.folder.parent),
        ],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert keeper.stdout is not None
    with keeper.stdout as output:
        said = output.readline().strip()
        if said == "ready":
            keeper.returncode = 0  # It outlives this command; nobody waits for it.
            return
        more = output.read().rstrip()
    keeper.wait()
    raise ServerFault(f"{said}\n{more}" if more else said)
