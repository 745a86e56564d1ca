"""Check the days of a flag, and keep the history of what is changed by hand."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from schools.changes import in_words, note_changes
from schools.enrolling import age
from schools.far_days import TOO_FAR_AHEAD, is_too_far_ahead
from schools.flags import HISTORY, fact_of, kinds_seen, looked_at, words_of
from schools.models import Pupil, PupilFlag, User
from schools.permissions import NotPermitted, Place, require
from schools.refusals import Refused
from toolkit import clock
from toolkit.days import full_day

OLDEST = 26  # An education, health and care plan lasts to 25 at most.
TEXTS = ("worker_name", "worker_phone", "worker_email", "note")
CAPABILITIES = {"safeguarding": "see_safeguarding", "medical": "see_medical_and_sen"}


def require_flag(by: User, *, pupil: Pupil, kind: str, at: datetime) -> None:
    """Whoever edits a flag edits people and sees that kind; raises NotPermitted."""
    require(by, "edit_people", Place(pupil.school_id))
    if kind not in kinds_seen(by, pupil=pupil, on=clock.local(at).date()):
        group = next(iter(looked_at([kind])), "")
        raise NotPermitted(CAPABILITIES.get(group, "edit_people"))


def flags_locked(pupil: Pupil, kind: str) -> list[PupilFlag]:
    """The pupil's flags of a kind, the earliest first, locked with the pupil."""
    Pupil.objects.select_for_update(of=("self",)).get(pk=pupil.pk)
    rows = PupilFlag.objects.select_for_update(of=("self",)).filter(pupil=pupil, kind=kind)
    return list(rows.order_by("start", "pk"))


def refuse_far_start(start: date, *, at: datetime) -> None:
    """Raise Refused where the first day lies too far ahead to be meant."""
    if is_too_far_ahead(start, today=clock.local(at).date()):
        raise Refused(TOO_FAR_AHEAD, field="start")


def refuse_days(start: date, end: date | None, others: Iterable[PupilFlag], *, born: date) -> None:
    """Raise Refused where the end is before the start, or a day is another flag's of the kind.

    born: when the pupil was; a flag lies between that day and the OLDEST-th birthday.
    """
    if start < born:
        raise Refused(
            f"The pupil was born on {full_day(born)}. Choose that day or a later one.",
            field="start",
        )
    if end is not None and end < start:
        raise Refused("The last day cannot be before the first.", field="end")
    if end is not None and age(born, end) >= OLDEST:
        raise Refused(
            f"Choose a last day before the pupil turns {OLDEST}, or none where it goes on.",
            field="end",
        )
    for other in others:
        begins_in_time = end is None or other.start <= end
        if begins_in_time and (other.end is None or start <= other.end):
            name = other.get_kind_display()
            raise Refused(
                f"{name} is recorded already ({words_of(other)}); two cannot share a day.",
                field="start",
            )


def note_flag(
    flag: PupilFlag,
    *,
    before: str,
    texts_before: Mapping[str, str],
    by: User,
    at: datetime,
    removed: bool = False,
) -> None:
    """Add what changed of a flag to the pupil's history: its days, worker and note."""
    days = fact_of(flag.kind)
    was: dict[str, object] = {days: before}
    becomes: dict[str, object] = {days: "" if removed else words_of(flag)}
    for name in TEXTS:
        was[f"{HISTORY}{flag.kind}_{name}"] = texts_before.get(name, "")
        becomes[f"{HISTORY}{flag.kind}_{name}"] = "" if removed else getattr(flag, name)
    note_changes(
        school_id=flag.school_id, pupil=flag.pupil, before=was, after=becomes, by=by, at=at
    )


def texts_of(flag: PupilFlag) -> dict[str, str]:
    """The worker's contact and the note, as they are now."""
    return {name: in_words(getattr(flag, name)) for name in TEXTS}
