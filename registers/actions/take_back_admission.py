"""Take back an admission before its starting day has come."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from audit.actions.record import record
from registers.arranging import LONGEST_TEXT, lock
from registers.models import Plan, Suspension, Timetable
from registers.planning import end_plans
from schools.actions.correct_stay import latest_stay
from schools.changes import note_changes
from schools.models import ClassMembership, Enrolment, NewPupilReturn, Pupil, User
from schools.permissions import Place, require
from schools.refusals import Refused
from schools.words import span
from toolkit import clock
from toolkit.days import full_day


@transaction.atomic
def take_back_admission(
    *, by: User, pupil: Pupil, reason: str, at: datetime
) -> NewPupilReturn | None:
    """No time on the roll that has not begun; the record of the pupil stays, and can be admitted.

    Returns the return that the authority had, where it was told already: it must hear of this.
    Raises NotPermitted, and Refused once the starting day has come: then the name goes only on a
    ground. Source: SI 2024/208, regulation 9, which is of names on the register.
    """
    require(by, "edit_people", Place(school_id=pupil.school_id))
    pupil = lock(pupil)
    today = clock.local(at).date()
    stay = latest_stay(pupil, today=today)
    if not reason.strip():
        raise Refused("Enter why the admission is taken back.", field="reason")
    if len(reason) > LONGEST_TEXT or "\x00" in reason:
        raise Refused(f"Use plain words, at most {LONGEST_TEXT:,} letters.", field="reason")
    _refuse_what_stands(stay, pupil, today=today)
    known = {"school_id": pupil.school_id, "enrolment": stay}
    was = span(stay.start, stay.end)
    told = NewPupilReturn.objects.filter(**known).first()
    NewPupilReturn.objects.filter(**known).delete()
    ClassMembership.objects.filter(**known).delete()
    plans = Plan.objects.filter(school_id=pupil.school_id, pupil=pupil)
    end_plans(plans, last_day=stay.start - timedelta(days=1), at=at)
    key = stay.pk
    stay.delete()
    Pupil.objects.filter(pk=pupil.pk).update(version=pupil.version + 1)
    note_changes(
        school_id=pupil.school_id,
        pupil=pupil,
        before={"enrolment": was},
        after={"enrolment": ""},
        by=by,
        at=at,
    )
    made_on = told.made_on if told is not None else None
    record(
        act="take_back_admission",
        subject=pupil,
        by=by,
        at=at,
        school_id=pupil.school_id,
        reason=reason.strip(),
        detail={
            "enrolment": key,
            "time": was,
            "return_made_on": made_on.isoformat() if made_on else "",
        },
    )
    return told if made_on else None


def _refuse_what_stands(stay: Enrolment, pupil: Pupil, *, today: date) -> None:
    """Raise Refused where the stay has begun, or something was decided about its days."""
    if stay.start <= today:
        raise Refused(
            f"The name stands on the register since {full_day(stay.start)}. It goes only on a "
            "ground of regulation 9, which the headteacher decides."
        )
    if stay.removals.exists():
        raise Refused(f"{pupil.name} was taken off the roll in that time. That stays on record.")
    ahead = Q(end__isnull=True) | Q(end__gte=stay.start)
    for kind in (Timetable, Suspension):
        recorded = kind.objects.filter(ahead, school_id=pupil.school_id, pupil=pupil)
        if recorded.filter(withdrawn_at=None).exists():
            raise Refused(
                "A timetable, another school or a suspension is recorded for that time. End or "
                "take back that first."
            )
