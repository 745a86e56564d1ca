"""Start the real web server, and a worker when asked for, on the committed test database."""

import json
import os
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from urllib.parse import quote

from django.conf import settings
from django.db import connections

from attendance_site.local_servers.supervisor import Program

LONGEST_START = 30.0  # Seconds.


class LiveSite:
    """The site as people reach it, in processes of its own; `url` is where."""

    def __init__(self, database: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environ = serving_environ(database) | {
            "SITE_ADDRESS": self.url,
            "WEB_PORT": str(self.port),
            "WEB_PROCESSES": "1",
            "DEMO_CLOCK": "true",
        }
        self.programs: list[Program] = []

    def start(self) -> None:
        """Start the web process and wait until it answers."""
        self.programs.append(
            Program("web", [sys.executable, "-m", "attendance_site.serving"], self.environ)
        )
        self.wait_until(lambda: "web" in self.health(), "the web process answers")

    def start_worker(self) -> None:
        """Start a worker for this site's own jobs and wait until it answers."""
        command = [sys.executable, "-m", "celery", "--app", "attendance_site.celery", "--quiet"]
        self.programs.append(
            Program("worker", [*command, "worker", "--concurrency", "1"], self.environ)
        )
        self.wait_until(lambda: self.health().get("worker") == "ok", "the worker answers")

    def stop(self) -> None:
        for program in reversed(self.programs):
            program.stop()

    def health(self) -> dict[str, str]:
        """What the health address says; empty while nobody answers."""
        try:
            with urllib.request.urlopen(f"{self.url}/health/", timeout=5) as answer:
                return dict(json.load(answer))
        except urllib.error.HTTPError as refusal:
            return dict(json.load(refusal))
        except OSError:
            return {}

    def wait_until(self, happened: Callable[[], bool], what: str) -> None:
        """Wait for the condition; fails when a program ends or it takes too long."""
        patience = time.monotonic() + LONGEST_START
        while not happened():
            ended = [program.name for program in self.programs if program.has_ended()]
            assert not ended, f"{ended} ended before {what}"
            assert time.monotonic() < patience, f"{LONGEST_START} seconds passed before {what}"
            time.sleep(0.05)


def serving_environ(database: str) -> Mapping[str, str]:
    """The environment of a program that serves the test database as the lesser role."""
    named = connections.settings["default"]
    host = quote(str(named["HOST"]), safe="")
    password = f":{quote(named['PASSWORD'], safe='')}" if named["PASSWORD"] else ""
    port = f":{named['PORT']}" if named["PORT"] else ""
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_OWNER_URL"}}
    return kept | {
        "ENVIRONMENT": "test",
        "LOCAL_DIR": str(settings.LOCAL_DIR),
        "DATABASE_URL": f"postgresql://{named['USER']}{password}@{host}{port}/{database}",
        "REDIS_URL": settings.REDIS_URL,
        "LOG_FORMAT": "plain",
    }


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])
