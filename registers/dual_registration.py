"""Let an enrolment be single again once no other school has the pupil as well."""

from datetime import date, datetime

from django.db.models import Q

from registers.models import Timetable
from schools.enrolment_kind import change_kind
from schools.models import Enrolment, User


def set_single_again(timetable: Timetable, *, today: date, by: User, at: datetime) -> bool:
    """Set the kind back, as from today, unless another dual registration stands from today on.

    Expect the pupil to be locked and the timetable to be over, or to end today. Returns whether
    the kind changed; the history then has both.
    """
    others = Timetable.objects.filter(
        Q(end__isnull=True) | Q(end__gte=today),
        school_id=timetable.school_id,
        pupil_id=timetable.pupil_id,
        kind=Timetable.Kind.DUAL,
        withdrawn_at=None,
    ).exclude(pk=timetable.pk)
    stay = (
        Enrolment.objects.on(timetable.start)
        .filter(
            school_id=timetable.school_id,
            pupil_id=timetable.pupil_id,
            kind__in=[Enrolment.Kind.MAIN, Enrolment.Kind.SUBSIDIARY],
        )
        .select_for_update()
        .first()
    )
    if stay is None or others.exists():
        return False
    change_kind(stay, Enrolment.Kind.SINGLE, by=by, at=at)
    return True
