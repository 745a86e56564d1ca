"""Record that a pupil is registered at another school too, and whose sessions are whose."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from audit.actions.record import record
from registers.arranging import faults_of_sessions, faults_of_stay, lock, missing, require_arranging
from registers.models import Timetable
from registers.planning import latest_day_on_roll, weekly, write_plans
from registers.queries.timetables_of import overlapping
from registers.roll_refusals import Fault, refuse_any
from schools.enrolment_kind import change_kind
from schools.models import Enrolment, Pupil, User
from toolkit.days import full_day

LONGEST_NAME = 120


@dataclass(frozen=True, kw_only=True)
class DualRegistration:
    """away: sessions due at the other school, such as "0-AM". is_main: whether ours is the main."""

    start: date
    end: date | None
    away: frozenset[str]
    other_school: str
    is_main: bool
    reason: str = ""


@transaction.atomic
def register_dual(*, by: User, pupil: Pupil, wanted: DualRegistration, at: datetime) -> Timetable:
    """Record the other school and offer D for its sessions; the enrolment becomes main or not.

    Raises NotPermitted, or NotInOrder with every fault.
    Source: SI 2024/208, regulation 10, code D; the other school records those sessions.
    """
    role = require_arranging(by, school_id=pupil.school_id)
    pupil = lock(pupil)
    refuse_any(_faults(pupil, wanted))
    timetable = Timetable.objects.create(
        school_id=pupil.school_id,
        pupil=pupil,
        kind=Timetable.Kind.DUAL,
        start=wanted.start,
        end=wanted.end,
        away=sorted(wanted.away),
        other_school=wanted.other_school.strip(),
        reason=wanted.reason.strip(),
        recorded_by=by,
        recorded_title=by.job_title,
        recorded_role=role,
        recorded_at=at,
    )
    end = wanted.end or latest_day_on_roll(pupil)
    spans = weekly("D", wanted.away, start=wanted.start, end=end)
    write_plans(spans, pupils=[pupil], by=by, role=role, at=at, timetable=timetable)
    _set_kind(pupil, wanted, by=by, at=at)
    record(
        act="register_dual",
        subject=timetable,
        by=by,
        at=at,
        school_id=pupil.school_id,
        detail={"pupil": pupil.pk, "away": timetable.away},
    )
    return timetable


def _faults(pupil: Pupil, wanted: DualRegistration) -> list[Fault]:
    faults = missing("other_school", wanted.other_school, "Enter the name of the other school.")
    if len(wanted.other_school) > LONGEST_NAME:
        faults.append(Fault("other_school", f"Use at most {LONGEST_NAME} letters."))
    if not wanted.away:
        faults.append(Fault("away", "Choose the sessions that are due at the other school."))
    if wanted.end is not None and wanted.end < wanted.start:
        return [*faults, Fault("end", "The last day lies before the first.")]
    if other := overlapping(
        pupil=pupil, kind=Timetable.Kind.DUAL, start=wanted.start, end=wanted.end
    ):
        sentence = f"{other.other_school} is recorded from {full_day(other.start)}. End that first."
        faults.append(Fault("start", sentence))
    faults += faults_of_sessions(
        pupil, kind=Timetable.Kind.DUAL, away=wanted.away, start=wanted.start, end=wanted.end
    )
    return faults + faults_of_stay(pupil, start=wanted.start, end=wanted.end)


def _set_kind(pupil: Pupil, wanted: DualRegistration, *, by: User, at: datetime) -> None:
    stay = Enrolment.objects.on(wanted.start).get(school_id=pupil.school_id, pupil=pupil)
    kind = Enrolment.Kind.MAIN if wanted.is_main else Enrolment.Kind.SUBSIDIARY
    change_kind(stay, kind, by=by, at=at)
