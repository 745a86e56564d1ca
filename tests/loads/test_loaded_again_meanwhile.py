"""What somebody says yes to is loaded into the state that they were shown, and into no other."""

import time
from datetime import timedelta
from threading import Event, Thread

import pytest
from django.db import connection

from registers.actions import approve_upload as approving
from registers.actions.approve_upload import CheckIsOld
from registers.actions.check_again import check_again
from registers.actions.load_folder import load_folder
from registers.models import Mark
from schools.models import Pupil
from schools.school_lock import ONE_AT_A_TIME
from tests.loading.folders import AT, BEN, Folder
from tests.loads.uploads import REAL, approve, check, empty_school, receive, run

AGAIN = "The school was loaded again since this was checked: check again."
WAITS = "SELECT FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND NOT granted"


def test_a_command_that_began_before_the_check_and_ended_after_it_is_seen(folder, admin):
    load = check(receive(folder, admin), at=AT + timedelta(minutes=1))
    folder.load(at=AT)
    with pytest.raises(CheckIsOld) as refusal:
        approve(load, admin, at=AT + timedelta(minutes=2))
    assert str(refusal.value) == AGAIN
    load.refresh_from_db()
    assert load.state == "checked"


def test_a_command_that_began_and_ended_before_the_check_is_part_of_what_was_shown(folder, admin):
    folder.load(at=AT + timedelta(minutes=5))
    load = check(receive(folder, admin), at=AT)
    assert approve(load, admin).state == "loading"


def test_a_dry_run_by_command_leaves_the_check_as_it_is(folder, admin):
    load = check(receive(folder, admin))
    folder.load(dry_run=True)
    assert approve(load, admin).state == "loading"


def test_a_command_between_the_yes_and_its_load_stops_the_load(folder, admin):
    load = check(receive(folder, admin))
    approve(load, admin)
    without_ben = folder.newer()
    del without_ben["pupils"][1], without_ben["parents"][1], without_ben["marks"][1]
    without_ben.load()
    assert run(load).state == "failed"
    assert load.report["sentence"] == AGAIN
    assert not Pupil.objects.filter(upn=BEN).exists()
    again = check_again(school=admin.school, load_id=load.pk, by=admin, at=AT, real=REAL)
    check(again)
    assert again.report["added"]["pupils"] == 1, "the files are kept, and told anew"
    approve(again, admin)
    assert run(again).state == "loaded"


def test_the_page_offers_no_load_of_a_check_that_is_too_old(folder, admin, client):
    load = check(receive(folder, admin))
    client.force_login(admin)
    assert b"Load it" in client.get(f"/settings/load/{load.pk}/").content
    folder.load()
    page = client.get(f"/settings/load/{load.pk}/").content.decode()
    assert AGAIN in page
    assert "Load it" not in page
    assert "Check again" in page


class Command(Thread):
    """A load by command that stops halfway, holding the school, until it is told to go on."""

    def __init__(self, folder: Folder) -> None:
        super().__init__(daemon=True)
        self.folder = folder.write()
        self.halfway, self.go_on = Event(), Event()

    def run(self) -> None:
        try:
            load_folder(folder=self.folder, by=None, at=AT, progress=self.said)
        finally:
            connection.close()

    def said(self, sentence: str) -> None:
        if sentence == "Saving the marks":
            self.halfway.set()
            assert self.go_on.wait(30)

    def until_halfway(self) -> None:
        self.start()
        assert self.halfway.wait(30)


def somebody_waits() -> None:
    """Come back once another connection waits for a school."""
    for _ in range(300):
        with connection.cursor() as cursor:
            cursor.execute(WAITS, [ONE_AT_A_TIME])
            if cursor.rowcount:
                return
        time.sleep(0.05)
    raise AssertionError("Nobody waits for the school.")


def at_the_same_time(act) -> tuple[Thread, list[object]]:
    results: list[object] = []

    def run_it() -> None:
        try:
            results.append(act())
        except CheckIsOld as refusal:
            results.append(refusal)
        finally:
            connection.close()

    thread = Thread(target=run_it, daemon=True)
    thread.start()
    return thread, results


def test_a_yes_beside_a_command_waits_for_it_and_is_then_refused(
    committed, tmp_path, uploads, monkeypatch
):
    admin = empty_school("990311")
    folder = Folder(tmp_path / "school", urn="990311")
    load = check(receive(folder, admin))
    command = Command(folder)
    looks = approving.refuse_if_under_way

    def the_command_comes_just_after(school):
        looks(school)
        command.until_halfway()

    monkeypatch.setattr(approving, "refuse_if_under_way", the_command_comes_just_after)
    yes, results = at_the_same_time(lambda: approve(load, admin))
    somebody_waits()
    assert results == []
    command.go_on.set()
    command.join(30)
    yes.join(30)
    assert [str(one) for one in results] == [AGAIN]
    load.refresh_from_db()
    assert load.state == "checked"


def test_a_load_that_waited_for_a_command_saves_nothing(committed, tmp_path, uploads):
    admin = empty_school("990312")
    folder = Folder(tmp_path / "school", urn="990312")
    load = check(receive(folder, admin))
    approve(load, admin)
    shorter = folder.newer()
    del shorter["pupils"][1], shorter["parents"][1], shorter["marks"][1]
    shorter.path = tmp_path / "shorter"
    command = Command(shorter)
    command.until_halfway()
    worker, results = at_the_same_time(lambda: run(load).state)
    somebody_waits()
    command.go_on.set()
    command.join(30)
    worker.join(30)
    assert results == ["failed"]
    assert load.report["sentence"] == AGAIN
    assert Mark.objects.filter(school=admin.school).count() == 1
