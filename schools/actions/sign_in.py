"""Note that somebody has signed in."""

from datetime import datetime

from django.db import transaction

from audit.actions.record import record
from schools.models import User


@transaction.atomic
def note_sign_in(*, by: User, at: datetime, shared_device: bool) -> None:
    """Add the sign-in to the audit trail. at: real time (aware)."""
    record(
        act="sign_in",
        by=by,
        at=at,
        school_id=by.school_id,
        subject=by,
        detail={"shared_device": shared_device},
    )
