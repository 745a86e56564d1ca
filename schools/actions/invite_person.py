"""Invite somebody on the staff to choose a password."""

from datetime import datetime

from django.db import transaction

from audit.actions.record import record
from schools.account_links import INVITATION, link_for
from schools.models import User
from toolkit import clock


class CannotInvite(Exception):
    """Nobody who could sign in has this address; its text says so."""


@transaction.atomic
def invite_person(*, email: str, at: datetime) -> tuple[User, str]:
    """The person and a link that lets them choose a password once, within 7 days.

    Whoever runs the server invites; it is signed as the school's system. A password chosen
    before goes on working until the link is used. at: real time (aware). Raises CannotInvite.
    """
    people = User.objects.select_for_update(of=("self",)).select_related("school")
    person = people.filter(email__iexact=email.strip(), is_system=False).first()
    if person is None:
        raise CannotInvite(f"Nobody on the staff has the address {email}.")
    if not person.is_active or person.has_left(clock.local(at).date()):
        raise CannotInvite(f"The account of {email} is closed.")
    person.invited_at = at
    person.save(update_fields=["invited_at"])
    record(
        act="invite_person",
        by=User.objects.system(person.school),
        at=at,
        school_id=person.school_id,
        subject=person,
    )
    return person, link_for(person=person, kind=INVITATION, at=at)
