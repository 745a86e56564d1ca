"""Sign in a pupil who came late, and put what that means into the register."""

from collections.abc import Sequence
from datetime import datetime, time

from django.db import transaction

from audit.actions.record import record
from registers.actions.opened import held
from registers.arriving import (
    Judged,
    judged_arrival,
    may_stand_for_late,
    refuse_who_is_only_back,
)
from registers.entries import Entry, write
from registers.marking import office_codes
from registers.models import Arrival, Departure, Mark
from registers.permissions import require_code
from registers.queries.history import history
from registers.queries.roll import OnRoll, roll
from registers.queries.sessions_of_day import sessions_of_day
from registers.refusals import MarkAlreadyChanged, NotOnThisRoll, WrongForThisPupil
from schools.models import ClassMembership, Pupil, SchoolClass, User
from schools.permissions import Place, require
from toolkit import clock
from toolkit.words import visible

UNEXPLAINED = "N"


@transaction.atomic
def sign_in_late(
    *,
    by: User,
    pupil: Pupil,
    arrived: time,
    why: str,
    brought_by: str,
    instead: str = "",
    seen_version: int | None,
    at: datetime,
) -> Arrival:
    """Record the arrival today and enter it: present, L or U by the minute.

    instead: an absence code that is true of the session and stands in the place of U. Who comes
    after the session's end was absent from it: the mark stays, or is N where there was none. An
    earlier arrival of the session is corrected, and who was out since before the session is back.
    seen_version: key of the mark that the person saw, 0 for none. An entry of a taken register is
    amended, with what was said as the reason.
    Raises NotPermitted or Refused: NothingToArriveFor, ImpossibleArrival, IsOnlyBack,
    NotOnThisRoll, MarkAlreadyChanged, WrongForThisPupil.
    Source: SI 2024/208, regulation 10, Table 1 and code U.
    """
    role = require(by, "late_desk_and_sign_out", Place(school_id=pupil.school_id))
    day = clock.local(at).date()
    judged = judged_arrival(
        sessions_of_day(school_id=pupil.school_id, day=day), arrived=arrived, at=at
    )
    out = Departure.objects.filter(
        school_id=pupil.school_id, pupil=pupil, day=day, returned_at=None, withdrawn_at=None
    )
    refuse_who_is_only_back(out.select_related("pupil").first(), judged)
    school_class = class_of(pupil, judged)
    half = judged.session.half
    rows = roll(school_class=school_class, day=day, half=half)
    row = next((one for one in rows if one.pupil.pk == pupil.pk), None)
    if row is None:
        raise NotOnThisRoll
    register, premarked = held(
        school_class=school_class, session=judged.session, pupils=rows, at=at, except_for=[pupil.pk]
    )
    entries = history(school_id=pupil.school_id, pupil_id=pupil.pk, day=day, half=half)
    old = next((mark for mark in entries if mark.closed_at is None), None)
    if seen_version is not None and seen_version != (old.pk if old else 0):
        raise MarkAlreadyChanged
    code = _code(by, judged, old, instead, entries, row)
    said = in_words(judged, visible(why), visible(brought_by))
    if old is None or _differs(old, code, judged):
        amends = old is not None and (register.is_taken() or old.register.is_taken())
        write(
            register=register,
            entries=[
                Entry(
                    pupil.pk,
                    code,
                    _minutes(code, judged),
                    arrived if code in {"L", "U"} else None,
                    comment="" if amends else said,
                    reason=said if amends else "",
                )
            ],
            replaced=[old] if old else [],
            by=by,
            role=role,
            at=at,
            source=Mark.Source.LATE_DESK,
        )
    arrivals = Arrival.objects.filter(
        school_id=pupil.school_id, pupil=pupil, day=day, half=half, withdrawn_at=None
    )
    corrected = arrivals.update(withdrawn_at=at, withdrawn_by=by)
    out.filter(left_at__lte=arrived).update(
        returned_at=arrived, return_recorded_by=by, return_recorded_at=at
    )
    arrival = Arrival.objects.create(
        school_id=pupil.school_id,
        pupil=pupil,
        day=day,
        half=half,
        arrived_at=arrived,
        outcome=judged.outcome,
        code=code,
        minutes_late=judged.minutes,
        why=visible(why)[:120],
        brought_by=visible(brought_by)[:120],
        recorded_by=by,
        recorded_title=by.job_title,
        recorded_role=role,
        recorded_at=at,
    )
    detail = {"from": old.code if old else "", "to": code, "corrects": corrected} | premarked
    record(
        act="sign_in_late",
        subject=arrival,
        by=by,
        at=at,
        school_id=pupil.school_id,
        reason=said,
        detail=detail,
    )
    return arrival


def class_of(pupil: Pupil, judged: Judged) -> SchoolClass:
    """The class whose register the pupil is on that day; raises NotOnThisRoll."""
    membership = (
        ClassMembership.objects.on_the_roll(school_id=pupil.school_id, day=judged.session.day)
        .filter(pupil=pupil, school_class__isnull=False)
        .select_related("school_class")
        .first()
    )
    if membership is None or membership.school_class is None:
        raise NotOnThisRoll
    return membership.school_class


def in_words(judged: Judged, why: str, brought_by: str) -> str:
    """As in "Signed in at the late desk at 9:31: traffic, with Mum"; kept with the mark."""
    said = ", ".join(one for one in (why, f"with {brought_by}" if brought_by else "") if one)
    came = f"Signed in at the late desk at {judged.arrived:%-H:%M}"
    return f"{came}: {said}" if said else came


def _code(
    by: User,
    judged: Judged,
    old: Mark | None,
    instead: str,
    entries: Sequence[Mark],
    row: OnRoll,
) -> str:
    """What the register holds afterwards."""
    if judged.outcome == "absent":
        return old.code if old else UNEXPLAINED
    if judged.outcome != "U" or instead in {"", "U"}:
        return judged.code
    if old and instead == old.code and may_stand_for_late(instead):
        return instead
    recorded = office_codes(entries[::-1], row)
    require_code(by, instead, on=judged.session.day, recorded=recorded)
    if not may_stand_for_late(instead):
        raise WrongForThisPupil(f"{instead} cannot stand in the place of U for a child who came.")
    return instead


def _differs(old: Mark, code: str, judged: Judged) -> bool:
    if judged.outcome == "absent":
        return False
    return (old.code, old.minutes_late) != (code, _minutes(code, judged))


def _minutes(code: str, judged: Judged) -> int | None:
    return judged.minutes if code in {"L", "U"} else None
