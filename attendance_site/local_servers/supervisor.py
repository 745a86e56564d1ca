"""Run several programs together: their output side by side, and all of them ended at the end."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Protocol

from attendance_site.local_servers import privileges

LONGEST_STOP = 10.0  # Seconds that a program has to end by itself.
ROOT = Path(__file__).resolve().parent.parent.parent


class Watched(Protocol):
    """Something that must not end before we do."""

    @property
    def name(self) -> str: ...

    def has_ended(self) -> bool: ...


class Program:
    """A program in a process group of its own, which the kernel ends with us at the latest."""

    def __init__(self, name: str, command: Sequence[str], environ: Mapping[str, str]) -> None:
        self.name = name
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=dict(environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            text=True,
            errors="replace",
            preexec_fn=privileges.in_child(None, signal.SIGKILL),
        )
        assert self.process.stdout is not None
        self.echo = threading.Thread(
            target=_echo, args=(self.name, self.process.stdout), daemon=True
        )
        self.echo.start()

    def has_ended(self) -> bool:
        """Whether it ended by itself."""
        return self.process.poll() is not None

    def stop(self, *, at_once: bool = False) -> None:
        """Ask it to end, and end what is left of its group after a while or at once."""
        if not at_once and not self.has_ended():
            self.process.terminate()
            try:
                self.process.wait(timeout=LONGEST_STOP)
            except subprocess.TimeoutExpired:
                say(f"{self.name} takes too long to stop and is ended.")
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.echo.join(timeout=1)


class Signals:
    """Notice that somebody asks us to stop; asked twice, to stop at once.

    Until programs run there is nothing to stop in order, and whatever is going on is interrupted.
    Handlers are set for SIGINT too: a shell starts a program in the background with SIGINT
    ignored, and Python leaves it so.
    """

    def __init__(self) -> None:
        self.asked = 0
        self.programs_run = False
        self.woken = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._note)

    def _note(self, *_signal: object) -> None:
        self.asked += 1
        self.woken.set()
        if not self.programs_run:
            raise KeyboardInterrupt


def watch(watched: Sequence[Watched], signals: Signals) -> int:
    """Wait until somebody asks to stop, or something ends by itself; the exit status."""
    while not signals.asked:
        for one in watched:
            if one.has_ended():
                say(f"{one.name} ended by itself, so everything is stopped.")
                return 1
        signals.woken.wait(timeout=0.3)
    return 0


def stop_all(programs: Sequence[Program], signals: Signals) -> None:
    """Stop the programs, the last first."""
    for program in reversed(programs):
        program.stop(at_once=signals.asked > 1)


def say(line: str) -> None:
    """Write a line, even when nobody listens any more."""
    try:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    except (BrokenPipeError, OSError):
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - for as long as we run


def _echo(name: str, output: IO[str]) -> None:
    with output:
        for line in output:
            say(f"{name:<8}| {line.rstrip()}")
