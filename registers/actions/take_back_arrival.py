"""Take back a signing-in that was a mistake, on the day itself."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from audit.actions.record import record
from registers.entries import Entry, write
from registers.models import Arrival, Departure, Mark, Register
from registers.queries.history import history
from registers.refusals import MarkAlreadyChanged, Refused
from schools.models import User
from schools.permissions import Place, require
from toolkit import clock

REASON = "Signed in at the late desk by mistake"


class CannotBeTakenBack(Refused):
    """The arrival stays as it is; its text says what to do instead."""


@transaction.atomic
def take_back_arrival(*, by: User, arrival: Arrival, at: datetime) -> Arrival:
    """Withdraw the arrival; the mark that it entered gives way to the one before it.

    Where it corrected earlier arrivals of the session, to the one before the first of them.
    Raises NotPermitted, CannotBeTakenBack, or MarkAlreadyChanged where somebody has changed the
    mark since.
    """
    role = require(by, "late_desk_and_sign_out", Place(school_id=arrival.school_id))
    held = Arrival.objects.select_for_update().get(pk=arrival.pk)
    if held.withdrawn_at is not None:
        raise CannotBeTakenBack("This arrival was taken back already.")
    if held.day != clock.local(at).date():
        raise CannotBeTakenBack(
            "An arrival is taken back on its own day. Change the mark with a reason instead."
        )
    entries = history(
        school_id=held.school_id, pupil_id=held.pupil_id, day=held.day, half=held.half
    )
    now = next((mark for mark in entries if mark.closed_at is None), None)
    desk = _moments(held)
    if now is not None and now.code == held.code and _entered(now, desk):
        Register.objects.select_for_update().get(pk=now.register_id)
        before = _replaced_by(now, entries)
        while before is not None and _entered(before, desk):
            before = _replaced_by(before, entries)
        _put_back(now, before, by=by, role=role, at=at)
    elif held.code and (now is None or now.code != held.code):
        raise MarkAlreadyChanged
    Arrival.objects.filter(pk=held.pk).update(withdrawn_at=at, withdrawn_by=by)
    of_day = Departure.objects.filter(
        school_id=held.school_id, pupil_id=held.pupil_id, day=held.day, withdrawn_at=None
    )
    if not of_day.filter(returned_at=None).exists():
        of_day.filter(return_recorded_at=held.recorded_at).update(
            returned_at=None, return_recorded_by=None, return_recorded_at=None
        )
    record(act="take_back_arrival", subject=held, by=by, at=at, school_id=held.school_id)
    held.refresh_from_db()
    return held


def _moments(arrival: Arrival) -> set[datetime]:
    """When the pupil was signed in for the session: this time, and the times it corrected."""
    found = Arrival.objects.filter(
        school_id=arrival.school_id, pupil_id=arrival.pupil_id, day=arrival.day, half=arrival.half
    )
    return set(found.values_list("recorded_at", flat=True))


def _entered(mark: Mark, moments: Collection[datetime]) -> bool:
    return mark.source == Mark.Source.LATE_DESK and mark.entered_at in moments


def _replaced_by(mark: Mark, entries: Sequence[Mark]) -> Mark | None:
    """The entry in whose place the mark came; None where it was the first or that was cleared."""
    return next((one for one in entries if one.closed_at == mark.entered_at), None)


def _put_back(now: Mark, before: Mark | None, *, by: User, role: str, at: datetime) -> None:
    taken = now.register.is_taken()
    if before is None and taken:
        raise CannotBeTakenBack(
            "The register was submitted with this mark. Change it with a reason instead."
        )
    again = (
        []
        if before is None
        else [
            Entry(
                before.pupil_id,
                before.code,
                before.minutes_late,
                before.arrived_at,
                comment=before.comment,
                reason=REASON if taken or before.register.is_taken() else "",
            )
        ]
    )
    write(
        register=now.register,
        entries=again,
        replaced=[now],
        by=by,
        role=role,
        at=at,
        source=Mark.Source.LATE_DESK,
    )
