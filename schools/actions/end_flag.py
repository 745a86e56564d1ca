"""Say on which day a pupil's flag ends."""

from datetime import date, datetime

from django.db import transaction

from audit.actions.record import record
from schools.changes import refuse_if_changed
from schools.flag_facts import flags_locked, note_flag, refuse_days, require_flag, texts_of
from schools.flags import words_of
from schools.models import PupilFlag, User
from schools.refusals import Refused


@transaction.atomic
def end_flag(*, flag: PupilFlag, end: date, seen: int, by: User, at: datetime) -> PupilFlag:
    """The flag with its last day, which is included and may lie ahead.

    seen: the version that was on the page. Raises ChangedMeanwhile, Refused, NotPermitted.
    """
    require_flag(by, pupil=flag.pupil, kind=flag.kind, at=at)
    known = flags_locked(flag.pupil, flag.kind)
    row = next((one for one in known if one.pk == flag.pk), None)
    if row is None:
        raise Refused("This was removed meanwhile, as entered by mistake.")
    refuse_if_changed(row, seen=seen, typed={"end": end})
    others = [one for one in known if one is not row]
    refuse_days(row.start, end, others, born=flag.pupil.date_of_birth)
    before = words_of(row)
    row.end = end
    row.version += 1
    row.save(update_fields=["end", "version"])
    note_flag(row, before=before, texts_before=texts_of(row), by=by, at=at)
    record(
        act="end_flag",
        by=by,
        at=at,
        school_id=row.school_id,
        subject=flag.pupil,
        detail={"kind": row.kind, "flag": row.pk},
    )
    return row
