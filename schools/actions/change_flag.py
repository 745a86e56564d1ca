"""Correct the days of a pupil's flag, its worker's contact or its note."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from audit.actions.record import record
from schools.changes import refuse_if_changed
from schools.flag_facts import (
    flags_locked,
    note_flag,
    refuse_days,
    refuse_far_start,
    require_flag,
    texts_of,
)
from schools.flags import words_of
from schools.models import PupilFlag, User
from schools.refusals import Refused


@transaction.atomic
def change_flag(
    *,
    flag: PupilFlag,
    start: date,
    end: date | None,
    texts: Mapping[str, str],
    seen: int,
    by: User,
    at: datetime,
) -> PupilFlag:
    """The flag as now saved; unchanged facts leave no trace.

    texts: worker_name, worker_phone, worker_email, note. seen: the version that was on the page.
    Raises ChangedMeanwhile, Refused, NotPermitted.
    """
    require_flag(by, pupil=flag.pupil, kind=flag.kind, at=at)
    known = flags_locked(flag.pupil, flag.kind)
    row = next((one for one in known if one.pk == flag.pk), None)
    if row is None:
        raise Refused("This was removed meanwhile, as entered by mistake.")
    typed: dict[str, object] = {"start": start, "end": end, **texts}
    refuse_if_changed(row, seen=seen, typed=typed)
    if start != row.start:
        refuse_far_start(start, at=at)
    others = [one for one in known if one is not row]
    refuse_days(start, end, others, born=flag.pupil.date_of_birth)
    changed = sorted(fact for fact, value in typed.items() if getattr(row, fact) != value)
    if not changed:
        return row
    before, texts_before = words_of(row), texts_of(row)
    for fact in changed:
        setattr(row, fact, typed[fact])
    row.version += 1
    row.save(update_fields=[*changed, "version"])
    note_flag(row, before=before, texts_before=texts_before, by=by, at=at)
    record(
        act="change_flag",
        by=by,
        at=at,
        school_id=row.school_id,
        subject=flag.pupil,
        detail={"kind": row.kind, "flag": row.pk, "facts": changed},
    )
    return row
