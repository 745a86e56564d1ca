"""Say on which day somebody has a class for the last time."""

from datetime import date, datetime, timedelta

from django.db import transaction

from audit.actions.record import record
from schools.far_days import ends_too_late, first_to_put_right
from schools.models import ClassTeacher, User
from schools.permissions import Place, require
from schools.staff import StaffRefused, locked_person
from schools.taught_days import require_free_days
from toolkit import clock
from toolkit.days import full_day


@transaction.atomic
def end_class(
    *,
    by: User,
    person_id: int,
    teaching_id: int,
    last: date,
    seen_end: date | None,
    at: datetime,
) -> ClassTeacher:
    """The person has the class up to `last`, that day included, or their leaving day before it.

    A class that had not begun by then is taken back. Days gone by change only in this school
    year. seen_end: the last day that the page showed. Raises NotPermitted, StaffRefused, and
    User.DoesNotExist or ClassTeacher.DoesNotExist for what is not of this school and person.
    """
    today = clock.local(at).date()
    require(by, "accounts", Place(by.school_id), on=today)
    person = locked_person(by=by, person_id=person_id)
    rows = ClassTeacher.objects.select_for_update(of=("self",)).select_related("school_class")
    teaching = rows.get(pk=teaching_id, user=person, school_id=by.school_id, is_cover=False)
    if teaching.end is not None and teaching.end < today:
        raise StaffRefused(f"{person.name} does not have {teaching.school_class} any more.")
    if teaching.end != seen_end:
        now = "there is none now" if teaching.end is None else f"it is {full_day(teaching.end)} now"
        raise StaffRefused(
            f"Somebody has changed the last day since you opened this: {now}. Nothing of yours "
            "was saved: look at it, then save again.",
            field="last",
        )
    if person.leaves_on is not None:
        last = min(last, person.leaves_on)
    if last < teaching.start:
        if teaching.start <= today:
            raise StaffRefused(
                f"{person.name} has had {teaching.school_class} since "
                f"{full_day(teaching.start)}. Choose that day or a later one."
            )
        ClassTeacher.objects.filter(pk=teaching.pk).delete()
    else:
        _check_days(teaching, last, today=today)
        teaching.end = last
        teaching.save(update_fields=["end"])
    record(
        act="end_class",
        by=by,
        at=at,
        school_id=by.school_id,
        subject=person,
        detail={
            "class": teaching.school_class.name,
            "class_id": teaching.school_class_id,
            "last": str(last),
        },
    )
    return teaching


def _check_days(teaching: ClassTeacher, last: date, *, today: date) -> None:
    """Refuse a change of an earlier school year, and days that the person has otherwise."""
    earliest = first_to_put_right(today) - timedelta(days=1)
    if last < earliest:
        raise StaffRefused(
            "Who taught in an earlier school year stays as it was. "
            f"Choose {full_day(earliest)} or a later day.",
            field="last",
        )
    if ends_too_late(last, today=today):
        raise StaffRefused("Choose a last day at most two years ahead.", field="last")
    require_free_days(
        teaching.user,
        teaching.school_class,
        first=teaching.start,
        last=last,
        field="last",
        but=teaching,
    )
