"""The web process and a worker, as the browser tests have them, work together."""

from tests.support.live_site import LiveSite
from tests.support.local_servers import eventually


def test_web_and_worker_serve_one_database_through_one_broker(committed_database):
    site = LiveSite(committed_database)
    try:
        site.start()
        # The answer of an earlier site's worker is remembered for a while.
        assert eventually(lambda: site.health()["worker"] == "silent")
        site.start_worker()
        alive = dict.fromkeys(("web", "database", "broker", "worker", "tick"), "ok")
        assert eventually(lambda: site.health() == alive), site.health()
    finally:
        site.stop()
    assert site.health() == {}
