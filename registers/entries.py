"""Check an entry against pupil, session and clock, and write entries into a register."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db import IntegrityError

from registers.models import Mark, Register
from registers.queries.session_facts import SessionFacts
from registers.refusals import (
    ChangeUsedAlready,
    ImpossibleArrival,
    MarkAlreadyChanged,
    NotForThisDay,
    WrongForThisPupil,
)
from rules import codes, compulsory_age
from rules.punctuality import LONGEST_LATE, judge_minutes
from schools.models import Pupil, User
from toolkit import clock


@dataclass(frozen=True)
class Entry:
    """A code for a pupil, judged and ready to be written."""

    pupil_id: int
    code: str
    minutes: int | None = None
    arrived_at: time | None = None
    comment: str = ""
    client_id: UUID | None = None
    reason: str = ""


def judged(
    *, pupil: Pupil, code: str, minutes: int | None, session: SessionFacts, at: datetime
) -> Entry:
    """The entry that the register will hold: the right stroke, and L or U by the minutes.

    minutes: whole minutes after the register opened; None with L or U means arriving at `at`.
    Raises NotForThisDay, WrongForThisPupil or ImpossibleArrival.
    Source: SI 2024/208, regulation 10; RULES of the code table on X, Y4, Z and #.
    """
    if code not in codes.CODES:
        raise NotForThisDay(str(codes.UnknownCode(code)))
    code = codes.with_right_stroke(code, half=session.half)
    if why := codes.why_not_entered(code, on=session.day):
        raise NotForThisDay(why)
    if session.closed != (code == "Y4"):
        raise WrongForThisPupil(
            "The school was closed then, so only Y4 can be recorded."
            if session.closed
            else "Y4 is for a day on which the whole school was closed without warning."
        )
    if code in {"Z", "#"}:
        raise WrongForThisPupil(f"{code} is never recorded for a pupil on the roll.")
    if code == "X" and compulsory_age.is_compulsory(pupil.date_of_birth, session.day):
        raise WrongForThisPupil(
            f"{pupil.name} is of compulsory school age, so X cannot be recorded."
        )
    if code not in codes.LATE:
        return Entry(pupil.pk, code)
    return _late(pupil, minutes, session, at)


def _late(pupil: Pupil, minutes: int | None, session: SessionFacts, at: datetime) -> Entry:
    opened = clock.at_school(session.day, session.opens)
    if minutes is None:
        if clock.local(at).date() != session.day:
            raise ImpossibleArrival(f"Enter how many minutes late {pupil.name} was.")
        minutes = max(0, int((at - opened).total_seconds() // 60))
    if not 0 <= minutes <= LONGEST_LATE:
        raise ImpossibleArrival(f"Enter the minutes late as a number from 0 to {LONGEST_LATE}.")
    arrived = opened + timedelta(minutes=minutes)
    if arrived > at + timedelta(minutes=1):
        raise ImpossibleArrival(f"{clock.local(arrived):%-H:%M} has not come yet.")
    arrival = judge_minutes(minutes, opens=session.opens, closes=session.closes, ends=session.ends)
    if arrival.outcome == "absent":
        raise ImpossibleArrival(
            f"The session ended at {session.ends:%-H:%M}, so this is an absence, "
            "not a late arrival."
        )
    if arrival.outcome == "present":
        return Entry(pupil.pk, codes.stroke(session.half))
    return Entry(pupil.pk, arrival.outcome, arrival.minutes_late, clock.local(arrived).time())


def write(
    *,
    register: Register,
    entries: Sequence[Entry],
    replaced: Sequence[Mark] = (),
    by: User,
    role: str,
    at: datetime,
    source: str,
    bulk_change_id: int | None = None,
) -> list[Mark]:
    """Close the marks that are replaced and add the entries, inside the caller's transaction.

    The caller holds the register's lock. An entry with a reason is an amendment.
    bulk_change_id: the act for many pupils that the entries are part of.
    Returns the new marks in the order of the entries. Raises ChangeUsedAlready, and
    MarkAlreadyChanged where another register or a load has marked the pupil at this moment.
    """
    if replaced:
        keys = [mark.pk for mark in replaced]
        Mark.objects.filter(pk__in=keys, closed_at=None).update(closed_at=at, closed_by=by)
    if not entries:
        return []
    marks = [
        Mark(
            school_id=register.school_id,
            register_id=register.pk,
            pupil_id=entry.pupil_id,
            day=register.day,
            half=register.half,
            code=entry.code,
            minutes_late=entry.minutes,
            arrived_at=entry.arrived_at,
            comment=entry.comment,
            entered_by_id=by.pk,
            entered_title=by.job_title,
            entered_role=role,
            entered_at=at,
            source=source,
            client_id=entry.client_id,
            amendment=bool(entry.reason),
            reason=entry.reason,
            bulk_change_id=bulk_change_id,
        )
        for entry in entries
    ]
    try:
        return Mark.objects.bulk_create(marks)
    except IntegrityError as fault:
        if "a_change_is_saved_once" in str(fault):
            raise ChangeUsedAlready from fault
        if "one_mark_in_force_per_session" in str(fault):
            raise MarkAlreadyChanged from fault
        raise
