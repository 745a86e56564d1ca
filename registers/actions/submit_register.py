"""Submit a register: the legal act that makes it taken."""

from datetime import date, datetime

from django.db import transaction

from audit.actions.record import record
from registers.actions.opened import held, hold_session
from registers.asked import forget_asked
from registers.marking import may_mark
from registers.models import Mark, Register
from registers.queries.roll import roll
from registers.refusals import NotAllMarked, Refused
from schools.models import SchoolClass, User


@transaction.atomic
def submit_register(
    *, by: User, school_class: SchoolClass, day: date, half: str, at: datetime
) -> Register:
    """Stamp the register with who submitted it, as what, and when; a second time does nothing.

    Raises NotPermitted, NoSession, NotOpenYet, or NotAllMarked with the pupils left.
    Source: SI 2024/208, regulation 10(1); submitting as a separate act is a product rule.
    """
    session = hold_session(school_id=school_class.school_id, day=day, half=half)
    role = may_mark(by=by, school_class=school_class, session=session, at=at)
    pupils = roll(school_class=school_class, day=day, half=half)
    if not pupils:
        raise Refused("No pupil is in this class on that day, so there is nothing to submit.")
    register, premarked = held(school_class=school_class, session=session, pupils=pupils, at=at)
    if register.is_taken():
        return register
    marked = set(
        Mark.objects.in_force()
        .filter(
            school_id=register.school_id,
            day=day,
            half=half,
            pupil_id__in=[row.pupil.pk for row in pupils],
        )
        .values_list("pupil_id", flat=True)
    )
    unmarked = [row.pupil for row in pupils if row.pupil.pk not in marked]
    if unmarked:
        raise NotAllMarked(unmarked)
    register.submitted_at = at
    register.submitted_by = by
    register.submitted_title = by.job_title
    register.submitted_role = role
    register.save(
        update_fields=["submitted_at", "submitted_by", "submitted_title", "submitted_role"]
    )
    forget_asked(school_id=register.school_id, day=day)
    record(
        act="submit_register",
        subject=register,
        by=by,
        at=at,
        school_id=register.school_id,
        detail={"pupils": len(pupils)} | premarked,
    )
    return register
