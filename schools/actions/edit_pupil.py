"""Change what is known of a pupil."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from audit.actions.record import record
from schools.changes import note_changes, refuse_if_changed
from schools.enrolling import check_start
from schools.far_days import FURTHEST
from schools.models import Enrolment, FactChange, Pupil, User
from schools.permissions import require
from schools.pupil_facts import cleaned, fill, save_pupil
from schools.refusals import Refused
from toolkit import clock


@transaction.atomic
def edit_pupil(
    *, by: User, pupil_id: int, facts: Mapping[str, Any], seen: int, at: datetime
) -> list[FactChange]:
    """Give the pupil the facts, as schools.pupil_facts names them; returns the lines of history.

    seen: the version that the person had before them. Raises NotPermitted, ChangedMeanwhile,
    Refused, AlreadyOnRecord, and Pupil.DoesNotExist for a pupil of no or another school.
    """
    require(by, "edit_people")
    pupil = Pupil.objects.select_for_update().get(school_id=by.school_id, pk=pupil_id)
    refuse_if_changed(pupil, seen=seen, typed=facts)
    known = cleaned(facts, school_id=by.school_id, pupil_id=pupil.pk)
    born = known.get("date_of_birth", pupil.date_of_birth)
    first = Enrolment.objects.filter(school_id=by.school_id, pupil=pupil).order_by("start").first()
    if born != pupil.date_of_birth and first is not None:
        check_start(born=born, start=first.start, on=first.start)
    moves = known.get("future_address_from")
    if moves and moves != pupil.future_address_from:
        _check_move(moves, today=clock.local(at).date())
    before = {name: getattr(pupil, name) for name in known}
    changes = note_changes(
        school_id=by.school_id, pupil=pupil, before=before, after=known, by=by, at=at
    )
    if not changes:
        return []
    fill(pupil, known)
    pupil.version += 1
    save_pupil(pupil)
    record(
        act="edit_pupil",
        by=by,
        at=at,
        school_id=by.school_id,
        subject=pupil,
        detail={"facts": [change.fact for change in changes]},
    )
    return changes


def _check_move(day: date, *, today: date) -> None:
    if abs(day - today) > FURTHEST:
        raise Refused("Enter a day within a year of today, or none.", field="future_address_from")
