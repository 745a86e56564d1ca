"""Let a person choose a password, by a link that works once or as the one signed in."""

from datetime import datetime

from axes.handlers.proxy import AxesProxyHandler
from django.db import transaction

from audit.actions.record import record
from schools.account_links import check
from schools.models import User


@transaction.atomic
def set_password_by_link(
    *, person_id: int, kind: str, token: str, password: str, at: datetime
) -> User:
    """Set the password and end the link, every session, and a lock-out of the person.

    The password has been found good enough before. at: real time (aware). Raises LinkNotValid.
    """
    locked = User.objects.select_for_update().filter(pk=person_id).first()
    person = check(person=locked, kind=kind, token=token, at=at)
    _set(person=person, password=password, at=at, by_link=kind)
    AxesProxyHandler.reset_attempts(username=person.email.lower())
    return person


@transaction.atomic
def change_own_password(*, by: User, password: str, at: datetime) -> User:
    """Set the password of the person signed in, who has just shown the old one."""
    person = User.objects.select_for_update().get(pk=by.pk, school_id=by.school_id)
    _set(person=person, password=password, at=at, by_link="")
    return person


def _set(*, person: User, password: str, at: datetime, by_link: str) -> None:
    person.set_password(password)
    person.save(update_fields=["password"])
    record(
        act="set_password",
        by=person,
        at=at,
        school_id=person.school_id,
        subject=person,
        detail={"by_link": by_link},
    )
