"""Only one role removes entries, through one command, and never a young one."""

from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection, connections, transaction

from attendance_site import database_roles
from registers.actions.purge_entries import purge_entries
from registers.models import Purge
from tests.factories.schools import SchoolFactory
from tests.keeping.old_entries import PURGED_BEFORE, as_purge, entry, left, purge
from toolkit import clock


@pytest.fixture
def school(committed):
    return SchoolFactory()


@pytest.mark.parametrize("days_short", [0, 1, 365])
def test_the_database_refuses_a_younger_entry_even_to_the_role_that_removes(school, days_short):
    today = clock.local(clock.real_now())
    at = today.replace(year=today.year - 6, day=min(today.day, 28)) + timedelta(days=days_short)
    mark = entry(school, at=at)
    with pytest.raises(DatabaseError, match="kept for six years from the day it was made"):
        as_purge("DELETE FROM registers_mark WHERE id = %s", mark.pk)
    assert left(school) == {mark.pk}


def test_that_role_can_do_nothing_else(school):
    mark = entry(school)
    for statement in (
        "UPDATE registers_mark SET code = 'I' WHERE id = %s",
        "INSERT INTO registers_mark SELECT * FROM registers_mark WHERE id = %s",
        "DELETE FROM registers_register WHERE id = %s",
    ):
        with pytest.raises(DatabaseError, match="permission denied"):
            as_purge(statement, mark.pk)
    assert left(school) == {mark.pk}


def test_the_role_of_the_pages_cannot_become_the_role_that_removes(school):
    mark = entry(school)
    for statement in ("SET ROLE retention_purge", "DELETE FROM registers_mark"):
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    with pytest.raises(DatabaseError, match="permission denied"):
        purge_entries(school=school, before=PURGED_BEFORE, at=clock.real_now(), using="default")
    assert left(school) == {mark.pk}


def test_the_owner_removes_nothing_by_accident(school):
    mark = entry(school)
    with (
        pytest.raises(DatabaseError, match="never changed or deleted"),
        connections["owner"].cursor() as cursor,
    ):
        cursor.execute("DELETE FROM registers_mark WHERE id = %s", [mark.pk])
    purge(school, before=date(2015, 1, 1))
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (connections.settings["owner"]["USER"],)
    assert left(school) == {mark.pk}


@pytest.fixture
def command(school) -> Callable[..., str]:
    def run(*words: str) -> str:
        out = StringIO()
        call_command("purge_registers", "--school", school.urn, *words, stdout=out)
        return out.getvalue()

    return run


def test_the_command_says_what_it_removed_and_its_proof(school, command):
    entry(school)
    said = command("--before", "2018-01-01", "--dry-run")
    assert said.startswith("1 entry was removed.\nSessions from 2017-11-13 to 2017-11-13.\n")
    assert said.endswith("This was a dry run: everything was put back.\n")
    said = command("--before", "2018-01-01")
    assert f"SHA-256 of the rows as CSV: {Purge.objects.get(school=school).sha256}" in said
    assert command("--before", "2018-01-01") == "0 entries were removed.\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--before", "yesterday"], "yesterday is not a date; write YYYY-MM-DD."),
        (["--before", "2999-01-01"], "Nothing was removed."),
        (["--before", "2018-01-01", "--as", "a@b.example"], "There is no account a@b.example"),
    ],
)
def test_the_command_refuses_in_words(school, command, words, sentence):
    mark = entry(school)
    with pytest.raises(CommandError, match=sentence):
        command(*words)
    assert left(school) == {mark.pk}


def test_without_the_owners_address_nothing_can_be_removed(school, command, monkeypatch):
    mark = entry(school)
    with monkeypatch.context() as without:
        without.delitem(connections.settings, "owner")
        with pytest.raises(CommandError, match="Set DATABASE_OWNER_URL"):
            command("--before", "2018-01-01")
    assert left(school) == {mark.pk}


def test_an_owner_who_may_not_act_as_the_purge_is_told_the_sql(school, monkeypatch):
    monkeypatch.setattr(database_roles, "PURGE", "pg_read_all_data")
    with pytest.raises(database_roles.UnsuitableRoles, match="GRANT pg_read_all_data TO"):
        database_roles.require_purge()
