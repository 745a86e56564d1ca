"""The web process and a worker, as the browser tests have them, work together."""

import subprocess
import sys

from tests.support.live_site import LiveSite
from tests.support.local_servers import eventually


def test_web_and_worker_serve_one_database_through_one_broker(committed_database):
    site = LiveSite(committed_database)
    try:
        site.start()
        # The answer of an earlier site's worker is remembered for a while.
        assert eventually(lambda: site.health()["worker"] == "silent")
        assert health_check(site, "web", "database", "broker") == (0, "")
        assert health_check(site, "web", "worker") == (1, "worker: silent\n")
        assert health_check(site, "roof") == (1, "roof: unknown\n")
        site.start_worker()
        alive = dict.fromkeys(("web", "database", "broker", "worker", "tick"), "ok")
        assert eventually(lambda: site.health() == alive), site.health()
    finally:
        site.stop()
    assert site.health() == {}
    status, words = health_check(site, "web")
    assert status == 1
    assert "does not tell its health" in words


def health_check(site: LiveSite, *parts: str) -> tuple[int, str]:
    """What a container's health check ends with, and what it says."""
    asked = [sys.executable, "-m", "attendance_site.health_check", "--at", site.url, *parts]
    told = subprocess.run(asked, capture_output=True, text=True, env=site.environ, check=False)
    return told.returncode, told.stderr
