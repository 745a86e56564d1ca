"""A load shows how far it is while it runs, and leaves nothing when its worker is killed."""

import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

from django.db import connection, connections, transaction

from registers.actions.check_again import check_again
from registers.actions.check_upload import check_upload
from registers.actions.load_upload import load_upload
from registers.actions.tend_uploads import tend_uploads
from registers.models import FolderLoad, Mark
from registers.uploads.claims import SILENT_FOR
from registers.uploads.telling import Telling
from schools.models import Pupil
from tests.factories.loads import FolderLoadFactory
from tests.loading.folders import AT, Folder
from tests.loads.uploads import REAL, approve, empty_school, receive
from tests.support.live_site import serving_environ
from toolkit import clock

ROOT = Path(__file__).resolve().parent.parent.parent


def test_progress_is_seen_while_the_loads_transaction_is_open(committed):
    load = FolderLoadFactory(state="loading", said="Beginning")
    with transaction.atomic(), Telling(load_id=load.pk, real=lambda: REAL) as tell:
        Pupil.objects.filter(school=load.school).update(legal_surname="Open")
        tell("Saving the marks")
        tell.stop()
        seen = []
        stranger = Thread(target=lambda: seen.append(told(load)))
        stranger.start()
        stranger.join()
    assert seen == [("Saving the marks", REAL)]


def told(load):
    try:
        return FolderLoad.objects.values_list("said", "said_at").get(pk=load.pk)
    finally:
        connection.close()


def test_a_worker_that_is_killed_halfway_leaves_nothing_and_it_can_be_tried_again(
    committed, committed_database, tmp_path, uploads
):
    admin = empty_school("990301")
    folder = Folder(tmp_path / "school", urn="990301")
    load = receive(folder, admin)
    check_upload(load_id=load.pk, at=AT, real=lambda: REAL)
    approve(load, admin)

    with transaction.atomic(using="owner"):
        with connections["owner"].cursor() as cursor:  # The last thing that a load saves.
            cursor.execute("LOCK TABLE audit_act IN SHARE MODE")
        worker = work_elsewhere(committed_database, load, uploads)
        wait_until(lambda: waits_for_audit(), worker)
        seen, theirs = told(load), waits_for_audit()
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    assert seen[0] == "Saving the marks"
    wait_until(lambda: not still_connected(theirs), None)
    load.refresh_from_db()
    assert load.state == "loading"
    assert not Pupil.objects.filter(school=admin.school).exists()

    load_upload(load_id=load.pk, at=AT, real=lambda: REAL)  # As the broker sends it again.
    assert not Pupil.objects.filter(school=admin.school).exists()
    tend_uploads(school_id=admin.school_id, at=AT, real=clock.real_now() + SILENT_FOR)
    load.refresh_from_db()
    assert load.state == "failed"
    check_again(school=admin.school, load_id=load.pk, by=admin, at=AT, real=REAL)
    check_upload(load_id=load.pk, at=AT, real=lambda: REAL)
    approve(load, admin)
    load_upload(load_id=load.pk, at=AT, real=lambda: REAL)
    load.refresh_from_db()
    assert load.state == "loaded"
    assert Mark.objects.filter(school=admin.school).count() == 2


def work_elsewhere(database, load, uploads):
    """The load's task in a process that can be killed."""
    program = (
        "import django; django.setup(); from registers.load_tasks import load; "
        f"load(load_id={load.pk})"
    )
    told = {"DJANGO_SETTINGS_MODULE": "attendance_site.settings", "UPLOADS_DIR": str(uploads)}
    return subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, env={**serving_environ(database), **told}
    )


def waits_for_audit():
    return ask("wait_event_type = 'Lock' AND query LIKE '%%INSERT INTO \"audit_act\"%%'")


def still_connected(backends):
    return ask("pid = ANY(%s)", backends)


def ask(which, *values):
    """The backends of this database for which it holds."""
    question = f"SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND {which}"
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return [pid for (pid,) in cursor.fetchall()]


def wait_until(happened, process):
    patience = time.monotonic() + 30
    while not happened():
        assert process is None or process.poll() is None, "the worker ended"
        assert time.monotonic() < patience
        time.sleep(0.05)
