"""The jobs that fall due by the minute in the registers."""

from datetime import datetime

from registers.actions.open_registers import open_registers
from registers.closure_tasks import CLOSURE_JOBS
from registers.dual_tasks import DUAL_JOBS
from registers.keeping_tasks import KEEPING_JOBS
from registers.load_tasks import LOAD_JOBS
from registers.missing_tasks import MISSING_JOBS
from registers.queries.sessions_of_day import sessions_of_day
from schools.models import School
from toolkit import clock
from toolkit.jobs import Job


def opening_due(school: School, at: datetime) -> datetime | None:
    """When the latest register of today opened, once it has; None before and on other days."""
    day = clock.local(at).date()
    opened = [
        clock.at_school(day, session.opens)
        for session in sessions_of_day(school_id=school.pk, day=day)
        if session.has_opened(at) and not session.is_over(at)
    ]
    return max(opened, default=None)


def run_opening(*, school_id: int, due_at: datetime) -> None:
    """Open the registers whose opening time this was."""
    school = School.objects.get(pk=school_id)
    local = clock.local(due_at)
    for session in sessions_of_day(school_id=school_id, day=local.date()):
        if clock.at_school(session.day, session.opens) == local:
            open_registers(school=school, day=session.day, half=session.half, at=clock.now())


JOBS = [
    Job(name="registers.open", due=opening_due, run=run_opening),
    *MISSING_JOBS,
    *CLOSURE_JOBS,
    *LOAD_JOBS,
    *KEEPING_JOBS,
    *DUAL_JOBS,
]
