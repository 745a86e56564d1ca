"""A check or load that runs twice, is killed halfway or comes late does no harm."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest
from django.db import DatabaseError, connection, connections, transaction

from audit.models import Act
from registers.actions import load_upload as loading
from registers.actions.check_again import check_again
from registers.actions.check_upload import check_upload
from registers.actions.drop_upload import drop_upload
from registers.actions.load_upload import load_upload
from registers.actions.tend_uploads import tend_uploads, wants_tending
from registers.load_tasks import run_tending, tending_due
from registers.models import FolderLoad, Mark
from registers.uploads.claims import SILENT_FOR
from registers.uploads.telling import Telling
from schools.models import Pupil
from tests.factories.loads import FolderLoadFactory
from tests.loading.folders import AT, Folder
from tests.loads.uploads import (
    REAL,
    approve,
    check,
    empty_school,
    places,
    receive,
    run,
    whole_way,
)
from tests.support.live_site import serving_environ
from toolkit import clock

ROOT = Path(__file__).resolve().parent.parent.parent
LONG_AFTER = REAL + SILENT_FOR


def tend(load, *, at=AT, real=LONG_AFTER):
    again = tend_uploads(school_id=load.school_id, at=at, real=real)
    load.refresh_from_db()
    return again


def test_a_load_that_is_delivered_twice_is_loaded_once(folder, admin):
    load = whole_way(folder, admin)
    ended, marks = load.ended_at, Mark.objects.count()
    assert run(load, at=AT + timedelta(hours=1)).ended_at == ended
    assert Mark.objects.count() == marks
    assert Act.objects.filter(act="load_folder").count() == 1


def test_a_check_that_is_delivered_twice_is_done_once(folder, admin):
    load = check(receive(folder, admin))
    assert check(load, at=AT + timedelta(hours=1)).ended_at == AT


def test_a_check_that_comes_late_does_nothing_once_it_was_dropped(folder, admin):
    load = check(receive(folder, admin))
    drop_upload(school=admin.school, load_id=load.pk, by=admin, at=AT)
    assert check(load).state == "dropped"
    assert run(load).state == "dropped"


def test_a_load_that_comes_late_is_done_late(folder, admin):
    load = check(receive(folder, admin))
    approve(load, admin)
    assert run(load, at=AT + timedelta(hours=5)).state == "loaded"
    assert Mark.objects.first().entered_at == AT + timedelta(hours=5)


def test_what_nobody_began_is_queued_again_and_begun_once(folder, admin):
    load = receive(folder, admin)
    assert tend(load, real=REAL + timedelta(seconds=30)) == []
    assert tend(load) == [load]
    assert tend(load) == []
    assert load.state == "checking"
    assert check(load).state == "checked"


@pytest.mark.parametrize("state", ["checking", "loading"])
def test_what_fell_silent_has_failed_and_says_that_nothing_was_saved(folder, admin, state):
    load = receive(folder, admin)
    FolderLoad.objects.filter(pk=load.pk).update(state=state, said="Saving the marks")
    assert tend(load, real=LONG_AFTER - timedelta(seconds=1)) == []
    assert load.state == state
    assert tend(load) == []
    assert load.state == "failed"
    assert load.report == {
        "sentence": "The server was stopped in the middle of it. Nothing was saved. Try again."
    }
    again = check_again(school=admin.school, load_id=load.pk, by=admin, at=AT, real=REAL)
    assert check(again).state == "checked"


def test_a_worker_that_was_only_slow_takes_back_what_it_saved(folder, admin, monkeypatch):
    load = check(receive(folder, admin))
    approve(load, admin)
    whole = loading.load_folder

    def slow(**words):
        report = whole(**words)
        FolderLoad.objects.update(state="failed")  # By the minute's tick, which thought it dead.
        return report

    monkeypatch.setattr(loading, "load_folder", slow)
    run(load)
    assert not Pupil.objects.exists()
    assert not Act.objects.filter(act="load_folder").exists()


def test_a_fault_of_ours_is_noted_and_raised(folder, admin, monkeypatch):
    load = check(receive(folder, admin))
    approve(load, admin)

    def breaks(**_words):
        raise DatabaseError

    monkeypatch.setattr(loading, "load_folder", breaks)
    with pytest.raises(DatabaseError):
        run(load)
    load.refresh_from_db()
    assert load.state == "failed"
    assert "a fault of ours. Nothing was saved" in load.report["sentence"]
    assert load.place, "the files are kept for another try"


def test_files_that_nobody_wanted_for_a_week_are_removed(folder, admin, uploads):
    load = check(receive(folder, admin))
    almost = AT + timedelta(days=7) - timedelta(minutes=1)
    assert not wants_tending(school_id=load.school_id, at=almost, real=REAL)
    week = AT + timedelta(days=7)
    assert wants_tending(school_id=load.school_id, at=week, real=REAL)
    tend(load, at=week)
    assert (load.state, load.place) == ("dropped", "")
    assert load.report["added"]["pupils"] == 2
    assert places(uploads) == []
    assert not wants_tending(school_id=load.school_id, at=week, real=REAL)


def test_files_without_a_row_are_removed_after_a_week(folder, admin, uploads):
    load = check(receive(folder, admin))
    lost = uploads / f"{admin.school_id}-{'0' * 32}"
    lost.mkdir()
    old = (clock.real_now() - timedelta(days=8)).timestamp()
    os.utime(lost, (old, old))
    tend(load, real=clock.real_now())
    assert len(places(uploads)) == 1
    assert not lost.exists()


def test_the_minutes_job_is_due_only_while_something_wants_tending(folder, admin, uploads):
    load = receive(folder, admin)
    FolderLoad.objects.update(said_at=clock.real_now())
    at = AT + timedelta(seconds=42)
    assert tending_due(admin.school, at) is None
    FolderLoad.objects.update(said="Checking", said_at=clock.real_now() - SILENT_FOR)
    assert tending_due(admin.school, at) == AT
    run_tending(school_id=admin.school_id, due_at=AT)
    load.refresh_from_db()
    assert load.state == "failed"
    assert tending_due(admin.school, at) is None


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
        seen = told(load)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    assert seen[0] == "Saving the marks"
    wait_until(lambda: not others_connected(), None)
    load.refresh_from_db()
    assert load.state == "loading"
    assert not Pupil.objects.filter(school=admin.school).exists()

    load_upload(load_id=load.pk, at=AT, real=lambda: REAL)  # As the broker sends it again.
    assert not Pupil.objects.filter(school=admin.school).exists()
    tend(load, real=clock.real_now() + SILENT_FOR)
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


def others_connected():
    return ask("usename = current_user AND pid <> pg_backend_pid()")


def ask(which):
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND {which}"
        )
        return cursor.fetchone()[0]


def wait_until(happened, process):
    patience = time.monotonic() + 30
    while not happened():
        assert process is None or process.poll() is None, "the worker ended"
        assert time.monotonic() < patience
        time.sleep(0.05)
