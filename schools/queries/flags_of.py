"""List what holds for a pupil from one day to another, as far as a person may see it."""

from dataclasses import dataclass
from datetime import date

from schools.flags import SAFEGUARDING, SEN_VALUES, kinds_seen, sees_that_vulnerable
from schools.models import Pupil, PupilFlag, User


@dataclass(frozen=True)
class Flag:
    """One flag in words; `row` is empty where only that the pupil is vulnerable may be seen."""

    label: str
    row: PupilFlag | None
    is_current: bool
    is_ahead: bool = False

    @property
    def kind(self) -> str:
        return self.row.kind if self.row is not None else ""


def flags_of(*, pupil: Pupil, by: User, on: date) -> list[Flag]:
    """Those of today first, then those to come, then those that ended, the latest first."""
    rows = list(PupilFlag.objects.filter(school_id=pupil.school_id, pupil=pupil))
    seen = kinds_seen(by, pupil=pupil, on=on)
    shown = sorted((row for row in rows if row.kind in seen), key=lambda row: _place(row, on))
    flags = [Flag(label_of(row), row, _holds(row, on), row.start > on) for row in shown]
    hidden = (row for row in rows if row.kind in SAFEGUARDING and row.kind not in seen)
    if sees_that_vulnerable(by) and any(_holds(row, on) for row in hidden):
        flags.insert(0, Flag("Vulnerable", None, is_current=True))
    return flags


def label_of(flag: PupilFlag) -> str:
    """The kind in words; for special educational needs which of the two."""
    return SEN_VALUES.get(flag.value) or PupilFlag.Kind(flag.kind).label


def _holds(row: PupilFlag, on: date) -> bool:
    return row.start <= on and (row.end is None or row.end >= on)


def _place(row: PupilFlag, on: date) -> tuple[int, int, int]:
    kinds = list(PupilFlag.Kind.values)
    if _holds(row, on):
        return 0, kinds.index(row.kind), 0
    if row.start > on:
        return 1, row.start.toordinal(), kinds.index(row.kind)
    return 2, -row.start.toordinal(), kinds.index(row.kind)
