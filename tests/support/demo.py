"""Run the demo in a folder of its own, as somebody would from a shell."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from attendance_site.local_servers import privileges
from tests.support.live_site import free_port
from tests.support.local_servers import ROOT, eventually, runs

LONGEST_START = 60.0  # Seconds.


class Demo:
    """A demo in a folder of its own."""

    def __init__(self, local_dir: Path) -> None:
        self.local_dir = local_dir
        self.port = free_port()
        self.output = local_dir.parent / "output"
        self.process: subprocess.Popen[bytes] | None = None

    def command(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run a command beside the demo, as somebody would in another shell."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT, env=self.environ(), capture_output=True, text=True, check=False,
        )  # fmt: skip

    def environ(self) -> dict[str, str]:
        """What a person's shell has, and the folder; nothing that the tests are told."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return kept | {"LOCAL_DIR": str(self.local_dir), "LOCAL_DATABASE_DURABLE": "false"}

    def start(self, *arguments: str) -> None:
        """Start it as a shell's `&` does, with SIGINT ignored, and wait until it is ready."""
        asked = [sys.executable, "manage.py", "demo", "--empty", "--port", str(self.port)]
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [*asked, *arguments],
                cwd=ROOT,
                env=self.environ(),
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_in_the_background,
            )
        patience = time.monotonic() + LONGEST_START
        while "Rollbook is at" not in self.said():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < patience, self.said()
            time.sleep(0.05)

    def stop(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(timeout=30) == 0, self.said()

    def said(self) -> str:
        return self.output.read_text()

    def processes(self) -> dict[int, str]:
        """The living processes that know this demo's folder, and what each is."""
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                known = (folder / "environ").read_bytes() + (folder / "cmdline").read_bytes()
                if str(self.local_dir).encode() in known and runs(int(folder.name)):
                    found[int(folder.name)] = (folder / "cmdline").read_text().replace("\0", " ")
            except OSError:
                continue
        return found

    def leaves_nothing(self) -> bool:
        return eventually(lambda: not self.processes())

    def health(self) -> dict[str, str]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/") as answer:
                return dict(json.load(answer))
        except urllib.error.HTTPError as unwell:
            return dict(json.load(unwell))

    def clear_away(self) -> None:
        """Kill whatever is left of it."""
        for process in self.processes():
            os.kill(process, signal.SIGKILL)
        if self.process is not None:
            self.process.wait()

    def one_process(self, words: str) -> int:
        """The oldest process whose command line holds the words."""
        assert eventually(lambda: any(words in line for line in self.processes().values()))
        return min(process for process, line in self.processes().items() if words in line)


def _in_the_background() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    privileges.die_with_parent(signal.SIGTERM)
