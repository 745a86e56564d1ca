"""What waits about cover: classes whose teacher has gone and that nobody has today."""

from datetime import date, datetime

from django.urls import reverse

from schools.models import SchoolClass, User
from schools.permissions import may
from schools.queries.teachers_of import ever_taught
from schools.today import TodayItem

SOON = 1


def today_items(*, by: User, on: date, at: datetime) -> list[TodayItem]:
    """The classes that need cover on a school day, for those who set it.

    A class that never had a teacher is no gap: some schools' office takes every register.
    """
    if not may(by, "set_cover", on=on):
        return []
    had: dict[SchoolClass, bool] = {}
    for row in ever_taught(by=by, on=on):
        if row.is_taught and row.meets:  # type: ignore[attr-defined]
            lasts = row.end is None or row.end >= on
            held = had.get(row.school_class, False)
            had[row.school_class] = held or (lasts and row.user.is_active)
    taught = {row.school_class for row in ever_taught(by=by, on=on) if not row.is_cover}
    gaps = [one for one, is_held in had.items() if not is_held and one in taught]
    return [
        TodayItem(
            kind="no_teacher",
            urgency=SOON,
            title=f"{one.name} has no teacher today",
            detail="Its last teacher no longer has it, and nobody covers it.",
            address=f"{reverse('staff:cover')}?class={one.pk}",
            action="Set cover",
            due=on,
        )
        for one in sorted(gaps, key=lambda one: one.name)
    ]
