"""Record a known absence, so that the registers it covers expect it."""

from datetime import date, datetime

from django.db import transaction

from audit.actions.record import record
from registers.models import Plan
from registers.permissions import require_code
from registers.refusals import WrongForThisPupil
from schools.models import Pupil, User
from schools.permissions import Place, require


@transaction.atomic
def record_plan(
    *,
    by: User,
    pupil: Pupil,
    code: str,
    start: date,
    end: date,
    half: str = "",
    note: str = "",
    at: datetime,
) -> Plan:
    """Expect the code for the pupil from start to end (both included), one half or both.

    Raises NotPermitted, or WrongForThisPupil where the last day lies before the first.
    """
    role = require(by, "amend_mark", Place(school_id=pupil.school_id, session_over=True))
    require_code(by, code, on=start)
    if end < start:
        raise WrongForThisPupil("The last day lies before the first.")
    plan = Plan.objects.create(
        school_id=pupil.school_id,
        pupil=pupil,
        code=code,
        start=start,
        end=end,
        half=half,
        note=note.strip(),
        recorded_by=by,
        recorded_title=by.job_title,
        recorded_role=role,
        recorded_at=at,
    )
    record(act="record_plan", subject=plan, by=by, at=at, school_id=pupil.school_id)
    return plan
