"""Find whom to ask for a register: who has the class that day and can sign in."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db.models import Q

from schools.models import ClassTeacher, School, User
from schools.staff import can_sign_in


def teachers_to_ask(
    *, school: School, class_ids: Collection[int], day: date
) -> dict[int, list[User]]:
    """The teachers of each class, whoever covers it among them; a class without one has none."""
    rows = ClassTeacher.objects.filter(
        Q(end__isnull=True) | Q(end__gte=day),
        school=school,
        school_class__in=class_ids,
        start__lte=day,
        user__in=can_sign_in(school, on=day),
    )
    found: dict[int, list[User]] = defaultdict(list)
    for row in rows.select_related("user").order_by("is_cover", "user__surname", "user_id"):
        found[row.school_class_id].append(row.user)
    return found
