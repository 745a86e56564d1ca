"""End a timetable before its time, or take it back before it begins."""

from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q

from audit.actions.record import record
from registers.arranging import lock, missing, require_arranging
from registers.dual_registration import set_single_again
from registers.models import Mark, Plan, Suspension, Timetable
from registers.planning import end_plans
from registers.roll_refusals import Fault, refuse_any
from schools.models import User
from toolkit import clock
from toolkit.days import full_day

CODES = {Timetable.Kind.PART_TIME: ("C2", "X"), Timetable.Kind.DUAL: ("D",)}


@transaction.atomic
def end_timetable(
    *, by: User, timetable: Timetable, last_day: date, reason: str, at: datetime
) -> Timetable:
    """Let the timetable hold to the day and no longer, and its plans with it.

    A last day before the first takes the timetable back. Once the last dual registration is over,
    the enrolment is single again. Raises NotPermitted, or NotInOrder:
    where it has ended, where the day is not before its end, where no reason is given, and where
    the registers of later days already hold its code.
    """
    require_arranging(by, school_id=timetable.school_id)
    lock(timetable.pupil)
    timetable = Timetable.objects.select_for_update().get(pk=timetable.pk)
    refuse_any(_faults(timetable, last_day, reason))
    end_plans(Plan.objects.filter(timetable=timetable), last_day=last_day, at=at)
    before = timetable.end
    if last_day < timetable.start:
        timetable.withdrawn_at = at
    else:
        timetable.end = last_day
    timetable.ended_by = by
    timetable.save(update_fields=["end", "ended_by", "withdrawn_at"])
    today = clock.local(at).date()
    is_over = timetable.withdrawn_at is not None or last_day <= today
    if timetable.kind == Timetable.Kind.DUAL and is_over:
        set_single_again(timetable, today=today, by=by, at=at)
    record(
        act="end_timetable",
        subject=timetable,
        by=by,
        at=at,
        school_id=timetable.school_id,
        reason=reason.strip(),
        detail={
            "pupil": timetable.pupil_id,
            "end_before": before.isoformat() if before else "",
            "end": last_day.isoformat(),
        },
    )
    return timetable


def _faults(timetable: Timetable, last_day: date, reason: str) -> list[Fault]:
    faults = missing("reason", reason, "Enter why the timetable ends.")
    if timetable.withdrawn_at is not None:
        return [*faults, Fault("", "This timetable was taken back already.")]
    if timetable.end is not None and last_day >= timetable.end:
        sentence = (
            f"It ends on {full_day(timetable.end)}. Choose an earlier day, "
            "or agree a new timetable for the days after."
        )
        return [*faults, Fault("last_day", sentence)]
    if last_day < timetable.start - timedelta(days=1):
        last_day = timetable.start - timedelta(days=1)
    marks = (
        Mark.objects.in_force()
        .filter(
            school_id=timetable.school_id,
            pupil_id=timetable.pupil_id,
            day__gt=last_day,
            code__in=CODES[Timetable.Kind(timetable.kind)],
        )
        .order_by("-day")
    )
    if timetable.end is not None:
        marks = marks.filter(day__lte=timetable.end)
    marked = marks.filter(_in_sessions(timetable.away)).exclude(_elsewhere(timetable)).first()
    if marked is not None:
        sentence = (
            f"The register of {full_day(marked.day)} has {marked.code} by this timetable. "
            "Change that mark first, or choose that day or a later one."
        )
        faults.append(Fault("last_day", sentence))
    return faults


def _in_sessions(away: list[str]) -> Q:
    """The marks of these sessions of the week, such as "0-AM" for Monday morning."""
    return reduce(
        or_, (Q(day__iso_week_day=int(one[0]) + 1, half=one[2:]) for one in away), Q(pk__in=[])
    )


def _elsewhere(timetable: Timetable) -> Q:
    """The marks of other education that a suspension or exclusion of the pupil gives."""
    given = Suspension.objects.filter(
        school_id=timetable.school_id,
        pupil_id=timetable.pupil_id,
        withdrawn_at=None,
        provision_from__isnull=False,
    )
    found = Q(pk__in=[])
    for one in given:
        sessions = Q(code=one.provision_code, day__gte=one.provision_from)
        if one.provision_from == one.start:
            sessions &= Q(day__gt=one.start) | Q(half__gte=one.start_half)
        if one.end is not None:
            sessions &= Q(day__lt=one.end) | Q(day=one.end, half__lte=one.end_half)
        found |= sessions
    return found
