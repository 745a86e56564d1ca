"""Tell where each account of the staff stands: in use, waiting, locked, closed or at its end."""

from collections.abc import Collection
from datetime import date, datetime

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum

from schools.models import User

ACTIVE, NOT_INVITED, WAITING, LOCKED = "active", "not_invited", "waiting", "locked"
CLOSED, LEFT = "closed", "left"
STATE_WORDS = {
    ACTIVE: "In use",
    NOT_INVITED: "Not invited yet",
    WAITING: "Invited, no password yet",
    LOCKED: "Locked",
    CLOSED: "Closed",
    LEFT: "Left",
}


def locked_emails(*, emails: Collection[str], real_at: datetime) -> set[str]:
    """Those of the addresses, in small letters, that are locked from one internet address or more.

    real_at: real time (aware).
    """
    cool_off = get_cool_off()
    if cool_off is None:
        return set()
    failures = (
        AccessAttempt.objects.filter(
            username__in=[email.lower() for email in emails],
            attempt_time__gte=real_at - cool_off,
        )
        .values("username", "ip_address")
        .annotate(failures=Sum("failures_since_start"))
        .filter(failures__gte=settings.AXES_FAILURE_LIMIT)
    )
    return {row["username"] for row in failures}


def state_of(person: User, *, locked: Collection[str], on: date) -> str:
    """The state of the account on the day. locked: addresses as `locked_emails` gives them."""
    if person.has_left(on):
        return LEFT
    if not person.is_active:
        return CLOSED
    if person.email.lower() in locked:
        return LOCKED
    if person.has_usable_password():
        return ACTIVE
    return WAITING if person.invited_at else NOT_INVITED
