"""Say on which day somebody has a class for the last time."""

from datetime import date, datetime

from django.db import transaction

from audit.actions.record import record
from schools.models import ClassTeacher, User
from schools.permissions import Place, require
from schools.staff import StaffRefused, locked_person
from toolkit import clock


@transaction.atomic
def end_class(
    *, by: User, person_id: int, teaching_id: int, last: date, at: datetime
) -> ClassTeacher:
    """The person has the class up to `last`, that day included.

    A class that had not begun by then is taken back. Raises NotPermitted, StaffRefused, and
    User.DoesNotExist or ClassTeacher.DoesNotExist for what is not of this school and person.
    """
    today = clock.local(at).date()
    require(by, "accounts", Place(by.school_id), on=today)
    person = locked_person(by=by, person_id=person_id)
    rows = ClassTeacher.objects.select_for_update(of=("self",)).select_related("school_class")
    teaching = rows.get(pk=teaching_id, user=person, school_id=by.school_id, is_cover=False)
    if teaching.end is not None and teaching.end < today:
        raise StaffRefused(f"{person.name} does not have {teaching.school_class} any more.")
    if last < teaching.start:
        if teaching.start <= today:
            raise StaffRefused(
                f"{person.name} has had {teaching.school_class} since "
                f"{teaching.start:%-d %B %Y}. Choose that day or a later one."
            )
        ClassTeacher.objects.filter(pk=teaching.pk).delete()
    else:
        ClassTeacher.objects.filter(pk=teaching.pk).update(end=last)
    record(
        act="end_class",
        by=by,
        at=at,
        school_id=by.school_id,
        subject=person,
        detail={
            "class": teaching.school_class.name,
            "class_id": teaching.school_class_id,
            "last": str(last),
        },
    )
    return teaching
