"""Find the cover that is set, and the classes that have nobody."""

from datetime import date

from django.db.models import Q, QuerySet

from schools.models import ClassMembership, ClassTeacher, SchoolClass, User
from schools.queries.staff_list import by_surname
from schools.staff import takes_every_register


def cover_from(*, school_id: int, on: date) -> list[ClassTeacher]:
    """Cover of the day and of later days, the earliest first."""
    rows = ClassTeacher.objects.filter(school_id=school_id, is_cover=True, end__gte=on)
    return list(
        rows.select_related("user", "school_class").order_by("start", "school_class__name", "pk")
    )


def bare_classes(*, school_id: int, on: date) -> QuerySet[SchoolClass]:
    """Classes with pupils on the day that nobody with an open account has, by name."""
    lasting = Q(end__isnull=True) | Q(end__gte=on)
    held = ClassTeacher.objects.filter(
        lasting, school_id=school_id, start__lte=on, user__is_active=True
    )
    members = ClassMembership.objects.on_the_roll(school_id=school_id, day=on)
    classes = SchoolClass.objects.filter(school_id=school_id, pk__in=members.values("school_class"))
    return classes.exclude(pk__in=held.values("school_class")).order_by("name")


def classes_without_teacher(*, school_id: int, on: date) -> list[SchoolClass]:
    """The same, asked for at once."""
    return list(bare_classes(school_id=school_id, on=on))


def may_cover(*, school_id: int, on: date) -> list[User]:
    """People who may be given a class: class teachers, and whoever takes every register."""
    people = User.objects.filter(school_id=school_id, is_system=False, is_active=True)
    found = [
        person
        for person in people.exclude(leaves_on__lt=on)
        if "class_teacher" in person.roles or takes_every_register(person)
    ]
    return sorted(found, key=by_surname)
