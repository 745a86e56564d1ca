"""The job that enters Y4 when the registers of a closed school would have opened."""

from datetime import datetime

from registers.actions.enter_closures import CAUGHT_UP, enter_closures
from registers.queries.closed_sessions import closed_sessions
from schools.models import School
from toolkit import clock
from toolkit.jobs import Job


def closure_due(school: School, at: datetime) -> datetime | None:
    """When the latest register of a closed session would have opened, up to now."""
    today = clock.local(at).date()
    closed = closed_sessions(school_id=school.pk, first=today - CAUGHT_UP, last=today)
    return max((one.opens for one in closed if one.opens <= at), default=None)


def run_closures(*, school_id: int, due_at: datetime) -> None:
    """Enter Y4 wherever it is missing."""
    enter_closures(school=School.objects.get(pk=school_id), at=clock.now())


CLOSURE_JOBS = [Job(name="registers.closed", due=closure_due, run=run_closures)]
