"""Move a pupil to another class from a day on, unless marks stand in the way."""

from datetime import date, datetime

from django.db import transaction

from registers.actions.opened import hold_sessions_from
from registers.models import Mark
from schools.actions.change_class import change_class
from schools.models import ClassMembership, User
from schools.permissions import require
from schools.refusals import Refused
from toolkit.days import full_day


@transaction.atomic
def move_class(
    *,
    by: User,
    pupil_id: int,
    class_id: int,
    year_group: str,
    on: date,
    seen: int,
    at: datetime,
) -> ClassMembership:
    """As `schools.actions.change_class`, which it calls.

    Raises also Refused where the register of another class has marks of the pupil on that day or
    a later one: they were taken there and stay. Whoever marks one of those days at this moment
    goes first, and who comes after finds the pupil in the new class.
    """
    require(by, "edit_people")
    hold_sessions_from(school_id=by.school_id, first=on)
    standing = Mark.objects.filter(
        school_id=by.school_id, pupil_id=pupil_id, day__gte=on, closed_at__isnull=True
    ).exclude(register__school_class_id=class_id)
    last = standing.select_related("register__school_class").order_by("-day").first()
    if last is not None:
        taken_in = last.register.school_class
        of = f"the register of {taken_in.name}" if taken_in else "a register without a class"
        raise Refused(
            f"Marks stand in {of} up to {full_day(last.day)}. Choose a later day.", field="on"
        )
    return change_class(
        by=by,
        pupil_id=pupil_id,
        class_id=class_id,
        year_group=year_group,
        on=on,
        seen=seen,
        at=at,
    )
