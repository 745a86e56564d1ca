"""Let the headteacher name somebody to decide in their place for a period."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from audit.actions.record import record
from schools.far_days import TOO_FAR_AHEAD, is_too_far_ahead
from schools.models import Delegation, User
from schools.permissions import DELEGABLE, Place, may, require
from schools.staff import StaffRefused, hold_the_keys, locked_person
from toolkit import clock
from toolkit.days import full_day

LONGEST = 366  # Days. Product rule: a period, not a post.


@transaction.atomic
def name_delegate(
    *,
    by: User,
    person_id: int,
    capabilities: Collection[str],
    first: date,
    last: date,
    at: datetime,
) -> list[Delegation]:
    """The person decides this from first to last, both included: decide_leave, decide_penalties.

    Only a headteacher names, never themself, and one person at a time for each. Raises
    NotPermitted, StaffRefused, and User.DoesNotExist for somebody of another school.
    """
    for capability in sorted(DELEGABLE):
        require(by, capability, Place(by.school_id))  # Without a day: a delegate names nobody.
    today = clock.local(at).date()
    hold_the_keys(by.school)
    person = locked_person(by=by, person_id=person_id)
    if not capabilities or set(capabilities) - DELEGABLE:
        raise StaffRefused("Choose what the person decides.", field="capabilities")
    _check_days(first, last, today=today)
    _check_person(person, by=by, last=last)
    _require_free(by, capabilities, first=first, last=last)
    named = [
        Delegation.objects.create(
            school_id=by.school_id,
            capability=capability,
            user=person,
            start=first,
            end=last,
            given_by=by,
            given_at=at,
        )
        for capability in sorted(capabilities)
    ]
    record(
        act="name_delegate",
        by=by,
        at=at,
        school_id=by.school_id,
        subject=person,
        detail={
            "capabilities": sorted(capabilities),
            "first": str(first),
            "last": str(last),
        },
    )
    return named


def _check_days(first: date, last: date, *, today: date) -> None:
    if first < today:
        raise StaffRefused("The first day is past. Name somebody from today on.", field="first")
    if is_too_far_ahead(first, today=today):
        raise StaffRefused(TOO_FAR_AHEAD, field="first")
    if last < first:
        raise StaffRefused("The last day lies before the first.", field="last")
    if (last - first).days >= LONGEST:
        raise StaffRefused("Name somebody for a year at most.", field="last")


def _check_person(person: User, *, by: User, last: date) -> None:
    if person.pk == by.pk or set(person.roles) & {"headteacher"}:
        raise StaffRefused("A headteacher decides already. Choose a colleague.", field="person")
    if not person.is_active or person.has_left(last):
        raise StaffRefused(f"{person.name} has left by then.", field="person")
    if not may(person, "see_pupil_figures"):
        raise StaffRefused(
            f"{person.name} may not see pupils' attendance, so cannot decide about it.",
            field="person",
        )


def _require_free(by: User, capabilities: Collection[str], *, first: date, last: date) -> None:
    held = Delegation.objects.filter(
        school_id=by.school_id,
        capability__in=capabilities,
        start__lte=last,
        end__gte=first,
        withdrawn_at__isnull=True,
    )
    one = held.select_related("user").order_by("start").first()
    if one is not None:
        raise StaffRefused(
            f"{one.user.name} is named from {full_day(one.start)} to {full_day(one.end)} "
            f"already. Withdraw that first, or choose other days.",
            field="first",
        )
