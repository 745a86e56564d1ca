"""The job that ends registrations at a second school on the day after their last."""

from datetime import datetime, time

from registers.actions.end_dual_registrations import end_dual_registrations
from registers.queries.dual_over import dual_over
from schools.models import School
from toolkit import clock
from toolkit.jobs import Job

MIDNIGHT = time(0, 0)


def dual_end_due(school: School, at: datetime) -> datetime | None:
    """The first moment of today, school time, while one is over and the enrolment not single."""
    today = clock.local(at).date()
    if not dual_over(school_id=school.pk, today=today).exists():
        return None
    return clock.at_school(today, MIDNIGHT)


def run_dual_end(*, school_id: int, due_at: datetime) -> None:
    """Set back the enrolments that are due by now."""
    end_dual_registrations(school=School.objects.get(pk=school_id), at=clock.now())


DUAL_JOBS = [
    Job(
        name="registers.dual",
        due=dual_end_due,
        run=run_dual_end,
        words="ending registrations at two schools",
    )
]
