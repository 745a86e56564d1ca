"""Record a part-time timetable that a parent has agreed."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from audit.actions.record import record
from registers.arranging import faults_of_sessions, faults_of_stay, lock, missing, require_arranging
from registers.models import Timetable, TimetableReview
from registers.permissions import PART_TIME
from registers.planning import weekly, write_plans
from registers.queries.timetables_of import overlapping
from registers.queries.workers_to_tell import workers_to_tell
from registers.roll_refusals import Fault, refuse_any
from rules import part_time
from schools.models import Parent, Pupil, PupilParent, User
from toolkit import clock
from toolkit.days import full_day


@dataclass(frozen=True, kw_only=True)
class PartTime:
    """What was agreed. away: sessions of the week not due here, such as "0-AM"; hours: in words.

    not_for_behaviour: that it is not used to manage the pupil's behaviour.
    """

    start: date
    end: date
    away: frozenset[str]
    hours: str
    reason: str
    not_for_behaviour: bool
    agreed_with: Parent | None
    agreed_on: date
    reviews: tuple[date, ...]
    authority_told_on: date | None
    worker_told_on: date | None = None


@transaction.atomic
def agree_part_time(*, by: User, pupil: Pupil, wanted: PartTime, at: datetime) -> Timetable:
    """Record the timetable, its reviews and the absences it plans: C2, or X by age.

    Raises NotPermitted, or NotInOrder with every fault.
    Source: SI 2024/208, regulation 11(6); the longest time and the reviews are product rules.
    """
    role = require_arranging(by, school_id=pupil.school_id)
    pupil = lock(pupil)
    refuse_any(_faults(pupil, wanted, clock.local(at).date()))
    timetable = Timetable.objects.create(
        school_id=pupil.school_id,
        pupil=pupil,
        kind=Timetable.Kind.PART_TIME,
        start=wanted.start,
        end=wanted.end,
        away=sorted(wanted.away),
        reason=wanted.reason.strip(),
        hours=wanted.hours.strip(),
        agreed_with=wanted.agreed_with,
        agreed_on=wanted.agreed_on,
        authority_told_on=wanted.authority_told_on,
        worker_told_on=wanted.worker_told_on,
        recorded_by=by,
        recorded_title=by.job_title,
        recorded_role=role,
        recorded_at=at,
    )
    TimetableReview.objects.bulk_create(
        TimetableReview(school_id=pupil.school_id, timetable=timetable, due_on=day)
        for day in sorted(set(wanted.reviews))
    )
    spans = weekly(PART_TIME, wanted.away, start=wanted.start, end=wanted.end)
    write_plans(spans, pupils=[pupil], by=by, role=role, at=at, timetable=timetable)
    record(
        act="agree_part_time",
        subject=timetable,
        by=by,
        at=at,
        school_id=pupil.school_id,
        detail={"pupil": pupil.pk, "end": wanted.end.isoformat(), "away": timetable.away},
    )
    return timetable


def _faults(pupil: Pupil, wanted: PartTime, today: date) -> list[Fault]:
    return [
        *_of_days(pupil, wanted),
        *_of_agreement(pupil, wanted, today),
        *missing("hours", wanted.hours, "Enter the times at which the pupil is at school."),
        *missing("reason", wanted.reason, "Enter why a part-time timetable is needed for a while."),
        *_of_telling(pupil, wanted, today),
    ]


def _of_days(pupil: Pupil, wanted: PartTime) -> list[Fault]:
    faults = []
    if not wanted.away:
        faults.append(Fault("away", "Choose the sessions in which the pupil is not due here."))
    elif len(wanted.away) >= part_time.ALL_WEEK:
        faults.append(Fault("away", "A part-time timetable leaves some sessions at school."))
    if wanted.end < wanted.start:
        return [*faults, Fault("end", "The last day lies before the first.")]
    latest = part_time.latest_end(wanted.start)
    if wanted.end > latest:
        sentence = (
            "A part-time timetable lasts no more than 12 weeks: "
            f"the last day can be {full_day(latest)}. It can be agreed again then."
        )
        faults.append(Fault("end", sentence))
    if why := part_time.why_reviews_do_not_do(wanted.reviews, start=wanted.start, end=wanted.end):
        faults.append(Fault("reviews", why))
    if other := overlapping(
        pupil=pupil, kind=Timetable.Kind.PART_TIME, start=wanted.start, end=wanted.end
    ):
        sentence = (
            f"There is a part-time timetable from {full_day(other.start)} already. End it first."
        )
        faults.append(Fault("start", sentence))
    faults += faults_of_sessions(
        pupil, kind=Timetable.Kind.PART_TIME, away=wanted.away, start=wanted.start, end=wanted.end
    )
    return faults + faults_of_stay(pupil, start=wanted.start, end=wanted.end)


def _of_agreement(pupil: Pupil, wanted: PartTime, today: date) -> list[Fault]:
    faults = []
    if wanted.agreed_with is None:
        sentence = "Choose the parent who agreed: one the pupil normally lives with."
        faults.append(Fault("agreed_with", sentence))
    elif not PupilParent.objects.filter(
        school_id=pupil.school_id,
        pupil=pupil,
        parent=wanted.agreed_with,
        lives_with_pupil=True,
        ended_on=None,
    ).exists():
        sentence = f"{wanted.agreed_with} is not recorded as living with {pupil.name}."
        faults.append(Fault("agreed_with", sentence))
    if wanted.agreed_on > today:
        faults.append(Fault("agreed_on", "The agreement cannot lie in the future."))
    elif wanted.agreed_on > wanted.start:
        sentence = "It is agreed before it begins: the agreement lies after the first day."
        faults.append(Fault("agreed_on", sentence))
    if not wanted.not_for_behaviour:
        sentence = (
            "A part-time timetable is never used to manage behaviour. Confirm that this is not."
        )
        faults.append(Fault("not_for_behaviour", sentence))
    return faults


def _of_telling(pupil: Pupil, wanted: PartTime, today: date) -> list[Fault]:
    faults = []
    if wanted.authority_told_on is None:
        faults.append(Fault("authority_told_on", "Tell the local authority first, and say when."))
    elif wanted.authority_told_on > today:
        faults.append(Fault("authority_told_on", "This day has not come yet."))
    workers = workers_to_tell(pupil=pupil, on=wanted.start)
    if wanted.worker_told_on is None and workers.for_timetable:
        who = "the Virtual School" if workers.virtual_school else "the social worker"
        faults.append(Fault("worker_told_on", f"Discuss it with {who} first, and say when."))
    elif wanted.worker_told_on is not None and wanted.worker_told_on > today:
        faults.append(Fault("worker_told_on", "This day has not come yet."))
    return faults
