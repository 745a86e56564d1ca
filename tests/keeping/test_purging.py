"""Entries are kept for six years from the day they were made; then they may go, with a proof."""

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection, connections, transaction

from attendance_site import database_roles
from audit.models import Act
from registers.actions.purge_entries import COLUMNS, TooYoung, purge_entries
from registers.models import Mark, Purge, Register
from schools.permissions import NotPermitted
from tests.factories.keeping import KeptCopyFactory
from tests.factories.people import UserFactory
from tests.factories.registers import MarkFactory, RegisterFactory
from tests.factories.schools import SchoolFactory
from toolkit import clock, csv_files

LONG_AGO = datetime(2017, 11, 13, 8, 57, tzinfo=UTC)
PURGED_BEFORE = date(2018, 1, 1)


@pytest.fixture
def school(committed):
    return SchoolFactory()


def entry(school, *, at=LONG_AGO, register=None, **facts):
    register = register or RegisterFactory(
        school=school, school_class__school=school, day=at.date(), submitted=False
    )
    return MarkFactory(register=register, entered_at=at, **facts)


def replaced(mark, *, at):
    """Amend the mark; the new entry."""
    Mark.objects.filter(pk=mark.pk).update(closed_at=at)
    return MarkFactory(
        register=mark.register, pupil=mark.pupil, code="I", entered_at=at, amendment=True,
        reason="Parent rang",
    )  # fmt: skip


def purge(school, *, before=PURGED_BEFORE, **how):
    return purge_entries(school=school, before=before, at=clock.real_now(), using="owner", **how)


def left(school) -> set[int]:
    return set(Mark.objects.filter(school=school).values_list("pk", flat=True))


def as_purge(statement: str, *values: object) -> None:
    """Say it to the database as the one role that may delete a mark."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SET LOCAL ROLE retention_purge")
        cursor.execute(statement, values)


def test_what_is_old_enough_goes_and_what_is_younger_stays(school):
    old, young = entry(school), entry(school, at=LONG_AGO + timedelta(days=100))
    other = entry(SchoolFactory())
    removed = purge(school)
    assert (removed.marks, removed.first_day, removed.last_day) == (1, old.day, old.day)
    assert left(school) == {young.pk}
    assert left(other.school) == {other.pk}


def test_a_register_stays_without_its_marks(school):
    mark = entry(school)
    purge(school)
    assert Register.objects.filter(pk=mark.register_id).exists()


def test_the_purge_proves_what_it_removed(school):
    first = entry(school, comment="=1+1")
    second = replaced(first, at=LONG_AGO + timedelta(hours=1))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(COLUMNS)} FROM registers_mark WHERE school_id = %s ORDER BY id",
            [school.pk],
        )
        table = csv_files.as_bytes(COLUMNS, cursor.fetchall())
    removed = purge(school)
    proof = Purge.objects.get(school=school)
    assert removed.sha256 == proof.sha256 == hashlib.sha256(table).hexdigest()
    assert (proof.marks, proof.first_day, proof.last_day) == (2, first.day, second.day)
    assert proof.entered_before == clock.at_school(PURGED_BEFORE, datetime.min.time())
    assert proof.by.is_system
    told = Act.objects.get(school=school, act="purge_entries")
    assert (told.subject_id, told.detail["entries"], told.detail["sha256"]) == (
        proof.pk, 2, proof.sha256,
    )  # fmt: skip


def test_an_amendment_keeps_what_it_amended_until_it_may_go_itself(school):
    first = entry(school)
    second = replaced(first, at=LONG_AGO + timedelta(days=60))
    assert purge(school).marks == 0
    assert left(school) == {first.pk, second.pk}
    assert purge(school, before=date(2018, 2, 1)).marks == 2


def test_more_rows_than_one_statement_removes_all_go(school, monkeypatch):
    from registers.actions import purge_entries as action

    register = entry(school).register
    for _ in range(4):
        entry(school, register=register)
    monkeypatch.setattr(action, "REMOVE", action.REMOVE.replace("LIMIT 10000", "LIMIT 2"))
    assert purge(school).marks == 5
    assert left(school) == set()


@pytest.mark.parametrize("days_too_late", [1, 400, 4000])
def test_a_day_that_would_take_younger_entries_is_refused_whole(school, days_too_late):
    old = entry(school)
    today = clock.local(clock.real_now()).date()
    before = today.replace(year=today.year - 6, day=min(today.day, 28)) + timedelta(
        days=days_too_late + 3
    )
    with pytest.raises(TooYoung, match="younger than six years"):
        purge(school, before=before)
    assert left(school) == {old.pk}
    assert not Purge.objects.filter(school=school).exists()


def test_a_dry_run_tells_the_same_and_removes_nothing(school):
    mark = entry(school)
    tried = purge(school, dry_run=True)
    assert left(school) == {mark.pk}
    assert not Purge.objects.filter(school=school).exists()
    assert purge(school) == tried


def test_nothing_to_remove_leaves_no_trace(school):
    assert purge(school).marks == 0
    assert not Purge.objects.filter(school=school).exists()
    assert not Act.objects.filter(school=school).exists()


def test_the_files_of_copies_made_before_go_and_their_rows_stay(school, kept_dir):
    entry(school)
    old = KeptCopyFactory(
        school=school, month=date(2017, 11, 1), made_at=datetime(2017, 12, 1, 2, tzinfo=UTC)
    )
    young = KeptCopyFactory(school=school)
    assert purge(school, dry_run=True).copies == 2
    assert len(list(kept_dir.rglob("*.csv"))) == 2
    assert purge(school).copies == 2
    assert [path.name for path in kept_dir.rglob("*.csv")] == [young.table_name]
    old.refresh_from_db()


def test_whoever_may_not_set_the_schools_policy_may_not_decide_it(school):
    mark = entry(school)
    with pytest.raises(NotPermitted):
        purge(school, by=UserFactory(school=school, role="office"))
    head = UserFactory(school=school, role="headteacher")
    purge(school, by=head)
    assert left(school) == set()
    assert Purge.objects.get(school=school).by == head
    assert mark.school == school


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
