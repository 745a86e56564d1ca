"""Sign a pupil in again who had left during the day, or take back the leaving."""

from datetime import datetime, time

from django.db import transaction

from audit.actions.record import record
from registers.actions.sign_out import DepartureRefused
from registers.models import Departure
from registers.refusals import ImpossibleArrival
from schools.models import User
from schools.permissions import Place, require
from toolkit import clock


@transaction.atomic
def record_return(*, by: User, departure: Departure, returned_at: time, at: datetime) -> Departure:
    """The pupil is in the building again. Raises NotPermitted or Refused."""
    held = _held(by, departure)
    if clock.at_school(held.day, returned_at) > at:
        raise ImpossibleArrival(f"{returned_at:%-H:%M} has not come yet.")
    if returned_at < held.left_at:
        raise DepartureRefused(f"{held.pupil.forename} left at {held.left_at:%-H:%M}.")
    Departure.objects.filter(pk=held.pk).update(
        returned_at=returned_at, return_recorded_by=by, return_recorded_at=at
    )
    record(act="record_return", subject=held, by=by, at=at, school_id=held.school_id)
    held.refresh_from_db()
    return held


@transaction.atomic
def take_back_departure(*, by: User, departure: Departure, at: datetime) -> Departure:
    """The pupil did not leave after all. Raises NotPermitted or Refused."""
    held = _held(by, departure)
    Departure.objects.filter(pk=held.pk).update(withdrawn_at=at, withdrawn_by=by)
    record(act="take_back_departure", subject=held, by=by, at=at, school_id=held.school_id)
    held.refresh_from_db()
    return held


def _held(by: User, departure: Departure) -> Departure:
    require(by, "late_desk_and_sign_out", Place(school_id=departure.school_id))
    held = (
        Departure.objects.select_for_update(of=("self",))
        .select_related("pupil")
        .get(pk=departure.pk)
    )
    if held.returned_at is not None or held.withdrawn_at is not None:
        raise DepartureRefused(f"{held.pupil.name} is signed in again already.")
    return held
