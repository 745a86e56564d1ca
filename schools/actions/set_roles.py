"""Say what somebody on the staff is at the school."""

from datetime import datetime

from django.db import transaction

from audit.actions.record import record
from schools.changes import refuse_if_changed
from schools.models import User
from schools.permissions import Place, require
from schools.staff import (
    checked_roles,
    hold_the_keys,
    locked_person,
    require_another,
    require_fair_roles,
)
from toolkit import clock


@transaction.atomic
def set_roles(
    *,
    by: User,
    person_id: int,
    roles: list[str],
    year_groups: list[str],
    seen: int,
    at: datetime,
) -> User:
    """The person with exactly these roles, which add up, and these year groups as a year lead.

    Nobody raises their own, only a headteacher makes or unmakes a headteacher, and the last
    account that keeps the others stays one. seen: the version that the page showed. Raises
    NotPermitted, StaffRefused, ChangedMeanwhile, and User.DoesNotExist for somebody of another
    school.
    """
    today = clock.local(at).date()
    require(by, "accounts", Place(by.school_id), on=today)
    hold_the_keys(by.school)
    person = locked_person(by=by, person_id=person_id)
    roles, year_groups = checked_roles(roles, year_groups)
    typed = {"roles": roles, "year_groups": year_groups}
    refuse_if_changed(person, seen=seen, typed=typed)
    before = {"roles": person.roles, "year_groups": person.year_groups}
    if before == typed:
        return person
    require_fair_roles(by, person, roles=roles, year_groups=year_groups, on=today)
    require_another(person, roles_after=roles, on=today)
    person.roles, person.year_groups = roles, year_groups
    person.version += 1
    person.save(update_fields=["roles", "year_groups", "version"])
    record(
        act="set_roles",
        by=by,
        at=at,
        school_id=by.school_id,
        subject=person,
        detail={"before": before, "after": typed},
    )
    return person
