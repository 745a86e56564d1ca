"""Put a pupil who had left on the roll again."""

from datetime import date, datetime

from django.db import transaction

from audit.actions.record import record
from schools.enrolling import check_start, class_of_school, enrol
from schools.models import Enrolment, Pupil, User
from schools.permissions import require


@transaction.atomic
def readmit_pupil(
    *,
    by: User,
    pupil_id: int,
    start: date,
    class_id: int,
    year_group: str,
    last_school: str = "",
    kind: str = Enrolment.Kind.SINGLE,
    at: datetime,
    on: date,
) -> Enrolment:
    """A new stay on the roll beside the earlier ones, which remain as they were.

    Raises NotPermitted, Refused (a stay that would overlap another among the rest), and
    Pupil.DoesNotExist for a pupil of no or another school.
    """
    require(by, "edit_people")
    pupil = Pupil.objects.select_for_update().get(school_id=by.school_id, pk=pupil_id)
    check_start(born=pupil.date_of_birth, start=start, on=on)
    school_class = class_of_school(school_id=by.school_id, class_id=class_id)
    stay = enrol(
        pupil=pupil,
        start=start,
        kind=kind,
        school_class=school_class,
        year_group=year_group,
        last_school=" ".join(last_school.split()),
        by=by,
        at=at,
        on=on,
    )
    detail = {"enrolment": stay.pk, "start": start.isoformat(), "class": school_class.name}
    record(act="readmit_pupil", by=by, at=at, school_id=by.school_id, subject=pupil, detail=detail)
    return stay
