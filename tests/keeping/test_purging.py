"""Entries are kept for six years from the day they were made; then they may go, with a proof."""

import hashlib
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from audit.models import Act
from registers.actions.purge_entries import COLUMNS, TooYoung
from registers.models import Purge, Register
from schools.permissions import NotPermitted
from tests.factories.keeping import KeptCopyFactory
from tests.factories.people import UserFactory
from tests.factories.schools import SchoolFactory
from tests.keeping.old_entries import (
    LONG_AGO,
    PURGED_BEFORE,
    entry,
    left,
    purge,
    replaced,
)
from toolkit import clock, csv_files


@pytest.fixture
def school(committed):
    return SchoolFactory()


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


def test_files_that_go_alone_are_in_the_audit_trail_too(school, kept_dir):
    KeptCopyFactory(
        school=school, month=date(2017, 11, 1), made_at=datetime(2017, 12, 1, 2, tzinfo=UTC)
    )
    removed = purge(school)
    assert (removed.marks, removed.copies) == (0, 2)
    told = Act.objects.get(school=school, act="purge_entries")
    assert (told.detail["entries"], told.detail["files"]) == (0, 2)
    assert told.detail["first_day"] is None
    purge(school)
    assert Act.objects.filter(school=school).count() == 1
