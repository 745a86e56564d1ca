"""Change a suspension: its last day, its notice, or the education given meanwhile."""

from datetime import datetime

from django.db import transaction

from audit.actions.record import record
from registers.actions.record_suspension import (
    facts_of,
    faults_of_others,
    in_json,
    withdraw_plans,
)
from registers.arranging import faults_of_stay, lock, require_arranging
from registers.excluded import Excluded
from registers.models import Suspension
from registers.planning import write_plans
from registers.roll_refusals import Fault, refuse_any
from registers.suspending import faults_of, spans_of
from registers.suspension_limit import with_limit
from schools.changes import refuse_if_changed
from schools.models import User
from toolkit import clock


@transaction.atomic
def change_suspension(
    *, by: User, suspension: Suspension, wanted: Excluded, seen: int, at: datetime
) -> Suspension:
    """Replace what was recorded, and its plans; marks that registers hold stay as they are.

    Changed days need a new notice. The audit entry has what it was. seen: the version that the
    person had before them. Raises NotPermitted, ChangedMeanwhile, or NotInOrder with every fault.
    """
    role = require_arranging(by, school_id=suspension.school_id)
    pupil = lock(suspension.pupil)
    suspension = Suspension.objects.select_for_update().get(pk=suspension.pk)
    if suspension.withdrawn_at is not None:
        refuse_any([Fault("", "It was taken back already.")])
    refuse_if_changed(suspension, seen=seen, typed=facts_of(wanted))
    before = Excluded(**{fact: getattr(suspension, fact) for fact in vars(wanted)})
    faults = faults_of(pupil, wanted, today=clock.local(at).date(), before=before)
    faults += faults_of_stay(pupil, start=wanted.start, end=wanted.end)
    faults += faults_of_others(pupil, wanted, itself=suspension)
    refuse_any(with_limit(faults, pupil, wanted, itself=suspension))
    withdraw_plans(suspension, at=at)
    for fact, value in facts_of(wanted).items():
        setattr(suspension, fact, value)
    suspension.version += 1
    suspension.save(update_fields=[*vars(wanted), "version"])
    spans = spans_of(pupil, wanted)
    write_plans(spans, pupils=[pupil], by=by, role=role, at=at, suspension=suspension)
    record(
        act="change_suspension",
        subject=suspension,
        by=by,
        at=at,
        school_id=pupil.school_id,
        detail={"pupil": pupil.pk, "before": in_json(before), "after": in_json(wanted)},
    )
    return suspension
