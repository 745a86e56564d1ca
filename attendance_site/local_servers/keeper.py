"""Own one embedded server: start it, say when it is ready, stop it after its last user.

Run as `python -m attendance_site.local_servers.keeper SERVER LOCAL_DIR`. The first line of its
output is "ready" or the sentence that says why not.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from attendance_site.local_servers.faults import ServerFault
from attendance_site.local_servers.postgresql import PostgreSQL
from attendance_site.local_servers.sharing import Server, keeper_lock, users_lock
from attendance_site.local_servers.valkey import Valkey

SERVERS: dict[str, Callable[[Path], Server]] = {"postgresql": PostgreSQL, "valkey": Valkey}


def keep(server: Server) -> int:
    """Keep the server until nobody uses it; the exit status."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    with keeper_lock(server) as kept:
        if not kept.own_within(2):  # Others look at the lock for a moment.
            _say("Another command is starting this server; try again.")
            return 1
        try:
            process = server.start()
        except ServerFault as fault:
            _say(str(fault))
            return 1
        stopping = threading.Event()

        def stop(*_signal: object) -> None:
            stopping.set()
            server.stop(process)
            os._exit(0)

        signal.signal(signal.SIGTERM, stop)
        threading.Thread(target=_end_with, args=(process, stopping), daemon=True).start()
        _say("ready")
        _let_go_of_output()
        with users_lock(server) as users:
            users.own()
            stop()
    return 0


def _end_with(process: "subprocess.Popen[bytes]", stopping: threading.Event) -> None:
    """End the keeper when the server dies by itself, so that the next command starts another."""
    process.wait()
    if not stopping.is_set():
        os._exit(1)
    time.sleep(60)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _let_go_of_output() -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for handle in (1, 2):
        os.dup2(nowhere, handle)


if __name__ == "__main__":
    sys.exit(keep(SERVERS[sys.argv[1]](Path(sys.argv[2]))))
