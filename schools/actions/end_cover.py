"""Take back cover that is not over yet."""

from datetime import datetime, timedelta

from django.db import transaction

from audit.actions.record import record
from schools.models import ClassTeacher, User
from schools.permissions import Place, require
from schools.staff import StaffRefused
from toolkit import clock


@transaction.atomic
def end_cover(*, by: User, cover_id: int, at: datetime) -> ClassTeacher:
    """Take the class back from today on; days of cover before today stay as they were.

    Raises NotPermitted, StaffRefused where it is over, and ClassTeacher.DoesNotExist for what is
    no cover of this school.
    """
    today = clock.local(at).date()
    require(by, "set_cover", Place(by.school_id), on=today)
    rows = ClassTeacher.objects.select_for_update(of=("self",))
    cover = rows.select_related("user", "school_class").get(
        pk=cover_id, school_id=by.school_id, is_cover=True
    )
    if cover.end is not None and cover.end < today:
        raise StaffRefused("This cover is over already.")
    if cover.start < today:
        ClassTeacher.objects.filter(pk=cover.pk).update(end=today - timedelta(days=1))
    else:
        ClassTeacher.objects.filter(pk=cover.pk).delete()
    record(
        act="end_cover",
        by=by,
        at=at,
        school_id=by.school_id,
        subject=cover.user,
        detail={
            "class": cover.school_class.name,
            "first": str(cover.start),
            "last": str(cover.end),
        },
    )
    return cover
