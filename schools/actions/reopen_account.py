"""Open again an account that was closed."""

from datetime import datetime

from django.db import transaction

from audit.actions.record import record
from schools.models import User
from schools.permissions import Place, require
from schools.staff import StaffRefused, locked_person, require_head_for_a_head
from toolkit import clock


@transaction.atomic
def reopen_account(*, by: User, person_id: int, at: datetime) -> User:
    """The person, who signs in again with the password they had, until their leaving day.

    Links made before the account was closed stay void. Raises NotPermitted, StaffRefused, and
    User.DoesNotExist for somebody of another school.
    """
    today = clock.local(at).date()
    require(by, "accounts", Place(by.school_id), on=today)
    person = locked_person(by=by, person_id=person_id)
    if person.is_active:
        raise StaffRefused(f"The account of {person.name} is open.")
    require_head_for_a_head(by, person, on=today)
    person.is_active = True
    person.version += 1
    person.save(update_fields=["is_active", "version"])
    record(act="reopen_account", by=by, at=at, school_id=by.school_id, subject=person)
    return person
