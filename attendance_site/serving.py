"""Serve the site over HTTP: the web process, run as `python -m attendance_site.serving`."""

import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING

from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import MPServer

from attendance_site import environment, logs
from attendance_site.local_servers import privileges

if TYPE_CHECKING:  # The parent of the workers needs no Django.
    from django.core.handlers.wsgi import WSGIHandler

IDLE_THREADS_LIVE = 600  # Seconds; each keeps its database connection for as long.


def server() -> MPServer:
    """The web server as the environment asks for it, not yet started."""
    certificate = os.environ.get("TLS_CERTIFICATE")
    key = os.environ.get("TLS_KEY")
    return MPServer(
        "attendance_site.serving:application_for_worker",
        factory=True,
        address=environment.text("WEB_ADDRESS", "127.0.0.1"),
        port=environment.whole("WEB_PORT", 8050),
        interface=Interfaces.WSGI,
        http=HTTPModes.auto,
        websockets=False,
        workers=environment.whole("WEB_PROCESSES", 2),
        blocking_threads=environment.whole("WEB_THREADS", 4),
        blocking_threads_idle_timeout=IDLE_THREADS_LIVE,
        backpressure=environment.whole("WEB_BACKLOG", 512),
        log_level=LogLevels.warning,
        log_dictconfig=logs.configuration(logs.form()),
        ssl_cert=Path(certificate) if certificate else None,
        ssl_key=Path(key) if key else None,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        process_name="rollbook-web",
    )


def application_for_worker() -> "WSGIHandler":
    """The site, in a process that ends with its parent even when that was killed."""
    privileges.die_with_parent(signal.SIGKILL)
    from attendance_site.wsgi import application

    return application


if __name__ == "__main__":
    server().serve()
