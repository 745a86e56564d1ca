"""Run PostgreSQL as somebody other than root, who it refuses to work for."""

import ctypes
import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1
NOBODY = "nobody"
_prctl = ctypes.CDLL(None, use_errno=True).prctl


def die_with_parent(sent: signal.Signals) -> None:
    """Ask the kernel to send this process the signal when its parent ends, however it ends."""
    _prctl(PR_SET_PDEATHSIG, int(sent), 0, 0, 0)


def enter_own_namespace() -> None:
    """Become a user who is root outside and nobody inside; files stay root's own."""
    os.unshare(os.CLONE_NEWUSER)
    maps = {"setgroups": "deny", "uid_map": "65534 0 1", "gid_map": "65534 0 1"}
    for name, content in maps.items():
        with open(f"/proc/self/{name}", "w") as file:
            file.write(content)


def become_nobody() -> None:
    """Become the user nobody for good."""
    nobody = pwd.getpwnam(NOBODY)
    os.setgroups([])
    os.setgid(nobody.pw_gid)
    os.setuid(nobody.pw_uid)


def why_no_namespace() -> str:
    """Why root cannot have a user namespace here; empty when it can."""
    tried = subprocess.run(
        [sys.executable, "-m", __name__], capture_output=True, text=True, check=False
    )
    return tried.stdout.strip() if tried.returncode else ""


def in_child(drop: Callable[[], None] | None, ends_with: signal.Signals) -> Callable[[], None]:
    """What a child does between fork and exec: leave root behind, and end with its parent."""
    parent = os.getpid()

    def prepare() -> None:
        if drop is not None:
            drop()
        die_with_parent(ends_with)
        if os.getppid() not in {parent, 0}:
            os._exit(1)

    return prepare


if __name__ == "__main__":
    try:
        enter_own_namespace()
    except OSError as fault:
        sys.stdout.write(fault.strerror or "the kernel refused")
        sys.exit(1)
