"""Remove the entries of registers that have been kept for six years, and prove what was removed."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db import connections, transaction

from audit.actions.record import record
from registers.keeping import kept_files
from registers.models import KeptCopy, Mark, Purge
from registers.refusals import Refused
from rules.retention import removable_before
from schools.models import School, User
from schools.permissions import require
from toolkit import clock, csv_files
from toolkit.days import full_day

ROLE = "retention_purge"  # The one role that the trigger on marks lets delete.
COLUMNS = [str(field.column) for field in Mark._meta.concrete_fields]
AT_ONCE = 10_000  # Rows in one statement.
LOCK = "LOCK TABLE registers_mark IN SHARE ROW EXCLUSIVE MODE"  # Nobody enters a mark meanwhile.
REMOVE = f"""
DELETE FROM registers_mark WHERE id IN (
    SELECT id FROM registers_mark old
    WHERE school_id = %(school)s AND entered_at < %(before)s AND id > %(after)s AND NOT EXISTS (
        SELECT FROM registers_mark young
        WHERE young.school_id = old.school_id AND young.pupil_id = old.pupil_id
        AND young.day = old.day AND young.half = old.half AND young.entered_at >= %(before)s)
    ORDER BY id LIMIT {AT_ONCE})
RETURNING {", ".join(COLUMNS)}
"""  # noqa: S608


class TooYoung(Refused):
    """Entries are kept for six years from the day they were made, whatever date is asked for."""

    def __init__(self, before: date, latest: date) -> None:
        super().__init__(
            f"Entries made before {full_day(before)} may be younger than six years. "
            f"The latest day that can be named today is {full_day(latest)}. "
            "Nothing was removed."
        )


@dataclass(frozen=True)
class Removed:
    """What one purge removed; sha256 is of the rows as CSV, all columns, by key."""

    marks: int
    first_day: date | None
    last_day: date | None
    sha256: str
    copies: int


def purge_entries(
    *, school: School, before: date, at: datetime, using: str, by: User | None = None,
    dry_run: bool = False,
) -> Removed:  # fmt: skip
    """Remove the school's entries made before the day (its first moment, school time).

    The entries of one session go together, once the youngest is old enough, so that an amendment
    never stands without what it amended. Registers stay, without their marks. So do the rows of
    monthly copies made before the day; their files are removed, after the entries. Either is noted.
    using: the owner's database alias: the role of the pages cannot become the role that removes.
    at: real time, not the demo's. by: who decided it; None is the school's system account.
    dry_run: do all of it, tell what it was, and undo it.
    Raises TooYoung, NotPermitted; the database refuses younger entries by itself too.
    """
    if by is not None:
        require(by, "settings_and_policy")
    latest = removable_before(clock.local(at).date())
    if before > latest:
        raise TooYoung(before, latest)
    moment = clock.at_school(before, time())
    author = by or User.objects.using(using).get(school=school, is_system=True)
    copies = KeptCopy.objects.using(using).filter(school=school, made_at__lt=moment)
    paths = [path for copy in copies.select_related("school") for path in kept_files.paths(copy)]
    proof = hashlib.sha256()
    days: list[date] = []
    with transaction.atomic(using=using):
        for line in csv_files.lines(COLUMNS, _removed(school, moment, days=days, using=using)):
            proof.update(line.encode())
        removed = Removed(
            marks=len(days),
            first_day=min(days, default=None),
            last_day=max(days, default=None),
            sha256=proof.hexdigest(),
            copies=sum(path.is_file() for path in paths),
        )
        if days or removed.copies:
            _note(removed, school=school, moment=moment, at=at, by=author, using=using)
        transaction.set_rollback(dry_run, using=using)
    if not dry_run:
        for path in paths:
            path.unlink(missing_ok=True)
    return removed


def _removed(
    school: School, moment: datetime, *, days: list[date], using: str
) -> Iterator[list[csv_files.Cell]]:
    """Remove the rows as the role that may, and yield each by key; adds its day to the days."""
    day_at, key_at = COLUMNS.index("day"), COLUMNS.index("id")
    asked: dict[str, Any] = {"school": school.pk, "before": moment, "after": 0}
    with connections[using].cursor() as cursor:
        cursor.execute(LOCK)
        cursor.execute(f"SET LOCAL ROLE {ROLE}")
        while True:
            cursor.execute(REMOVE, asked)
            rows = sorted(cursor.fetchall(), key=lambda row: int(row[key_at]))
            if not rows:
                break
            for row in rows:
                days.append(row[day_at])
                yield [str(value) if isinstance(value, UUID) else value for value in row]
            asked["after"] = rows[-1][key_at]
        cursor.execute("RESET ROLE")


def _note(
    removed: Removed, *, school: School, moment: datetime, at: datetime, by: User, using: str
) -> None:
    """Keep the proof for good, and one audit entry."""
    purge = Purge.objects.using(using).create(
        school_id=school.pk,
        at=at,
        entered_before=moment,
        marks=removed.marks,
        first_day=removed.first_day,
        last_day=removed.last_day,
        sha256=removed.sha256,
        by_id=by.pk,
    )
    record(
        act="purge_entries",
        subject=purge,
        by=by,
        at=at,
        school_id=school.pk,
        detail={
            "entries": removed.marks,
            "entered_before": moment.isoformat(),
            "first_day": str(removed.first_day) if removed.first_day else None,
            "last_day": str(removed.last_day) if removed.last_day else None,
            "sha256": removed.sha256,
            "files": removed.copies,
        },
        using=using,
    )
