"""Refuse to give somebody a class on days on which they have it already."""

from datetime import date

from django.db.models import Q

from schools.models import ClassTeacher, SchoolClass, User
from schools.staff import StaffRefused


def require_free_days(
    person: User,
    school_class: SchoolClass,
    *,
    first: date,
    last: date | None,
    field: str,
    but: ClassTeacher | None = None,
) -> None:
    """Refuse days from first to last (both included; None has no end) that the person has already.

    Cover counts as well. but: the teaching whose own days are changed. The person must be locked.
    Raises StaffRefused, about the field.
    """
    held = ClassTeacher.objects.filter(
        Q(end__isnull=True) | Q(end__gte=first),
        school_id=person.school_id,
        user=person,
        school_class=school_class,
    )
    if but is not None:
        held = held.exclude(pk=but.pk)
    if last is not None:
        held = held.filter(start__lte=last)
    if held.exists():
        raise StaffRefused(
            f"{person.name} has {school_class} on some of these days already.", field=field
        )
