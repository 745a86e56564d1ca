"""Who outside the school must be told what becomes of a pupil."""

from dataclasses import dataclass
from datetime import date

from schools.models import Pupil, PupilFlag

HAVE_A_SOCIAL_WORKER = frozenset(
    {"social_worker", "child_protection", "child_in_need", "looked_after"}
)
SHOWN_BY = {  # The flags by which a pupil has each of the workers.
    "social_worker": HAVE_A_SOCIAL_WORKER,
    "youth_justice": frozenset({"youth_justice"}),
    "virtual_school": frozenset({"looked_after"}),
}


@dataclass(frozen=True)
class Workers:
    """Whether the pupil has each of them on the day."""

    social_worker: bool = False
    youth_justice: bool = False
    virtual_school: bool = False

    @property
    def any(self) -> bool:
        return self.social_worker or self.youth_justice or self.virtual_school

    @property
    def for_timetable(self) -> bool:
        """Whether a part-time timetable is first discussed with one of them."""
        return self.social_worker or self.virtual_school


def workers_to_tell(*, pupil: Pupil, on: date) -> Workers:
    """The workers by the pupil's flags that hold on the day.

    A child protection plan, a child in need and a looked-after child have a social worker; a
    looked-after child has a Virtual School.
    """
    flags = PupilFlag.objects.filter(school_id=pupil.school_id, pupil=pupil, start__lte=on)
    kinds = {kind for kind, end in flags.values_list("kind", "end") if end is None or end >= on}
    return Workers(**{worker: bool(kinds & shown) for worker, shown in SHOWN_BY.items()})
