"""What somebody wants changed in a register, and what came of it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from registers.models import Mark


@dataclass(frozen=True)
class Change:
    """What somebody wants for a pupil; an empty code clears the mark.

    seen_version: the key of the mark that they saw, 0 for none, None not to be asked.
    client_id: the device's own number for the change, so that a replay is saved once.
    """

    pupil_id: int
    code: str
    minutes: int | None = None
    seen_version: int | None = None
    client_id: UUID | None = None
    comment: str = ""


@dataclass(frozen=True)
class Kept:
    """What now stands for a pupil; version 0 and an empty code where nothing does."""

    pupil_id: int
    code: str
    minutes: int | None
    version: int
    client_id: UUID | None


@dataclass(frozen=True)
class Conflict:
    """Somebody else's mark, which stands, because it was not yet seen."""

    pupil_id: int
    code: str
    minutes: int | None
    version: int
    by_name: str
    role: str
    at: datetime | None
    client_id: UUID | None


@dataclass(frozen=True)
class Saved:
    """others: marks of the register's other pupils that stand and that somebody else entered."""

    marks: list[Kept]
    conflicts: list[Conflict]
    left: int
    others: list[Mark]
