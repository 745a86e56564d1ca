"""Give a person a class for a day or a few, as its cover."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from audit.actions.record import record
from schools.models import ClassTeacher, User
from schools.permissions import Place, require
from schools.staff import StaffRefused, class_of, locked_person, require_may_have_class
from toolkit import clock

LONGEST = 31  # Days. Product rule: who has a class for longer is given it with the accounts.


@transaction.atomic
def set_cover(
    *, by: User, person_id: int, class_id: int, first: date, last: date, at: datetime
) -> ClassTeacher:
    """Cover of the class from first to last, both included, on which it is the person's own.

    Raises NotPermitted, StaffRefused, and User.DoesNotExist or SchoolClass.DoesNotExist for
    those of another school.
    """
    today = clock.local(at).date()
    require(by, "set_cover", Place(by.school_id), on=today)
    person = locked_person(by=by, person_id=person_id)
    school_class = class_of(by=by, class_id=class_id)
    _check_days(first, last, today=today)
    _check_person(person, by=by, last=last)
    held = ClassTeacher.objects.filter(
        Q(end__isnull=True) | Q(end__gte=first),
        school_id=by.school_id,
        user=person,
        school_class=school_class,
        start__lte=last,
    )
    if held.exists():
        raise StaffRefused(f"{person.name} has {school_class} on these days already.")
    cover = ClassTeacher.objects.create(
        school_id=by.school_id,
        user=person,
        school_class=school_class,
        start=first,
        end=last,
        is_cover=True,
    )
    record(
        act="set_cover",
        by=by,
        at=at,
        school_id=by.school_id,
        subject=person,
        detail={"class": school_class.name, "first": str(first), "last": str(last)},
    )
    return cover


def _check_days(first: date, last: date, *, today: date) -> None:
    if first < today:
        raise StaffRefused("The first day is past. Cover begins today or later.", field="first")
    if (first - today).days > LONGEST:
        raise StaffRefused(f"Cover begins at most {LONGEST} days ahead.", field="first")
    if last < first:
        raise StaffRefused("The last day lies before the first.", field="last")
    if (last - first).days >= LONGEST:
        raise StaffRefused(
            f"Cover lasts at most {LONGEST} days. For longer, ask the headteacher or an "
            f"administrator to give the person the class.",
            field="last",
        )


def _check_person(person: User, *, by: User, last: date) -> None:
    if not person.is_active or person.has_left(last):
        raise StaffRefused(f"{person.name} has left by then.", field="person")
    require_may_have_class(person, by=by)
