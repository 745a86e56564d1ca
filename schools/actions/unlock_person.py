"""Let somebody try again who typed too many wrong passwords."""

from datetime import datetime

from axes.handlers.proxy import AxesProxyHandler
from django.db import transaction

from audit.actions.record import record
from schools.models import User
from schools.permissions import Place, require
from schools.staff import locked_person
from toolkit import clock


@transaction.atomic
def unlock_person(*, by: User, person_id: int, at: datetime) -> User:
    """Forget the wrong passwords typed for the person's e-mail, from whatever address.

    Raises NotPermitted, and User.DoesNotExist for somebody of another school.
    """
    require(by, "accounts", Place(by.school_id), on=clock.local(at).date())
    person = locked_person(by=by, person_id=person_id)
    AxesProxyHandler.reset_attempts(username=person.email.lower())
    record(act="unlock_person", by=by, at=at, school_id=by.school_id, subject=person)
    return person
