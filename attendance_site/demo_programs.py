"""The programs of the demo: web, worker and beat."""

import socket
import sys
from collections.abc import Mapping, Sequence
from urllib.parse import urlunsplit

from django.conf import settings

from attendance_site.local_servers.supervisor import Program, Signals

LONGEST_START = 30.0  # Seconds until the web process must answer.


def without_owner(environ: Mapping[str, str]) -> dict[str, str]:
    """What a serving program is told: not how to become the owner of the tables."""
    told = {name: value for name, value in environ.items() if name != "DATABASE_OWNER_URL"}
    return told | {"PYTHONWARNINGS": "ignore:You're running the worker with superuser"}


def web(environ: Mapping[str, str], port: int) -> Program:
    """The pages, for this machine only."""
    address = urlunsplit(("http", f"127.0.0.1:{port}", "", "", ""))
    told = without_owner(environ) | {
        "SITE_ADDRESS": address,
        "WEB_ADDRESS": "127.0.0.1",
        "WEB_PORT": str(port),
    }
    return Program("web", [sys.executable, "-m", "attendance_site.serving"], told)


def worker(environ: Mapping[str, str], port: int) -> Program:
    """The jobs, one at a time."""
    return Program(
        "worker", [*CELERY, "worker", "--concurrency", "1"], _jobs_environ(environ, port)
    )


def beat(environ: Mapping[str, str], port: int) -> Program:
    """The tick of every minute."""
    schedule = settings.LOCAL_DIR / "beat"
    command = [*CELERY, "beat", "--schedule", str(schedule), "--pidfile", ""]
    return Program("beat", command, _jobs_environ(environ, port))


CELERY = [sys.executable, "-m", "celery", "--app", "attendance_site.celery", "--quiet"]
STARTS = (web, worker, beat)


def answers(port: int, programs: Sequence[Program], signals: Signals) -> bool:
    """Whether the web process takes connections; waits for it, but not for a program that ended."""
    for _try in range(int(LONGEST_START / 0.05)):
        if signals.asked or any(program.has_ended() for program in programs):
            return False
        with socket.socket() as line:
            if line.connect_ex(("127.0.0.1", port)) == 0:
                return True
        signals.woken.wait(timeout=0.05)
    return False


def _jobs_environ(environ: Mapping[str, str], port: int) -> dict[str, str]:
    return without_owner(environ) | {"SITE_ADDRESS": f"http://127.0.0.1:{port}"}
