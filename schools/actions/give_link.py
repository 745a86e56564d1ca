"""Make a link by which somebody on the staff chooses a password, at a colleague's hand."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from audit.actions.record import record
from schools.account_links import INVITATION, RESET, link_for
from schools.models import User
from schools.permissions import Place, require
from schools.staff import StaffRefused, locked_person, require_head_for_a_head
from toolkit import clock


@dataclass(frozen=True)
class GivenLink:
    """A link, of which kind (an invitation or a reset), and whose."""

    person: User
    kind: str
    link: str


@transaction.atomic
def give_link(*, by: User, person_id: int, at: datetime, real_at: datetime) -> GivenLink:
    """An invitation for whoever has no password yet (7 days), else a reset (one hour).

    The password and the sign-ins go on until the link is used. at: school time; real_at: real
    time, for the link (both aware). Raises NotPermitted, StaffRefused, and User.DoesNotExist for
    somebody of another school.
    """
    today = clock.local(at).date()
    require(by, "accounts", Place(by.school_id), on=today)
    person = locked_person(by=by, person_id=person_id)
    if not person.is_active or person.has_left(today):
        raise StaffRefused(f"{person.name} has left, so no link was made.")
    require_head_for_a_head(by, person, on=today)
    kind = RESET if person.has_usable_password() else INVITATION
    if kind == INVITATION:
        person.invited_at = real_at
        person.save(update_fields=["invited_at"])
    record(
        act="give_link",
        by=by,
        at=at,
        school_id=by.school_id,
        subject=person,
        detail={"kind": kind},
    )
    return GivenLink(person, kind, link_for(person=person, kind=kind, at=real_at))
