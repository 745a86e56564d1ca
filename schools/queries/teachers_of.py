"""Find who teaches or covers classes on a day."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q

from schools.models import ClassMembership, ClassTeacher, Session, User


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
    return _by_class(rows.select_related("user").order_by("is_cover", "user__surname"))


def _by_class(rows: Iterable[ClassTeacher]) -> dict[int, list[Teacher]]:
    found: dict[int, list[Teacher]] = defaultdict(list)
    for row in rows:
        teacher = Teacher(row.user_id, row.user.formal_name, row.is_cover)
        found[row.school_class_id].append(teacher)
    return found


def ever_taught(*, by: User, on: date) -> list[ClassTeacher]:
    """Everybody who has a class of the person's school on the day, or had one; read once a request.

    Each row has is_taught (its class has pupils that day) and meets (the school does). Covers
    come last.
    """
    known: dict[date, list[ClassTeacher]] = by.__dict__.setdefault("_ever_taught", {})
    if on not in known:
        members = ClassMembership.objects.on_the_roll(school_id=by.school_id, day=on)
        meets = Session.objects.meeting().filter(school_id=by.school_id, day=on)
        rows = ClassTeacher.objects.filter(school_id=by.school_id, start__lte=on).annotate(
            is_taught=Exists(members.filter(school_class=OuterRef("school_class"))),
            meets=Exists(meets),
        )
        known[on] = list(
            rows.select_related("user", "school_class").order_by("is_cover", "user__surname")
        )
    return known[on]


def teachers_today(*, by: User, on: date) -> dict[int, str]:
    """As teachers_of for the person's whole school, from what `ever_taught` has read."""
    rows = [one for one in ever_taught(by=by, on=on) if one.end is None or one.end >= on]
    return defaultdict(str, {key: names(found) for key, found in _by_class(rows).items()})


def names(teachers: list[Teacher]) -> str:
    """As in "Miss Okonjo, Mr Pell"."""
    return ", ".join(teacher.name for teacher in teachers)
