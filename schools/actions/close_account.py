"""Close the account of somebody on the staff at once, whatever their leaving day."""

from datetime import datetime

from django.db import transaction

from audit.actions.record import record
from schools.changes import refuse_if_changed
from schools.models import User
from schools.permissions import Place, require
from schools.staff import (
    StaffRefused,
    hold_the_keys,
    locked_person,
    require_another,
    require_head_for_a_head,
)
from toolkit import clock


@transaction.atomic
def close_account(*, by: User, person_id: int, reason: str, seen: int, at: datetime) -> User:
    """The person, whose sign-ins and links for a password end now; their password stays.

    Their classes and their leaving day stay as they are, so that the account can be opened again.
    Nobody closes their own account, and the last who looks after accounts keeps theirs. seen: the
    version that the page showed. Raises NotPermitted, StaffRefused, ChangedMeanwhile, and
    User.DoesNotExist for somebody of another school.
    """
    today = clock.local(at).date()
    require(by, "accounts", Place(by.school_id), on=today)
    hold_the_keys(by.school)
    person = locked_person(by=by, person_id=person_id)
    reason = " ".join(reason.split())
    if person.pk == by.pk:
        raise StaffRefused("Nobody closes their own account. Ask a colleague.")
    if not reason:
        raise StaffRefused("Say why it is closed.", field="reason")
    if not person.is_active:
        raise StaffRefused(f"The account of {person.name} is closed already.")
    refuse_if_changed(person, seen=seen, typed={"is_active": False})
    require_head_for_a_head(by, person, on=today)
    require_another(person, roles_after=[], on=today)
    person.is_active = False
    person.sessions_ended += 1
    person.version += 1
    person.save(update_fields=["is_active", "sessions_ended", "version"])
    record(act="close_account", by=by, at=at, school_id=by.school_id, subject=person, reason=reason)
    return person
