"""Sign out a pupil who leaves during the school day; the mark stays as it is."""

from datetime import datetime, time

from django.db import IntegrityError, transaction

from audit.actions.record import record
from registers.models import Departure
from registers.queries.sessions_of_day import sessions_of_day
from registers.refusals import ImpossibleArrival, NotOnThisRoll, Refused
from schools.models import ClassMembership, Pupil, User
from schools.permissions import Place, require
from toolkit import clock
from toolkit.words import visible


class DepartureRefused(Refused):
    """The pupil cannot be signed out like this; field: which part of the form it is about."""

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


def sign_out(
    *,
    by: User,
    pupil: Pupil,
    left_at: time,
    with_whom: str,
    why: str,
    expected_back: time | None,
    at: datetime,
) -> Departure:
    """Record that the pupil left today, with whom and why. Raises NotPermitted or Refused.

    Source: a mark of a pupil who was present when the register was taken does not change; see
    docs/policy/late_desk.md.
    """
    require(by, "late_desk_and_sign_out", Place(school_id=pupil.school_id))
    try:
        with transaction.atomic():
            return _signed_out(
                by=by, pupil=pupil, left_at=left_at, with_whom=visible(with_whom),
                why=visible(why), expected_back=expected_back, at=at,
            )  # fmt: skip
    except IntegrityError as fault:
        if "nobody_leaves_twice_without_return" not in str(fault):
            raise
        raise DepartureRefused(
            f"{pupil.name} is signed out already. Sign {pupil.forename} in again first."
        ) from fault


def _signed_out(
    *,
    by: User,
    pupil: Pupil,
    left_at: time,
    with_whom: str,
    why: str,
    expected_back: time | None,
    at: datetime,
) -> Departure:
    role = require(by, "late_desk_and_sign_out", Place(school_id=pupil.school_id))
    day = clock.local(at).date()
    sessions = sessions_of_day(school_id=pupil.school_id, day=day)
    if not sessions:
        raise DepartureRefused("The school has no session today, so nobody leaves it.")
    if not ClassMembership.objects.on_the_roll(school_id=pupil.school_id, day=day).filter(
        pupil=pupil
    ):
        raise NotOnThisRoll
    if clock.at_school(day, left_at) > at:
        raise ImpossibleArrival(f"{left_at:%-H:%M} has not come yet.")
    if left_at < sessions[0].opens:
        raise DepartureRefused(
            f"The school day begins at {sessions[0].opens:%-H:%M}.", field="left_at"
        )
    if not with_whom:
        raise DepartureRefused("Enter who takes the pupil.", field="with_whom")
    if not why:
        raise DepartureRefused("Enter why the pupil leaves.", field="why")
    if expected_back is not None and expected_back <= left_at:
        raise DepartureRefused("Enter a return that is later than the leaving.", field="expected")
    departure = Departure.objects.create(
        school_id=pupil.school_id,
        pupil=pupil,
        day=day,
        left_at=left_at,
        with_whom=with_whom[:120],
        why=why[:200],
        expected_back=expected_back,
        recorded_by=by,
        recorded_title=by.job_title,
        recorded_role=role,
        recorded_at=at,
    )
    record(act="sign_out", subject=departure, by=by, at=at, school_id=pupil.school_id)
    return departure
