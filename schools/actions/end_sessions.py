"""End every sign-in of a person at once."""

from datetime import datetime

from django.db import transaction

from audit.actions.record import record
from schools.models import User
from schools.permissions import Place, require
from schools.staff import locked_person
from toolkit import clock


@transaction.atomic
def end_sessions(*, by: User, person_id: int, at: datetime) -> User:
    """The person is signed out on every device, and comes in again with their password.

    Raises NotPermitted, and User.DoesNotExist for somebody of another school.
    """
    require(by, "accounts", Place(by.school_id), on=clock.local(at).date())
    person = locked_person(by=by, person_id=person_id)
    person.sessions_ended += 1
    person.save(update_fields=["sessions_ended"])
    record(act="end_sessions", by=by, at=at, school_id=by.school_id, subject=person)
    return person
