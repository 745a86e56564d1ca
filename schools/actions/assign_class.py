"""Give somebody a class to teach from a day on."""

from datetime import date, datetime

from django.db import transaction

from audit.actions.record import record
from schools.far_days import (
    ENDS_TOO_LATE,
    TOO_FAR_AHEAD,
    ends_too_late,
    first_to_put_right,
    is_too_far_ahead,
)
from schools.models import ClassTeacher, User
from schools.permissions import Place, require
from schools.staff import StaffRefused, class_of, locked_person, require_may_have_class
from schools.taught_days import require_free_days
from toolkit import clock
from toolkit.days import full_day


@transaction.atomic
def assign_class(
    *, by: User, person_id: int, class_id: int, first: date, last: date | None, at: datetime
) -> ClassTeacher:
    """The class is the person's from first to last (included), or for good without a last day.

    Somebody may have several classes, and a class several teachers. It may begin on a day gone by
    of this school year, to put right who taught. Raises NotPermitted, StaffRefused, and
    User.DoesNotExist or SchoolClass.DoesNotExist for those of another school.
    """
    today = clock.local(at).date()
    require(by, "accounts", Place(by.school_id), on=today)
    person = locked_person(by=by, person_id=person_id)
    school_class = class_of(by=by, class_id=class_id)
    if is_too_far_ahead(first, today=today):
        raise StaffRefused(TOO_FAR_AHEAD, field="first")
    if first < (earliest := first_to_put_right(today)):
        raise StaffRefused(
            f"Choose a first day of this school year: {full_day(earliest)} or a later day.",
            field="first",
        )
    if school_class.starts_on is not None and first < school_class.starts_on:
        raise StaffRefused(
            f"{school_class} begins on {full_day(school_class.starts_on)}. Choose that day or a "
            "later one.",
            field="first",
        )
    if last is not None and last < first:
        raise StaffRefused("The last day lies before the first.", field="last")
    if last is not None and ends_too_late(last, today=today):
        raise StaffRefused(ENDS_TOO_LATE, field="last")
    if not person.is_active or person.has_left(first):
        raise StaffRefused(f"{person.name} has left by then.", field="first")
    if person.leaves_on is not None and (last is None or last > person.leaves_on):
        last = person.leaves_on
    require_may_have_class(person, by=by, field="school_class")
    require_free_days(person, school_class, first=first, last=last, field="school_class")
    teaching = ClassTeacher.objects.create(
        school_id=by.school_id, user=person, school_class=school_class, start=first, end=last
    )
    record(
        act="assign_class",
        by=by,
        at=at,
        school_id=by.school_id,
        subject=person,
        detail={
            "class": school_class.name,
            "class_id": school_class.pk,
            "first": str(first),
            "last": str(last) if last else "",
        },
    )
    return teaching
