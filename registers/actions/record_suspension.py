"""Record a suspension or a permanent exclusion, and plan its sessions."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from audit.actions.record import record
from registers.arranging import faults_of_stay, lock, require_arranging
from registers.excluded import Excluded
from registers.models import Plan, Suspension
from registers.planning import write_plans
from registers.roll_refusals import Fault, refuse_any
from registers.suspending import faults_of, spans_of
from registers.suspension_limit import with_limit
from schools.models import Pupil, User
from toolkit import clock
from toolkit.days import full_day


@transaction.atomic
def record_suspension(*, by: User, pupil: Pupil, wanted: Excluded, at: datetime) -> Suspension:
    """Record it, plan E for its sessions, and offer K, B or D from the day of other education.

    Sessions whose register has been opened keep their marks. Raises NotPermitted, or NotInOrder
    with every fault, also where a school year would have too many days of suspension.
    Source: SI 2024/208, regulation 10, code E; SI 2012/1033.
    """
    role = require_arranging(by, school_id=pupil.school_id)
    pupil = lock(pupil)
    today = clock.local(at).date()
    faults = [
        *faults_of(pupil, wanted, today=today),
        *faults_of_stay(pupil, start=wanted.start, end=wanted.end),
        *faults_of_others(pupil, wanted),
    ]
    refuse_any(with_limit(faults, pupil, wanted))
    suspension = Suspension.objects.create(
        school_id=pupil.school_id,
        pupil=pupil,
        recorded_by=by,
        recorded_title=by.job_title,
        recorded_role=role,
        recorded_at=at,
        **facts_of(wanted),
    )
    spans = spans_of(pupil, wanted)
    write_plans(spans, pupils=[pupil], by=by, role=role, at=at, suspension=suspension)
    record(
        act="record_suspension",
        subject=suspension,
        by=by,
        at=at,
        school_id=pupil.school_id,
        detail={"pupil": pupil.pk, **in_json(wanted)},
    )
    return suspension


def faults_of_others(
    pupil: Pupil, wanted: Excluded, *, itself: Suspension | None = None
) -> list[Fault]:
    """Whether another suspension covers one of the days."""
    found = Suspension.objects.filter(
        Q(end__isnull=True) | Q(end__gte=wanted.start),
        school_id=pupil.school_id,
        pupil=pupil,
        withdrawn_at=None,
    )
    if wanted.end is not None:
        found = found.filter(start__lte=wanted.end)
    if itself is not None:
        found = found.exclude(pk=itself.pk)
    other = found.first()
    if other is None:
        return []
    return [Fault("start", f"There is one from {full_day(other.start)} already. Change that one.")]


def facts_of(wanted: Excluded) -> dict[str, Any]:
    """What is stored of a suspension, by column; words without the spaces around them."""
    return {
        fact: value.strip() if isinstance(value, str) else value
        for fact, value in vars(wanted).items()
    }


def in_json(wanted: Excluded) -> dict[str, str]:
    """The same for the audit entry, without the words of the notice."""
    facts = facts_of(wanted)
    del facts["notice_days"]
    return {
        fact: value.isoformat() if isinstance(value, date) else str(value or "")
        for fact, value in facts.items()
    }


def withdraw_plans(suspension: Suspension, *, at: datetime) -> None:
    """Let none of its plans stand."""
    Plan.objects.filter(suspension=suspension, withdrawn_at=None).update(withdrawn_at=at)
