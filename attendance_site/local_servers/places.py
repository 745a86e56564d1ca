"""Decide where an embedded server keeps its data, its socket and its locks."""

import hashlib
import os
import stat
from pathlib import Path

from attendance_site.local_servers.faults import ServerFault

LONGEST_SOCKET = 107  # Bytes; the kernel's limit for the path of a unix socket.
LONGEST_SOCKET_NAME = len("/.s.PGSQL.5432")


def private_folder(path: Path) -> Path:
    """The folder, made for this user alone where it is missing."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as fault:
        raise ServerFault(
            f"The folder {path} cannot be made ({fault.strerror}); set LOCAL_DIR to one that can."
        ) from fault
    return path


def server_folder(local_dir: Path, server: str) -> Path:
    """The folder of one server's data, log and locks."""
    return private_folder(private_folder(local_dir) / server)


def socket_folder(folder: Path) -> Path:
    """Where the server's socket goes: in its folder, or in a short one where that is too long.

    The server trusts whoever can reach its socket, so the folder is refused when another user
    owns it or may enter it.
    """
    inside = folder / "run"
    if len(os.fsencode(inside)) + LONGEST_SOCKET_NAME <= LONGEST_SOCKET:
        return private_folder(inside)
    key = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
    short = Path(f"/tmp/rollbook-{os.geteuid()}-{key}")  # noqa: S108 - checked below
    private_folder(short)
    found = short.lstat()
    if (
        not stat.S_ISDIR(found.st_mode)
        or found.st_uid != os.geteuid()
        or stat.S_IMODE(found.st_mode) & 0o077
    ):
        raise ServerFault(f"{short} is not private to this user; remove it and start again.")
    return short
