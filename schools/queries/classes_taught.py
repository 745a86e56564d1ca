"""Find the classes that a person teaches or covers."""

from datetime import date

from django.db.models import Q

from schools.models import SchoolClass, User


def classes_taught(*, person: User, on: date) -> list[SchoolClass]:
    """The person's classes on the day, by name."""
    lasting = Q(teachers__end__isnull=True) | Q(teachers__end__gte=on)
    found = SchoolClass.objects.filter(
        lasting, school_id=person.school_id, teachers__user=person, teachers__start__lte=on
    )
    return list(found.order_by("name").distinct())
