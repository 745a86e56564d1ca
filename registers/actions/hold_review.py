"""Record what came of a review of a part-time timetable."""

from datetime import date, datetime

from django.db import transaction

from audit.actions.record import record
from registers.arranging import lock, missing, require_arranging
from registers.models import Timetable, TimetableReview
from registers.roll_refusals import Fault, refuse_any
from schools.models import User
from toolkit import clock
from toolkit.days import full_day


@transaction.atomic
def hold_review(
    *,
    by: User,
    review: TimetableReview,
    held_on: date,
    outcome: str,
    next_on: date | None = None,
    at: datetime,
) -> TimetableReview:
    """Record the review and, where one is wanted, another. Raises NotPermitted or NotInOrder."""
    require_arranging(by, school_id=review.school_id)
    lock(review.timetable.pupil)
    timetable = Timetable.objects.select_for_update().get(pk=review.timetable_id)
    review = TimetableReview.objects.select_for_update().get(pk=review.pk)
    faults = missing("outcome", outcome, "Enter what came of the review.")
    if timetable.withdrawn_at is not None:
        sentence = "This timetable was taken back. There is nothing to review."
        refuse_any([*faults, Fault("", sentence)])
    if review.held_on is not None:
        faults.append(Fault("", f"This review was held on {full_day(review.held_on)}."))
    if held_on > clock.local(at).date():
        faults.append(Fault("held_on", "This day has not come yet."))
    elif held_on < (timetable.agreed_on or timetable.start):
        faults.append(Fault("held_on", "The timetable was not agreed then."))
    if next_on is not None:
        if next_on <= held_on:
            sentence = "The next review lies after this one and inside the timetable."
            faults.append(Fault("next_on", sentence))
        elif timetable.end is not None and next_on > timetable.end:
            sentence = (
                f"The timetable ends on {full_day(timetable.end)}. "
                "The next review lies after this one and inside the timetable."
            )
            faults.append(Fault("next_on", sentence))
        elif timetable.reviews.filter(due_on=next_on).exists():
            faults.append(Fault("next_on", "There is a review on this day already."))
    refuse_any(faults)
    review.held_on, review.outcome, review.recorded_by = held_on, outcome.strip(), by
    review.save(update_fields=["held_on", "outcome", "recorded_by"])
    if next_on is not None:
        TimetableReview.objects.create(
            school_id=review.school_id, timetable=timetable, due_on=next_on
        )
    record(
        act="hold_review",
        subject=review,
        by=by,
        at=at,
        school_id=review.school_id,
        detail={"pupil": timetable.pupil_id, "timetable": timetable.pk},
    )
    return review
