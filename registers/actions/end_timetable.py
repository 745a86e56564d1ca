"""End a timetable before its time, or take it back before it begins."""

from datetime import date, datetime, timedelta

from django.db import transaction

from audit.actions.record import record
from registers.arranging import in_words, lock, missing, require_arranging
from registers.models import Mark, Plan, Timetable
from registers.planning import end_plans
from registers.roll_refusals import Fault, refuse_any
from schools.models import User

CODES = {Timetable.Kind.PART_TIME: ("C2", "X"), Timetable.Kind.DUAL: ("D",)}


@transaction.atomic
def end_timetable(
    *, by: User, timetable: Timetable, last_day: date, reason: str, at: datetime
) -> Timetable:
    """Let the timetable hold to the day and no longer, and its plans with it.

    A last day before the first takes the timetable back. Raises NotPermitted, or NotInOrder:
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
            f"It ends on {in_words(timetable.end)}. Choose an earlier day, "
            "or agree a new timetable for the days after."
        )
        return [*faults, Fault("last_day", sentence)]
    if last_day < timetable.start - timedelta(days=1):
        last_day = timetable.start - timedelta(days=1)
    marked = (
        Mark.objects.in_force()
        .filter(
            school_id=timetable.school_id,
            pupil_id=timetable.pupil_id,
            day__gt=last_day,
            code__in=CODES[Timetable.Kind(timetable.kind)],
        )
        .order_by("-day")
        .first()
    )
    if marked is not None:
        sentence = (
            f"The register of {in_words(marked.day)} has {marked.code} by this timetable. "
            "Change that mark first, or choose that day or a later one."
        )
        faults.append(Fault("last_day", sentence))
    return faults
