"""Remove a flag that was entered by mistake; the history keeps that it stood there."""

from datetime import datetime

from django.db import transaction

from audit.actions.record import record
from schools.changes import refuse_if_changed
from schools.flag_facts import flags_locked, note_flag, require_flag, texts_of
from schools.flags import words_of
from schools.models import PupilFlag, User
from schools.refusals import Refused


@transaction.atomic
def remove_flag(*, flag: PupilFlag, reason: str, seen: int, by: User, at: datetime) -> None:
    """Remove it, with the reason, as for the wrong child.

    seen: the version that was on the page. Raises ChangedMeanwhile, Refused, NotPermitted.
    """
    require_flag(by, pupil=flag.pupil, kind=flag.kind, at=at)
    if not reason:
        raise Refused("Say why it was a mistake.", field="reason")
    row = next((one for one in flags_locked(flag.pupil, flag.kind) if one.pk == flag.pk), None)
    if row is None:
        raise Refused("This was removed meanwhile, as entered by mistake.")
    refuse_if_changed(row, seen=seen, typed={})
    note_flag(row, before=words_of(row), texts_before=texts_of(row), by=by, at=at, removed=True)
    record(
        act="remove_flag",
        by=by,
        at=at,
        school_id=row.school_id,
        subject=flag.pupil,
        reason=reason,
        detail={"kind": row.kind, "flag": row.pk},
    )
    row.delete()
