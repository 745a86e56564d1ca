"""Find who came in the morning although they were expected away all day."""

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef, Q, Subquery

from registers.models import Arrival, Departure, Mark, Plan
from rules import codes
from rules.sessions import AM, PM
from schools.models import Pupil


def came_all_the_same(
    *, school_id: int, day: date, half: str, pupils: Collection[int]
) -> frozenset[int]:
    """The keys of those whose plan of the afternoon the morning has contradicted.

    It is contradicted where it is of the morning too, and the pupil was marked as attending or
    was signed in then, and has not left since. What was agreed or decided, a timetable or a
    suspension, holds whoever came. One query, none for a morning or for nobody.
    """
    if half != PM or not pupils:
        return frozenset()
    of_day = {"school_id": school_id, "day": day, "pupil_id": OuterRef("pk")}
    attending = codes.PRESENT | codes.ON_SITE
    marked = Mark.objects.in_force().filter(half=AM, code__in=attending, **of_day)
    signed_in = Arrival.objects.filter(withdrawn_at=None, **of_day)
    left = Departure.objects.filter(withdrawn_at=None, returned_at=None, **of_day)
    plans = Plan.objects.on(day, half).filter(school_id=school_id, pupil_id=OuterRef("pk"))
    of_both = Plan.objects.filter(
        pk=OuterRef("decides"), half="", timetable__isnull=True, suspension__isnull=True
    )
    found = (
        Pupil.objects.filter(school_id=school_id, pk__in=pupils)
        .annotate(decides=Subquery(plans.by_weight().values("pk")[:1]))
        .filter(Q(Exists(marked)) | Q(Exists(signed_in)), ~Exists(left), Exists(of_both))
    )
    return frozenset(found.values_list("pk", flat=True))
