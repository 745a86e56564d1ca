"""Delete a pupil's name from the admission register on a lawful ground."""

from datetime import date, datetime

from django.db import transaction

from audit.actions.record import record
from registers.arranging import lock
from registers.leaving import Leaving, faults_of_leaving, ground_or_none
from registers.models import Plan, Removal
from registers.planning import end_plans
from registers.queries.removal_facts import RemovalFacts, removal_facts
from registers.roll_refusals import Fault, NotInOrder, refuse_any
from schools.changes import note_changes
from schools.models import ClassMembership, Enrolment, Pupil, User
from schools.permissions import Place, require
from toolkit import clock
from toolkit.days import full_day

NO_RETURN = (
    "The pupil leaves the top class at the end of its last term, and the local authority has "
    "not asked to be told of those."
)


@transaction.atomic
def remove_from_roll(*, by: User, pupil: Pupil, wanted: Leaving, at: datetime) -> Removal:
    """End the enrolment, the classes and the plans with the last day, and keep why.

    The pupil's records and marks stay. Raises NotPermitted, or NotInOrder with every fault.
    Source: SI 2024/208, regulations 9 and 13(4).
    """
    require(by, "remove_from_roll", Place(school_id=pupil.school_id))
    pupil = lock(pupil)
    today = clock.local(at).date()
    enrolment = stay_to_end(pupil, today=today)
    known = removal_facts(pupil=pupil, enrolment=enrolment, last_day=wanted.last_day, today=today)
    refuse_any(faults_of_leaving(wanted, known, enrolment=enrolment, today=today))
    before = {
        "last_day_on_roll": enrolment.end,
        "leaving_ground": enrolment.leaving_ground,
        "next_school": enrolment.next_school,
        "next_school_from": enrolment.next_school_from,
    }
    after: dict[str, object] = {
        "last_day_on_roll": wanted.last_day,
        "leaving_ground": wanted.ground,
        "next_school": wanted.next_school.strip(),
        "next_school_from": wanted.next_school_from,
    }
    plans = Plan.objects.filter(school_id=pupil.school_id, pupil=pupil)
    ended = {
        "enrolment": {name: _in_json(value) for name, value in before.items()},
        "memberships": _end_memberships(enrolment, wanted.last_day),
        "plans": end_plans(plans, last_day=wanted.last_day, at=at),
    }
    enrolment.end = wanted.last_day
    enrolment.leaving_ground = wanted.ground
    enrolment.next_school = wanted.next_school.strip()
    enrolment.next_school_from = wanted.next_school_from
    enrolment.save()
    removal = Removal.objects.create(
        school_id=pupil.school_id,
        enrolment=enrolment,
        ground=wanted.ground,
        last_day=wanted.last_day,
        conditions=_conditions(wanted, known),
        evidence=wanted.why.strip(),
        consultation=wanted.consultation.strip(),
        consulted_on=wanted.consulted_on,
        return_made_on=wanted.return_made_on,
        return_not_needed="" if wanted.return_made_on else NO_RETURN,
        social_worker_told_on=wanted.social_worker_told_on,
        youth_justice_told_on=wanted.youth_justice_told_on,
        virtual_school_told_on=wanted.virtual_school_told_on,
        not_told=wanted.not_told.strip(),
        ended=ended,
        decided_by=by,
        decided_title=by.job_title,
        decided_at=at,
    )
    note_changes(school_id=pupil.school_id, before=before, after=after, by=by, at=at, pupil=pupil)
    record(
        act="remove_from_roll",
        subject=removal,
        by=by,
        at=at,
        school_id=pupil.school_id,
        detail={
            "pupil": pupil.pk,
            "ground": wanted.ground,
            "last_day": wanted.last_day.isoformat(),
        },
    )
    return removal


def stay_to_end(pupil: Pupil, *, today: date) -> Enrolment:
    """The enrolment that can be ended; raises NotInOrder for none, or one that is ended."""
    enrolment = (
        Enrolment.objects.on(today)
        .filter(school_id=pupil.school_id, pupil=pupil)
        .order_by("pk")
        .first()
    )
    if enrolment is None:
        raise NotInOrder([Fault("", f"{pupil.name} is not on the roll today.")])
    standing = enrolment.removals.filter(withdrawals__isnull=True).first()
    if standing is not None:
        sentence = f"{pupil.name} leaves the roll on {full_day(standing.last_day)} already."
        raise NotInOrder([Fault("", sentence)])
    return enrolment


def _end_memberships(enrolment: Enrolment, last_day: date) -> list[dict[str, object]]:
    """End the class with the last day; a later class is dropped. Returns them as they were."""
    as_they_were = []
    for row in ClassMembership.objects.filter(enrolment=enrolment).order_by("start"):
        if row.end is not None and row.end <= last_day:
            continue
        as_they_were.append(
            {
                "class": row.school_class_id,
                "year_group": row.year_group,
                "start": row.start.isoformat(),
                "end": _in_json(row.end),
            }
        )
        if row.start > last_day:
            row.delete()
        else:
            row.end = last_day
            row.save(update_fields=["end"])
    return as_they_were


def _conditions(wanted: Leaving, known: RemovalFacts) -> list[dict[str, str]]:
    ground = ground_or_none(wanted)
    if ground is None:
        return []
    return [
        {
            "condition": condition.words,
            "how": "records" if condition.found else "confirmed",
            "evidence": _found(condition.key, known)
            if condition.found
            else wanted.evidence[condition.key].strip(),
        }
        for condition in ground.conditions
    ]


def _found(key: str, known: RemovalFacts) -> str:
    """What the records said then, where it is more than a yes."""
    absence, leave = known.facts.absence, known.facts.leave
    if key == "absent" and absence:
        return (
            f"{absence.school_days} school days, from {full_day(absence.first)} "
            f"to {full_day(absence.last)}."
        )
    if key in {"long_leave", "not_back"} and leave:
        return (
            f"Leave of {leave.leave.school_days} school days until {full_day(leave.leave.last)}; "
            f"{leave.school_days_since} school days since."
        )
    return "By the school's records."


def _in_json(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
