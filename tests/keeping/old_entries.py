"""Make entries of long ago, and purge them."""

from datetime import UTC, date, datetime

from django.db import connections, transaction

from registers.actions.purge_entries import purge_entries
from registers.models import Mark
from tests.factories.registers import MarkFactory, RegisterFactory
from toolkit import clock

LONG_AGO = datetime(2017, 11, 13, 8, 57, tzinfo=UTC)
PURGED_BEFORE = date(2018, 1, 1)


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
