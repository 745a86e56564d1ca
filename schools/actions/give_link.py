"""Make a link by which somebody on the staff chooses a password, at a colleague's hand."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from audit.actions.record import record
from schools.account_links import INVITATION, RESET, link_for
from schools.mail import is_set_up
from schools.models import User
from schools.permissions import Place, require
from schools.staff import (
    StaffRefused,
    locked_person,
    may_be_let_into,
    require_head_for_a_head,
    sees_safeguarding,
)
from toolkit import clock


@dataclass(frozen=True)
class GivenLink:
    """A link, empty where it is only mailed; of which kind (invitation or reset), and whose."""

    person: User
    kind: str
    link: str


@transaction.atomic
def give_link(*, by: User, person_id: int, at: datetime, real_at: datetime) -> GivenLink:
    """An invitation for whoever has no password yet (7 days), else a reset (one hour).

    Only somebody who may be let into the account is given the link itself; to others it is
    empty, and mailed to the person alone. An invitation is given to them too where no mail is set
    up, except for whoever sees safeguarding. The password and the sign-ins go on until the link
    is used. at: school time; real_at: real time, for the link (both aware). Raises NotPermitted,
    StaffRefused, and User.DoesNotExist for somebody of another school.
    """
    today = clock.local(at).date()
    require(by, "accounts", Place(by.school_id), on=today)
    person = locked_person(by=by, person_id=person_id)
    if not person.is_active:
        raise StaffRefused(f"The account of {person.name} is closed. Open it again first.")
    if person.has_left(today):
        raise StaffRefused(f"{person.name} has left, so no link was made.")
    require_head_for_a_head(by, person, on=today)
    kind = RESET if person.has_usable_password() else INVITATION
    is_given = may_be_let_into(by, person, on=today)
    if not is_given and not is_set_up():
        if kind == RESET or sees_safeguarding(person.roles):
            raise StaffRefused(
                f"{person.name} may do more than you may, so a link for their password is only "
                f"mailed to them, and no mail is set up. Ask a headteacher."
            )
        is_given = True
    if kind == INVITATION:
        person.invited_at = real_at
        person.save(update_fields=["invited_at"])
    record(
        act="give_link",
        by=by,
        at=at,
        school_id=by.school_id,
        subject=person,
        detail={"kind": kind, "given": is_given},
    )
    link = link_for(person=person, kind=kind, at=real_at) if is_given else ""
    return GivenLink(person, kind, link)
