"""Give somebody a class to teach from a day on."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from audit.actions.record import record
from schools.far_days import TOO_FAR_AHEAD, is_too_far_ahead
from schools.models import ClassTeacher, User
from schools.permissions import Place, require
from schools.staff import StaffRefused, class_of, locked_person, require_may_have_class
from toolkit import clock


@transaction.atomic
def assign_class(
    *, by: User, person_id: int, class_id: int, first: date, last: date | None, at: datetime
) -> ClassTeacher:
    """The class is the person's from first to last (included), or for good without a last day.

    Somebody may have several classes, and a class several teachers. Raises NotPermitted,
    StaffRefused, and User.DoesNotExist or SchoolClass.DoesNotExist for those of another school.
    """
    today = clock.local(at).date()
    require(by, "accounts", Place(by.school_id), on=today)
    person = locked_person(by=by, person_id=person_id)
    school_class = class_of(by=by, class_id=class_id)
    if is_too_far_ahead(first, today=today):
        raise StaffRefused(TOO_FAR_AHEAD, field="first")
    if last is not None and last < first:
        raise StaffRefused("The last day lies before the first.", field="last")
    if not person.is_active or person.has_left(first):
        raise StaffRefused(f"{person.name} has left by then.", field="first")
    if person.leaves_on is not None and (last is None or last > person.leaves_on):
        last = person.leaves_on
    require_may_have_class(person, by=by, field="school_class")
    held = ClassTeacher.objects.filter(
        Q(end__isnull=True) | Q(end__gte=first),
        school_id=by.school_id,
        user=person,
        school_class=school_class,
    )
    if last is not None:
        held = held.filter(start__lte=last)
    if held.exists():
        raise StaffRefused(
            f"{person.name} has {school_class} on some of these days already.",
            field="school_class",
        )
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
