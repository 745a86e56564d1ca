"""Say on which day somebody leaves the staff, with which their access and classes end."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max, Q

from audit.actions.record import record
from audit.models import Act, Look
from schools.changes import refuse_if_changed
from schools.models import ClassTeacher, Delegation, User
from schools.permissions import Place, require
from schools.staff import (
    StaffRefused,
    hold_the_keys,
    locked_person,
    require_another,
    require_head_for_a_head,
)
from toolkit import clock
from toolkit.days import full_day

FURTHEST = timedelta(days=731)  # Two years; a day further from today is a slip of the pen.
LONGEST_AGO = timedelta(days=366)


@transaction.atomic
def set_leaving_day(
    *, by: User, person_id: int, leaves_on: date | None, seen: int, at: datetime
) -> User:
    """The person with this last day at the school; None says that they stay after all.

    A day gone by, within a year, ends their access at once; it is never before an act of theirs or
    the first day of a class that was theirs. Classes, cover and what the headteacher lent them end
    that day; a day taken back later gives none of it back.
    seen: the version that the page showed. Raises NotPermitted, StaffRefused, ChangedMeanwhile, and
    User.DoesNotExist for somebody of another school.
    """
    today = clock.local(at).date()
    require(by, "accounts", Place(by.school_id), on=today)
    hold_the_keys(by.school)
    person = locked_person(by=by, person_id=person_id)
    refuse_if_changed(person, seen=seen, typed={"leaves_on": leaves_on})
    before = person.leaves_on
    if before == leaves_on:
        return person
    require_head_for_a_head(by, person, on=today)
    if leaves_on is not None:
        _check_day(person, leaves_on, by=by, today=today)
        require_another(person, roles_after=[], on=max(leaves_on + timedelta(days=1), today))
        _end_classes(person, leaves_on=leaves_on)
        _end_delegations(person, leaves_on=leaves_on, at=at)
    person.leaves_on = leaves_on
    person.version += 1
    person.save(update_fields=["leaves_on", "version"])
    record(
        act="set_leaving_day",
        by=by,
        at=at,
        school_id=by.school_id,
        subject=person,
        detail={
            "before": {"leaves_on": str(before or "")},
            "after": {"leaves_on": str(leaves_on or "")},
        },
    )
    return person


def _check_day(person: User, leaves_on: date, *, by: User, today: date) -> None:
    if today - leaves_on > LONGEST_AGO:
        raise StaffRefused("Choose a day at most a year ago.", field="leaves_on")
    if leaves_on < today and person.pk == by.pk:
        raise StaffRefused("You are here today. Choose today or a later day.", field="leaves_on")
    if leaves_on < today and (first := _first_possible(person, today=today)) > leaves_on:
        raise StaffRefused(
            f"{person.name} did something here, or was given a class or decisions, on "
            f"{full_day(first)}. Choose that day or a later one.",
            field="leaves_on",
        )
    if leaves_on - today > FURTHEST:
        raise StaffRefused("Choose a day within two years of today.", field="leaves_on")


def _first_possible(person: User, *, today: date) -> date:
    """The latest day by today of an act, a look, or the beginning of a class or delegation."""
    theirs = Q(school_id=person.school_id, by=person)
    moments = (
        Act.objects.filter(theirs).aggregate(last=Max("at"))["last"],
        Look.objects.filter(theirs).aggregate(last=Max("at"))["last"],
    )
    given = Q(school_id=person.school_id, user=person, start__lte=today)
    starts = (
        ClassTeacher.objects.filter(given).aggregate(last=Max("start"))["last"],
        Delegation.objects.filter(given).aggregate(last=Max("start"))["last"],
    )
    days = [clock.local(moment).date() for moment in moments if moment is not None]
    return min(max([*days, *filter(None, starts)], default=date.min), today)


def _end_classes(person: User, *, leaves_on: date) -> None:
    """End with the day what goes on after it, and take back what would begin after it."""
    rows = ClassTeacher.objects.filter(
        Q(end__isnull=True) | Q(end__gt=leaves_on), school_id=person.school_id, user=person
    )
    rows.filter(start__gt=leaves_on).delete()
    rows.filter(start__lte=leaves_on).update(end=leaves_on)


def _end_delegations(person: User, *, leaves_on: date, at: datetime) -> None:
    rows = Delegation.objects.filter(
        school_id=person.school_id, user=person, end__gt=leaves_on, withdrawn_at__isnull=True
    )
    rows.filter(start__gt=leaves_on).update(withdrawn_at=at)
    rows.filter(start__lte=leaves_on).update(end=leaves_on)
