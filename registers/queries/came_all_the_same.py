"""Find who came in the morning although they were expected away all day."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Exists, OuterRef, Q

from registers.models import Arrival, Departure, Mark, Plan
from rules import codes
from rules.sessions import AM
from schools.models import Pupil


def came_all_the_same(*, school_id: int, day: date, deciding: Mapping[int, Plan]) -> set[int]:
    """The keys of pupils whose plan the morning has contradicted, and who have not left since.

    deciding: the plan of the afternoon, by pupil. It is contradicted where it is of the morning
    too, and the pupil was marked as attending or was signed in then. What was agreed or decided,
    a timetable or a suspension, holds whoever came. One query, none where no plan is of both.
    """
    of_both = [
        pupil_id
        for pupil_id, plan in deciding.items()
        if not plan.half and plan.timetable_id is None and plan.suspension_id is None
    ]
    return set(_here(school_id, day, of_both)) if of_both else set()


def _here(school_id: int, day: date, pupils: Collection[int]) -> Collection[int]:
    of_day = {"school_id": school_id, "day": day, "pupil_id": OuterRef("pk")}
    marked = Mark.objects.in_force().filter(
        half=AM, code__in=codes.PRESENT | codes.ON_SITE, **of_day
    )
    signed_in = Arrival.objects.filter(withdrawn_at=None, **of_day)
    left = Departure.objects.filter(withdrawn_at=None, returned_at=None, **of_day)
    found = Pupil.objects.filter(Q(Exists(marked)) | Q(Exists(signed_in)), ~Exists(left))
    return found.filter(school_id=school_id, pk__in=pupils).values_list("pk", flat=True)
