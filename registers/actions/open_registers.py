"""Open the session's registers that have known absences, when the session opens."""

from datetime import date, datetime

from django.db import transaction

from audit.actions.record import record
from registers.actions.opened import hold, hold_session, premark
from registers.models import Plan
from registers.queries.roll import roll
from schools.models import ClassMembership, School, SchoolClass, User


@transaction.atomic
def open_registers(*, school: School, day: date, half: str, at: datetime) -> int:
    """Pre-mark the known absences of every class; how many marks were written.

    A register that somebody has begun is left alone: its first save has done this. Safe to run
    any number of times. Raises NoSession.
    """
    session = hold_session(school_id=school.pk, day=day, half=half)
    if session.closed or not session.has_opened(at):
        return 0
    absent = Plan.objects.on(day, half).filter(school=school).values("pupil_id")
    classes = SchoolClass.objects.filter(
        pk__in=ClassMembership.objects.on_the_roll(school_id=school.pk, day=day)
        .filter(pupil_id__in=absent)
        .values("school_class_id")
    )
    written = 0
    for school_class in classes.order_by("pk"):
        pupils = roll(school_class=school_class, day=day, half=half)
        if not any(row.known for row in pupils):
            continue
        register, is_new = hold(school_class=school_class, day=day, half=half)
        if is_new:
            written += len(premark(register=register, pupils=pupils, at=at))
    if written:
        record(
            act="open_registers",
            by=User.objects.system(school),
            at=at,
            school_id=school.pk,
            detail={"day": day.isoformat(), "half": half, "marks": written},
        )
    return written
