"""Find who teaches or covers classes on a day."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from schools.models import ClassTeacher


class Teacher(NamedTuple):
    """Somebody who has a class, by their formal name."""

    user_id: int
    name: str
    is_cover: bool


def teachers_of(*, school_id: int, on: date, class_id: int | None = None) -> dict[int, str]:
    """The formal names of the teachers by key of the class, covers last; of one class or all.

    A class without a teacher has the empty string.
    """
    found = teachers_by_class(school_id=school_id, on=on, class_id=class_id)
    return defaultdict(str, {key: names(teachers) for key, teachers in found.items()})


def teachers_by_class(
    *, school_id: int, on: date, class_id: int | None = None
) -> dict[int, list[Teacher]]:
    """The teachers by key of the class, covers last; a class without one has an empty list."""
    rows = ClassTeacher.objects.filter(
        Q(end__isnull=True) | Q(end__gte=on), school_id=school_id, start__lte=on
    )
    if class_id is not None:
        rows = rows.filter(school_class_id=class_id)
    found: dict[int, list[Teacher]] = defaultdict(list)
    for row in rows.select_related("user").order_by("is_cover", "user__surname"):
        teacher = Teacher(row.user_id, row.user.formal_name, row.is_cover)
        found[row.school_class_id].append(teacher)
    return found


def names(teachers: list[Teacher]) -> str:
    """As in "Miss Okonjo, Mr Pell"."""
    return ", ".join(teacher.name for teacher in teachers)
