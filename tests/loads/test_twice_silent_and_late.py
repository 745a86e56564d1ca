"""A check or load that runs twice, falls silent, fails or comes late does no harm."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection

from audit.models import Act
from registers.actions import load_upload as loading
from registers.actions.check_again import check_again
from registers.actions.drop_upload import drop_upload
from registers.actions.tend_uploads import tend_uploads, wants_tending
from registers.load_tasks import run_tending, tending_due
from registers.models import FolderLoad, Mark
from registers.uploads.claims import SILENT_FOR
from schools.models import Pupil
from tests.loading.folders import AT
from tests.loads.uploads import (
    REAL,
    approve,
    check,
    places,
    receive,
    run,
    whole_way,
)
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


def test_that_files_were_removed_by_themselves_is_in_the_audit_trail(folder, admin):
    load = check(receive(folder, admin))
    tend(load, at=AT + timedelta(days=7))
    told = Act.objects.get(act="drop_upload")
    assert (told.school, told.subject_id, told.by.is_system) == (admin.school, load.pk, True)
    assert told.reason == "Nobody said yes within 7 days, so the files were removed."


def test_a_yes_in_the_last_moment_keeps_its_files(folder, admin, uploads):
    load = check(receive(folder, admin))
    said = []

    def yes_comes_first(execute, sql, *given):
        if sql.startswith("UPDATE") and not said:
            said.append(sql)
            approve(load, admin)
        return execute(sql, *given)

    with connection.execute_wrapper(yes_comes_first):
        tend(load, at=AT + timedelta(days=7), real=REAL)
    assert (len(said), load.state) == (1, "loading")
    assert len(places(uploads)) == 1
    assert not Act.objects.filter(act="drop_upload").exists()
    assert run(load).state == "loaded"
