"""Judge that two parents who look like one are two people."""

from datetime import datetime

from django.db import transaction

from audit.actions.record import record
from schools.actions.merge_parents import lock_pair, numbered
from schools.changes import note_changes
from schools.models import LookAlike, User
from schools.parent_facts import require_contacts
from schools.queries.look_alikes import pairs_apart
from schools.refusals import Refused


@transaction.atomic
def keep_parents_apart(*, one_id: int, other_id: int, by: User, at: datetime) -> LookAlike:
    """The decision, after which the pair is neither listed nor noticed by a load again.

    Raises Refused, NotPermitted.
    """
    require_contacts(by, school_id=by.school_id)
    one, other = lock_pair(by, *sorted((one_id, other_id)))
    if frozenset((one.pk, other.pk)) in pairs_apart(school=by.school):
        raise Refused("These two are kept apart already.")
    for parent, from_whom in ((one, other), (other, one)):
        note_changes(
            school_id=by.school_id,
            parent=parent,
            before={},
            after={"kept_apart_from": numbered(from_whom)},
            by=by,
            at=at,
        )
    decision = LookAlike.objects.create(
        school_id=by.school_id,
        kept=one,
        other=other,
        judgement=LookAlike.Judgement.APART,
        by=by,
        at=at,
    )
    record(
        act="keep_parents_apart",
        by=by,
        at=at,
        school_id=by.school_id,
        subject=one,
        detail={"other": other.pk},
    )
    return decision
