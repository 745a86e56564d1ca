"""Let enrolments be single again whose registration at a second school is over."""

from datetime import datetime

from django.db import transaction

from audit.actions.record import record
from registers.arranging import lock
from registers.dual_registration import set_single_again
from registers.models import Timetable
from registers.queries.dual_over import dual_over
from schools.models import School, User
from toolkit import clock


def end_dual_registrations(*, school: School, at: datetime) -> int:
    """Set back every enrolment that is due, in the school's own name; how many there were.

    Each pupil is a transaction of its own, so that a run that dies leaves the others done. Safe
    to run any number of times.
    """
    today = clock.local(at).date()
    over = list(dual_over(school_id=school.pk, today=today))
    return sum(_end(one, school=school, at=at) for one in over)


@transaction.atomic
def _end(timetable: Timetable, *, school: School, at: datetime) -> bool:
    """Whether the enrolment became single; not where somebody else was quicker."""
    lock(timetable.pupil)
    today = clock.local(at).date()
    if not dual_over(school_id=school.pk, today=today).filter(pk=timetable.pk).exists():
        return False
    system = User.objects.system(school)
    changed = set_single_again(timetable, today=today, by=system, at=at)
    if changed and timetable.end is not None:
        record(
            act="end_dual_registration",
            subject=timetable,
            by=system,
            at=at,
            school_id=school.pk,
            detail={"pupil": timetable.pupil_id, "end": timetable.end.isoformat()},
        )
    return changed
