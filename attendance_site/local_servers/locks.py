"""Locks that the kernel lets go of when their holder ends, however it ends."""

import fcntl
import os
import time
from pathlib import Path
from types import TracebackType
from typing import Self


class FileLock:
    """An advisory lock on a file; never handed on to another program."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def share(self) -> None:
        """Hold it together with others; waits for one who has it alone."""
        fcntl.flock(self.handle, fcntl.LOCK_SH)

    def own(self) -> None:
        """Hold it alone; waits for all others."""
        fcntl.flock(self.handle, fcntl.LOCK_EX)

    def try_to_share(self) -> bool:
        """Whether it could be shared at once."""
        return self._at_once(fcntl.LOCK_SH)

    def try_to_own(self) -> bool:
        """Whether it could be had alone at once; a share held before is lost either way."""
        return self._at_once(fcntl.LOCK_EX)

    def own_within(self, seconds: float) -> bool:
        """Whether it could be had alone within the time."""
        patience = time.monotonic() + seconds
        while not self.try_to_own():
            if time.monotonic() > patience:
                return False
            time.sleep(0.005)
        return True

    def close(self) -> None:
        """Let go."""
        os.close(self.handle)

    def _at_once(self, kind: int) -> bool:
        try:
            fcntl.flock(self.handle, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
