"""The embedded PostgreSQL serves a lesser role, and says in words why it cannot start."""

import os
import pwd
import stat
from pathlib import Path

import psycopg
import pytest

from attendance_site.local_servers import places, postgresql_cluster
from attendance_site.local_servers.faults import ServerFault
from attendance_site.local_servers.postgresql import OWNER, SERVES, PostgreSQL
from attendance_site.local_servers.sharing import Use
from tests.support.local_servers import asked, server_process


def test_the_application_owns_nothing_and_is_no_administrator(local_dir):
    database = PostgreSQL(local_dir)
    with Use(database):
        rights = (
            "SELECT rolsuper OR rolcreatedb OR rolcreaterole OR rolbypassrls "
            f"OR pg_has_role(oid, '{OWNER}', 'MEMBER') FROM pg_roles WHERE rolname = '{SERVES}'"
        )
        assert asked(database, rights) is False
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            asked(database, "CREATE TABLE mine (a int)")


def test_root_can_run_it_as_nobody_where_the_kernel_allows_no_namespace(local_dir):
    database = PostgreSQL(local_dir)
    if os.geteuid() == 0:
        postgresql_cluster._move_to_nobody(
            database.folder / "elsewhere", postgresql_cluster.find_programs(), "in this test"
        )
    with Use(database):
        assert asked(database, "SELECT 1") == 1
        runs_as = Path(f"/proc/{server_process(database)}").stat().st_uid
    if os.geteuid() == 0:
        assert runs_as == pwd.getpwnam("nobody").pw_uid
        note = (database.folder / "elsewhere").read_text()
        assert "refused a user namespace here (in this test)" in note
    else:
        assert runs_as == os.geteuid()


def test_a_long_folder_has_its_socket_in_a_short_and_private_one(tmp_path):
    long = tmp_path / ("long" * 30)
    sockets = places.socket_folder(places.private_folder(long))
    try:
        assert len(str(sockets)) + places.LONGEST_SOCKET_NAME <= places.LONGEST_SOCKET
        assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
        sockets.chmod(0o755)
        with pytest.raises(ServerFault, match="is not private"):
            places.socket_folder(long)
    finally:
        sockets.rmdir()


def test_the_server_works_in_a_folder_too_long_for_a_socket(tmp_path):
    long = tmp_path / ("a long place " * 10)
    database = PostgreSQL(long)
    with Use(database):
        assert asked(database, "SELECT 1") == 1
    database.sockets().rmdir()


def test_a_database_of_another_version_is_refused_in_words(local_dir):
    database = PostgreSQL(local_dir)
    with Use(database):
        pass
    noted = postgresql_cluster.choose_cluster(database.folder).data / "PG_VERSION"
    kept = noted.read_text()
    noted.write_text("15\n")
    with pytest.raises(ServerFault, match="made by PostgreSQL 15 and this is PostgreSQL 18"):
        Use(database)
    noted.write_text(kept)


def test_missing_programs_are_named(local_dir, monkeypatch):
    monkeypatch.setenv("PG_BIN", "/nowhere")
    with pytest.raises(ServerFault, match=r"program \w+ is not in /nowhere; run sh bootstrap.sh"):
        Use(PostgreSQL(local_dir))


def test_a_full_disk_is_told_before_anything_is_written(local_dir, monkeypatch):
    monkeypatch.setattr(postgresql_cluster, "SPACE_NEEDED", 2**60)
    cluster = postgresql_cluster.Cluster(
        home=PostgreSQL(local_dir).folder, programs=postgresql_cluster.find_programs()
    )
    with pytest.raises(ServerFault, match=r"MB free; the embedded PostgreSQL needs"):
        cluster.make_ready()
    assert not cluster.data.exists()


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ServerFault, match="set LOCAL_DIR to one that can"):
        PostgreSQL(tmp_path / "file")


def test_a_server_that_cannot_start_says_why_and_where_its_log_is(local_dir):
    database = PostgreSQL(local_dir)
    with Use(database):
        pass
    data = postgresql_cluster.choose_cluster(database.folder).data
    settings = data / "postgresql.conf"
    settings.write_text(settings.read_text() + "\nno_such_setting = 1\n")
    with pytest.raises(ServerFault, match=r"does not start: .*its log is"):
        Use(database)


def test_the_log_keeps_no_values(local_dir):
    database = PostgreSQL(local_dir)
    with Use(database), psycopg.connect(database.url(OWNER), autocommit=True) as connection:
        connection.execute("CREATE TABLE people (name text PRIMARY KEY)")
        connection.execute("INSERT INTO people VALUES ('Amelia Osei')")
        with pytest.raises(psycopg.errors.UniqueViolation, match="Amelia"):
            connection.execute("INSERT INTO people VALUES ('Amelia Osei')")
    log = (database.folder / "log").read_text()
    assert "duplicate key" in log
    assert "Amelia" not in log
