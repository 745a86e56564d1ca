"""Add a contact of a pupil: somebody new, or a known parent such as a brother's or sister's."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from audit.actions.record import record
from schools.changes import in_words, note_changes
from schools.contact_order import MOST, lock_contacts, set_order
from schools.known_contacts import ask_about_names, ask_about_numbers
from schools.models import Parent, Pupil, PupilParent, User
from schools.parent_facts import require_contacts, with_judgement
from schools.refusals import Refused


@transaction.atomic
def add_contact(
    *,
    pupil: Pupil,
    link: Mapping[str, object],
    by: User,
    at: datetime,
    facts: Mapping[str, str] | None = None,
    parent_id: int | None = None,
    is_another: bool = False,
) -> PupilParent:
    """The new link, last in the order of the pupil's contacts.

    facts: those of somebody new; parent_id: a parent of the school instead. link: what they are
    to this pupil. is_another: a person has said that it is nobody known who has the same name.
    Numbers that cannot be right are kept as written. Raises Refused, PerhapsKnown, NotPermitted.
    """
    require_contacts(by, school_id=pupil.school_id)
    links = lock_contacts(pupil.pk)
    if len(links) >= MOST:
        raise Refused(
            f"{pupil.name} has {MOST} contacts, which is the most. End one of them first."
        )
    if parent_id is not None:
        parent = _known(pupil, parent_id)
    elif facts and facts.get("surname"):
        parent = Parent(school_id=pupil.school_id, **with_judgement(facts))
    else:
        raise Refused("Enter the surname, or choose somebody the school knows.", field="surname")
    if not is_another:
        ask_about_names(pupil, parent)
        if parent_id is None:
            ask_about_numbers(pupil, parent)
    if parent_id is None:
        parent.save()
    set_order(links, by=by, at=at)
    added = PupilParent.objects.create(
        school_id=pupil.school_id, pupil=pupil, parent=parent, priority=len(links) + 1, **link
    )
    note_changes(
        school_id=pupil.school_id,
        pupil=pupil,
        parent=parent,
        before={},
        after={"contact": str(parent)},
        by=by,
        at=at,
    )
    record(
        act="add_contact",
        by=by,
        at=at,
        school_id=pupil.school_id,
        subject=pupil,
        detail={"parent": parent.pk, "is_new": parent_id is None},
    )
    return added


def _known(pupil: Pupil, parent_id: int) -> Parent:
    """The parent of the school; refused where there is none, or who is the pupil's already."""
    rows = Parent.objects.select_for_update(of=("self",)).filter(school_id=pupil.school_id)
    parent = rows.filter(pk=parent_id, merged_into__isnull=True).first()
    if parent is None:
        raise Refused("That person is not known at your school. Find them again.", field="parent")
    link = PupilParent.objects.filter(pupil=pupil, parent=parent).first()
    if link is None:
        return parent
    if link.ended_on is None:
        raise Refused(f"{parent} is a contact of {pupil.name} already.", field="parent")
    raise Refused(
        f"{parent} was a contact of {pupil.name} until {in_words(link.ended_on)}. Take them up "
        "again under Contacts that ended.",
        field="parent",
    )
