"""Find who teaches or covers classes on a day."""

from collections import defaultdict
from datetime import date

from django.db.models import Q

from schools.models import ClassTeacher


def teachers_of(*, school_id: int, on: date, class_id: int | None = None) -> dict[int, str]:
    """The formal names of the teachers by key of the class, covers last; of one class or all.

    A class without a teacher has the empty string.
    """
    rows = ClassTeacher.objects.filter(
        Q(end__isnull=True) | Q(end__gte=on), school_id=school_id, start__lte=on
    )
    if class_id is not None:
        rows = rows.filter(school_class_id=class_id)
    names: dict[int, list[str]] = defaultdict(list)
    for row in rows.select_related("user").order_by("is_cover", "user__surname"):
        names[row.school_class_id].append(row.user.formal_name)
    return defaultdict(str, {key: ", ".join(found) for key, found in names.items()})
