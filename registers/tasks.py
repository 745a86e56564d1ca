"""The jobs that fall due by the minute in the registers."""

from datetime import datetime

from registers.actions.open_registers import open_registers
from registers.closure_tasks import CLOSURE_JOBS
from registers.keeping_tasks import KEEPING_JOBS
from registers.load_tasks import LOAD_JOBS
from registers.queries.session_facts import session_facts
from registers.refusals import NoSession
from rules.sessions import HALVES
from schools.models import School
from toolkit import clock
from toolkit.jobs import Job


def opening_due(school: School, at: datetime) -> datetime | None:
    """When the latest register of today opened, once it has; None before and on other days."""
    day = clock.local(at).date()
    opened = []
    for half in HALVES:
        try:
            session = session_facts(school_id=school.pk, day=day, half=half)
        except NoSession:
            continue
        if session.has_opened(at) and not session.is_over(at):
            opened.append(clock.at_school(day, session.opens))
    return max(opened, default=None)


def run_opening(*, school_id: int, due_at: datetime) -> None:
    """Open the registers whose opening time this was."""
    school = School.objects.get(pk=school_id)
    local = clock.local(due_at)
    for half in HALVES:
        try:
            session = session_facts(school_id=school_id, day=local.date(), half=half)
        except NoSession:
            continue
        if clock.at_school(session.day, session.opens) == local:
            open_registers(school=school, day=session.day, half=half, at=clock.now())


JOBS = [
    Job(name="registers.open", due=opening_due, run=run_opening),
    *CLOSURE_JOBS,
    *LOAD_JOBS,
    *KEEPING_JOBS,
]
