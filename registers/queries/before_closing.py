"""Find what the registers held when the school was closed without warning."""

from collections.abc import Collection, Iterable
from datetime import date, time

from django.db.models import Exists, OuterRef

from registers.models import Mark

Entry = tuple[int, str, str, time | None]  # Pupil, half, code, arrival.
CLOSED_SCHOOL = "Y4"


def before_closing(*, school_id: int, day: date, halves: Collection[str]) -> Iterable[Entry]:
    """Each entry that a Y4 in force took the place of. One query, none without halves."""
    if not halves:
        return []
    closure = Mark.objects.in_force().filter(
        school_id=school_id,
        day=day,
        half=OuterRef("half"),
        pupil_id=OuterRef("pupil_id"),
        code=CLOSED_SCHOOL,
        entered_at=OuterRef("closed_at"),
    )
    replaced = Mark.objects.filter(Exists(closure), school_id=school_id, day=day, half__in=halves)
    return replaced.values_list("pupil_id", "half", "code", "arrived_at")
