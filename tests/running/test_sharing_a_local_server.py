"""The embedded server starts with its first user and ends with its last, killed or not."""

import os
import signal
import subprocess
import sys
import time

import psycopg
import pytest

from attendance_site.local_servers.locks import FileLock
from attendance_site.local_servers.postgresql import OWNER, PostgreSQL
from attendance_site.local_servers.sharing import Use, is_kept
from attendance_site.local_servers.valkey import Valkey
from tests.support.local_servers import (
    ROOT,
    another_user,
    asked,
    eventually,
    is_using,
    runs,
    server_process,
    start_user,
)


def test_the_server_runs_from_its_first_user_to_its_last(local_dir):
    database = PostgreSQL(local_dir)
    with Use(database):
        process = server_process(database)
        with Use(database):
            assert server_process(database) == process
        assert asked(database, "SELECT 1") == 1
    assert not is_kept(database)
    with pytest.raises(psycopg.OperationalError):
        asked(database, "SELECT 1")


def test_what_was_committed_is_there_the_next_time(local_dir):
    database = PostgreSQL(local_dir)
    with Use(database), psycopg.connect(database.url(OWNER)) as connection:
        connection.execute("CREATE TABLE kept (a int)")
    with Use(database):
        assert asked(database, "SELECT count(*) FROM kept", OWNER) == 0


def test_a_killed_user_leaves_no_server_behind(local_dir):
    user = another_user(local_dir)
    user.kill()
    user.wait()
    assert eventually(lambda: not is_kept(PostgreSQL(local_dir)))


def test_a_killed_user_does_not_take_the_server_from_others(local_dir):
    database = PostgreSQL(local_dir)
    with Use(database):
        user = another_user(local_dir)
        process = server_process(database)
        user.kill()
        user.wait()
        time.sleep(0.2)
        assert asked(database, "SELECT 1") == 1
        assert server_process(database) == process


def test_commands_that_start_at_once_share_one_server(local_dir):
    users = [start_user(local_dir) for _ in range(4)]
    for user in users:
        assert is_using(user)
    process = server_process(PostgreSQL(local_dir))
    for user in users:
        assert runs(process)
        user.kill()
        user.wait()
    assert eventually(lambda: not runs(process))


def test_after_the_server_was_killed_the_next_command_has_one_again(local_dir):
    database = PostgreSQL(local_dir)
    with Use(database) as use:
        os.kill(server_process(database), signal.SIGKILL)
        assert eventually(use.has_ended)
    with Use(database):
        assert asked(database, "SELECT 1") == 1


def test_valkey_answers_while_it_is_used_and_keeps_nothing(local_dir):
    valkey = Valkey(local_dir)
    with Use(valkey):
        assert valkey.answers()
    assert not valkey.answers()
    assert not is_kept(valkey)


def test_a_lock_held_alone_is_not_shared(tmp_path):
    with FileLock(tmp_path / "lock") as first, FileLock(tmp_path / "lock") as second:
        assert first.try_to_own()
        assert not second.try_to_share()
        assert not second.own_within(0.05)
    with FileLock(tmp_path / "lock") as third:
        assert third.try_to_own()


def test_a_child_ends_with_its_parent():
    code = (
        "import signal, subprocess, sys, time\n"
        "from attendance_site.local_servers import privileges\n"
        "child = subprocess.Popen(['sleep', '60'],"
        " preexec_fn=privileges.in_child(None, signal.SIGKILL))\n"
        "print(child.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    with parent.stdout as output:
        child = int(output.readline())
    parent.kill()
    parent.wait()
    assert eventually(lambda: not runs(child))
