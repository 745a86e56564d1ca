"""Move a contact up or down in the order in which a pupil's contacts are called."""

from datetime import datetime

from django.db import transaction

from audit.actions.record import record
from schools.changes import refuse_if_changed
from schools.contact_order import lock_contacts, set_order
from schools.models import PupilParent, User
from schools.parent_facts import require_contacts
from schools.refusals import Refused


@transaction.atomic
def order_contacts(
    *, link: PupilParent, up: bool, seen: int, by: User, at: datetime
) -> list[PupilParent]:
    """The pupil's contacts in their new order, without gaps; at an end nothing moves.

    seen: the version of the link that was on the page.
    Raises ChangedMeanwhile, Refused, NotPermitted.
    """
    require_contacts(by, school_id=link.school_id)
    links = lock_contacts(link.pupil_id)
    place = next((place for place, one in enumerate(links) if one.pk == link.pk), None)
    if place is None:
        raise Refused(f"{link.parent} is no longer a contact.")
    refuse_if_changed(links[place], seen=seen, typed={})
    other = place - 1 if up else place + 1
    if 0 <= other < len(links):
        links[place], links[other] = links[other], links[place]
    if set_order(links, by=by, at=at):
        record(
            act="order_contacts",
            by=by,
            at=at,
            school_id=link.school_id,
            subject=link.pupil,
            detail={"parents": [one.parent_id for one in links]},
        )
    return links
