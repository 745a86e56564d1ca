"""What waits about cover: classes whose teacher has gone and that nobody has today."""

from datetime import date, datetime

from django.db.models import Exists
from django.urls import reverse

from schools.models import ClassTeacher, Session, User
from schools.permissions import may
from schools.queries.cover import bare_classes
from schools.today import TodayItem

SOON = 1


def today_items(*, by: User, on: date, at: datetime) -> list[TodayItem]:
    """The classes that need cover on a school day, for those who set it.

    A class that never had a teacher is no gap: some schools' office takes every register.
    """
    if not may(by, "set_cover", on=on):
        return []
    had = ClassTeacher.objects.filter(school_id=by.school_id, is_cover=False, end__lt=on)
    meets = Session.objects.meeting().filter(school_id=by.school_id, day=on)
    gaps = bare_classes(school_id=by.school_id, on=on).filter(
        Exists(meets), pk__in=had.values("school_class")
    )
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
        for one in gaps
    ]
