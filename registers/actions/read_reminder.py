"""Put away what a person was asked about a register, once they have read it."""

from datetime import date, datetime

from django.db import transaction

from audit.actions.record import record
from registers.asked import forget_asked
from registers.models import Reminder
from registers.permissions import place_of
from schools.models import SchoolClass, User
from schools.permissions import require


@transaction.atomic
def read_reminder(
    *, by: User, school_class: SchoolClass, day: date, half: str, at: datetime
) -> bool:
    """Whether the person had an unread reminder about this register; only their own is read.

    Raises NotPermitted.
    """
    require(by, "mark_register", place_of(school_class, day=day, by=by))
    unread = Reminder.objects.filter(
        school_id=by.school_id,
        school_class=school_class,
        day=day,
        half=half,
        to=by,
        read_at__isnull=True,
    )
    if not unread.update(read_at=at):
        return False
    record(
        act="read_reminder",
        subject=school_class,
        by=by,
        at=at,
        school_id=by.school_id,
        detail={"day": day.isoformat(), "half": half},
    )
    forget_asked(school_id=by.school_id, day=day)
    return True
