"""The job that asks for missing registers when they close."""

from datetime import datetime

from registers.actions.note_missing_registers import note_missing_registers
from registers.queries.sessions_of_day import sessions_of_day
from schools.models import School
from toolkit import clock
from toolkit.jobs import Job


def missing_due(school: School, at: datetime) -> datetime | None:
    """When the latest of today's registers closed, from the minute after until the session ends."""
    day = clock.local(at).date()
    closed = [
        clock.at_school(day, session.closes)
        for session in sessions_of_day(school_id=school.pk, day=day)
        if not session.closed and session.has_closed(at) and not session.is_over(at)
    ]
    return max(closed, default=None)


def run_missing(*, school_id: int, due_at: datetime) -> None:
    """Note and ask for the registers whose closing time this was."""
    school = School.objects.get(pk=school_id)
    local = clock.local(due_at)
    for session in sessions_of_day(school_id=school_id, day=local.date()):
        if clock.at_school(session.day, session.closes) == local:
            note_missing_registers(
                school=school, day=session.day, half=session.half, at=clock.now()
            )


MISSING_JOBS = [
    Job(
        name="registers.missing",
        due=missing_due,
        run=run_missing,
        words="asking for missing registers",
    )
]
