"""Record a trip or another approved activity for several pupils."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from audit.actions.record import record
from registers.activity_plans import offer
from registers.arranging import require_arranging
from registers.message_plans import lock_pupils
from registers.models import Activity
from registers.outing import Outing, faults_of
from registers.permissions import require_code
from registers.queries.sent_again import activity_sent_already
from registers.roll_refusals import refuse_any
from schools.models import Pupil, User
from toolkit import clock

STORED = (
    "code", "nature", "place", "supervised_by", "first_day", "first_half", "last_day", "last_half",
)  # fmt: skip


@transaction.atomic
def record_activity(*, by: User, outing: Outing, pupils: Sequence[Pupil], at: datetime) -> Activity:
    """Offer it in the registers that it covers; a mark is written when somebody says so there.

    The same form sent again within minutes is the trip that it made, and changes nothing.
    Raises NotPermitted, what `require_code` raises, or NotInOrder with every fault.
    Source: SI 2024/208, regulation 10, codes B, K, P, V and W.
    """
    role = require_arranging(by, school_id=by.school_id)
    if outing.code:
        require_code(by, outing.code, on=outing.first_day)
    held = lock_pupils([pupil.pk for pupil in pupils])
    for school_id in {pupil.school_id for pupil in held}:
        require_arranging(by, school_id=school_id)
    refuse_any(faults_of(outing, held, school=by.school, today=clock.local(at).date()))
    given = {name: getattr(outing, name) for name in STORED}
    facts = {name: fact.strip() if isinstance(fact, str) else fact for name, fact in given.items()}
    already = activity_sent_already(by=by, facts=facts, pupils=[one.pk for one in held], at=at)
    if already is not None:
        return already
    activity = Activity.objects.create(
        school_id=by.school_id,
        recorded_by=by,
        recorded_title=by.job_title,
        recorded_role=role,
        recorded_at=at,
        **facts,
    )
    offer(activity, held, by=by, role=role, at=at)
    record(
        act="record_activity",
        subject=activity,
        by=by,
        at=at,
        school_id=by.school_id,
        detail={"code": activity.code, "pupils": [pupil.pk for pupil in held]},
    )
    return activity
