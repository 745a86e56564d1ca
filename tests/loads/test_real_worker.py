"""A real worker checks and loads what the web process queues."""

import subprocess
import sys

from registers.models import FolderLoad
from schools.models import Pupil
from tests.loading.folders import Folder
from tests.loads.uploads import approve, empty_school, receive
from tests.support.live_site import LiveSite
from tests.support.local_servers import ROOT
from toolkit import clock

QUEUE = """
import django
django.setup()
import attendance_site.celery
from registers.load_tasks import queue
from registers.models import FolderLoad
queue(FolderLoad.objects.get(pk={load}))
"""


def queue(site, load):
    """Queue the upload as a process of the site does, which knows the site's broker."""
    environ = {**site.environ, "DJANGO_SETTINGS_MODULE": "attendance_site.settings"}
    program = [sys.executable, "-c", QUEUE.format(load=load.pk)]
    subprocess.run(program, cwd=ROOT, env=environ, check=True)


def state_of(load):
    load.refresh_from_db()
    return load.state


def test_what_is_queued_is_checked_and_loaded(
    committed, committed_database, tmp_path, uploads, monkeypatch
):
    monkeypatch.setenv("UPLOADS_DIR", str(uploads))
    site = LiveSite(committed_database)
    try:
        site.start()
        site.start_worker()
        admin = empty_school("990305")
        load = receive(Folder(tmp_path / "school", urn="990305"), admin, at=clock.real_now())
        queue(site, load)
        site.wait_until(lambda: state_of(load) != "checking", "the upload is checked")
        assert load.state == "checked"
        approve(load, admin, at=clock.real_now())
        queue(site, FolderLoad.objects.get(pk=load.pk))
        site.wait_until(lambda: state_of(load) != "loading", "the upload is loaded")
    finally:
        site.stop()
    assert load.state == "loaded"
    assert FolderLoad.objects.get(pk=load.pk).place == ""
    assert Pupil.objects.filter(school=admin.school).count() == 2
