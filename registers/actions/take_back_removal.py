"""Take back a removal from the roll while the pupil is still on it."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from audit.actions.record import record
from registers.arranging import lock, missing
from registers.models import Removal, RemovalWithdrawal
from registers.planning import restore_plans
from registers.roll_refusals import Fault, refuse_any
from schools.changes import note_changes
from schools.models import ClassMembership, Enrolment, User
from schools.permissions import Place, require
from toolkit import clock
from toolkit.days import full_day


@transaction.atomic
def take_back_removal(
    *, by: User, removal: Removal, reason: str, at: datetime
) -> RemovalWithdrawal:
    """Let the enrolment, the class and the plans go on as they were before the removal.

    A plan that somebody changed or took back meanwhile stays so.
    Possible until the end of the last day. Raises NotPermitted, or NotInOrder: once the day has
    passed, where it was taken back before, or where the enrolment was changed since.
    """
    require(by, "remove_from_roll", Place(school_id=removal.school_id))
    pupil = lock(removal.enrolment.pupil)
    enrolment = Enrolment.objects.select_for_update().get(pk=removal.enrolment_id)
    faults = missing("reason", reason, "Enter why the removal is taken back.")
    if removal.withdrawals.exists():
        faults.append(Fault("", "This removal was taken back already."))
    elif clock.local(at).date() > removal.last_day:
        sentence = (
            f"The last day was {full_day(removal.last_day)}, and the name has been deleted. "
            "A pupil who comes back is admitted again."
        )
        faults.append(Fault("", sentence))
    elif enrolment.end != removal.last_day:
        faults.append(Fault("", "The enrolment was changed since. Look at it again first."))
    refuse_any(faults)
    was: dict[str, Any] = removal.ended
    before = {"last_day_on_roll": enrolment.end, "leaving_ground": enrolment.leaving_ground}
    facts = was["enrolment"]
    enrolment.end = _day(facts["last_day_on_roll"])
    enrolment.leaving_ground = facts["leaving_ground"]
    enrolment.next_school = facts["next_school"]
    enrolment.next_school_from = _day(facts["next_school_from"])
    enrolment.save()
    _restore_memberships(enrolment, was["memberships"], last_day=removal.last_day)
    restore_plans(was["plans"], last_day=removal.last_day, at=removal.decided_at)
    withdrawal = RemovalWithdrawal.objects.create(
        school_id=removal.school_id,
        removal=removal,
        reason=reason.strip(),
        by=by,
        by_title=by.job_title,
        at=at,
    )
    note_changes(
        school_id=removal.school_id,
        before=before,
        after={"last_day_on_roll": enrolment.end, "leaving_ground": enrolment.leaving_ground},
        by=by,
        at=at,
        pupil=pupil,
    )
    record(
        act="take_back_removal",
        subject=removal,
        by=by,
        at=at,
        school_id=removal.school_id,
        reason=reason.strip(),
        detail={"pupil": pupil.pk},
    )
    return withdrawal


def _restore_memberships(
    enrolment: Enrolment, was: list[dict[str, Any]], *, last_day: date
) -> None:
    """The class of the last day goes on for as long as it did; a dropped later one comes back."""
    if not was:
        return
    now = ClassMembership.objects.filter(enrolment=enrolment, end=last_day)
    for row in was:
        start, end = date.fromisoformat(row["start"]), _day(row["end"])
        if start <= last_day:
            now.update(end=end)
        elif not _taken(enrolment, start, end):
            ClassMembership.objects.create(
                school_id=enrolment.school_id,
                enrolment=enrolment,
                pupil_id=enrolment.pupil_id,
                school_class_id=row["class"],
                year_group=row["year_group"],
                start=start,
                end=end,
            )


def _taken(enrolment: Enrolment, start: date, end: date | None) -> bool:
    found = ClassMembership.objects.filter(Q(end__isnull=True) | Q(end__gte=start))
    found = found.filter(enrolment=enrolment)
    return (found.filter(start__lte=end) if end else found).exists()


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
