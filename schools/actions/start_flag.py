"""Record that something holds for a pupil from a day on."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction

from audit.actions.record import record
from schools.flag_facts import (
    flags_locked,
    note_flag,
    refuse_days,
    refuse_far_start,
    require_flag,
    texts_of,
)
from schools.flags import SEN_VALUES, words_of
from schools.models import Pupil, PupilFlag, User
from schools.refusals import Refused


@transaction.atomic
def start_flag(
    *,
    pupil: Pupil,
    kind: str,
    start: date,
    by: User,
    at: datetime,
    value: str = "",
    end: date | None = None,
    texts: Mapping[str, str] | None = None,
) -> PupilFlag:
    """The new flag. value: K or E for special educational needs, else empty.

    A change between K and E ends the one that holds on the day before. end: the last day, where
    it is known. texts: worker_name, worker_phone, worker_email, note. Flags of a kind never
    overlap. Raises Refused, NotPermitted.
    """
    require_flag(by, pupil=pupil, kind=kind, at=at)
    if (kind == PupilFlag.Kind.SEN) != (value in SEN_VALUES):
        raise Refused("Say whether it is SEN support (K) or a plan (E).", field="value")
    refuse_far_start(start, at=at)
    known = flags_locked(pupil, kind)
    replaced = next((one for one in known if _gives_way(one, value, start)), None)
    others = [one for one in known if one is not replaced]
    refuse_days(start, end, others, born=pupil.date_of_birth)
    if replaced is not None:
        before, texts_before = words_of(replaced), texts_of(replaced)
        replaced.end = start - timedelta(days=1)
        replaced.version += 1
        replaced.save(update_fields=["end", "version"])
        note_flag(replaced, before=before, texts_before=texts_before, by=by, at=at)
    flag = PupilFlag.objects.create(
        school_id=pupil.school_id,
        pupil=pupil,
        kind=kind,
        value=value,
        start=start,
        end=end,
        **(texts or {}),
    )
    note_flag(flag, before="", texts_before={}, by=by, at=at)
    record(
        act="start_flag",
        by=by,
        at=at,
        school_id=pupil.school_id,
        subject=pupil,
        detail={"kind": kind, "flag": flag.pk},
    )
    return flag


def _gives_way(known: PupilFlag, value: str, start: date) -> bool:
    """Whether the new value of special needs ends this one, which began before and goes on."""
    is_other = bool(value) and known.value != value
    return is_other and known.start < start and known.end is None
