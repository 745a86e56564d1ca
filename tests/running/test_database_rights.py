"""The application's database role may do to each table what its list says, and nothing else."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, connections, transaction
from django.db.utils import ProgrammingError

from attendance_site import database_rights, database_roles
from attendance_site.database_rights import EXCEPTIONS, PURGE, rights_on
from tests.support import databases

ALL = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN")


def rows(question: str, *values: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchall()


def tables() -> list[str]:
    return [name for (name,) in rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]


def granted(role: str, table: str) -> set[str]:
    """Rights on the whole table, or on named columns as `UPDATE (a, b)`."""
    found = {
        right for right in ALL
        if rows("SELECT has_table_privilege(%s, %s, %s)", role, table, right) == [(True,)]
    }  # fmt: skip
    by_column: dict[str, list[str]] = {}
    for right, column in rows(
        "SELECT privilege_type, column_name FROM information_schema.column_privileges "
        "WHERE grantee = %s AND table_name = %s ORDER BY 1, 2", role, table
    ):  # fmt: skip
        by_column.setdefault(right, []).append(column)
    columns = {
        f"{right} ({', '.join(names)})" for right, names in by_column.items() if right not in found
    }
    return found | columns


@pytest.mark.django_db
def test_every_table_is_granted_as_listed():
    role = database_roles.application_role()
    wanted = {table: set(rights_on(table).application) for table in tables()}
    assert {table: granted(role, table) for table in tables()} == wanted


@pytest.mark.django_db
def test_the_purge_may_delete_marks_and_touch_nothing_else():
    wanted = {table: set(rights_on(table).purge) for table in tables()}
    assert {table: granted(PURGE, table) for table in tables()} == wanted


@pytest.mark.django_db
def test_every_exception_is_a_table():
    assert set(EXCEPTIONS) <= set(tables())


@pytest.mark.django_db
def test_nobody_but_the_owner_may_empty_a_table():
    assert all(
        "TRUNCATE" not in {*rights.application, *rights.purge} for rights in EXCEPTIONS.values()
    )
    with pytest.raises(ProgrammingError, match="permission denied"):
        rows("TRUNCATE django_session")


@pytest.fixture
def own_database(servers, django_db_blocker):
    """A database for one test, whose rights it may change."""
    with django_db_blocker.unblock():
        name = databases.make("rights")
        with databases.served(name):
            yield
        databases.remove(name)


def test_a_right_that_was_given_by_mistake_is_taken_away(own_database):
    role = database_roles.application_role()
    with connections["owner"].cursor() as cursor:
        cursor.execute(f'GRANT DELETE, TRUNCATE ON audit_act TO "{role}"')
    assert granted(role, "audit_act") == {"SELECT", "INSERT", "DELETE", "TRUNCATE"}
    database_rights.grant(connections["owner"], application=role)
    assert granted(role, "audit_act") == {"SELECT", "INSERT"}


@pytest.mark.django_db
def test_the_tests_serve_as_the_lesser_role():
    assert rows("SELECT current_user") == [(database_roles.application_role(),)]
    owned = "SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = current_user"
    assert rows(owned) == [(0,)]


@pytest.mark.django_db
def test_what_is_kept_for_good_can_be_neither_changed_nor_deleted():
    for statement in ("UPDATE audit_act SET reason = ''", "DELETE FROM audit_act"):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            rows(statement)


@pytest.mark.django_db
def test_without_an_owner_nothing_is_migrated(monkeypatch):
    monkeypatch.delitem(connections.settings, "owner")
    with pytest.raises(CommandError, match="Set DATABASE_OWNER_URL to the role that owns"):
        call_command("prepare_database", verbosity=0)


@pytest.mark.django_db
def test_the_application_may_not_be_the_owner(monkeypatch):
    monkeypatch.setitem(
        connections.settings["default"], "USER", connections.settings["owner"]["USER"]
    )
    with pytest.raises(CommandError, match="name the same role"):
        call_command("prepare_database", verbosity=0)
