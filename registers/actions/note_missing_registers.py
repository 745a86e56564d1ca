"""Note which registers were missing when they closed, and ask their teachers for them once."""

from datetime import date, datetime

from django.db import transaction

from audit.actions.record import record
from audit.models import Act
from registers.asked import forget_asked
from registers.models import Register, Reminder
from registers.queries.session_facts import SessionFacts, session_facts
from registers.queries.teachers_to_ask import teachers_to_ask
from schools.models import ClassMembership, School, User

ACT = "note_missing_registers"


@transaction.atomic
def note_missing_registers(*, school: School, day: date, half: str, at: datetime) -> int:
    """How many people were asked; it marks nobody. Safe to run any number of times.

    Missing at closing is what was not submitted by then, even where it has been since. Asked
    for is only what still is missing, and only while the session lasts. Raises NoSession.
    """
    School.objects.select_for_update(of=("self",), no_key=True).get(pk=school.pk)
    session = session_facts(school_id=school.pk, day=day, half=half)
    if session.closed or not session.has_closed(at) or _is_noted(school, session):
        return 0
    expected = set(
        ClassMembership.objects.on_the_roll(school_id=school.pk, day=day)
        .exclude(school_class=None)
        .values_list("school_class_id", flat=True)
    )
    registers = Register.objects.filter(
        school=school, day=day, half=half, school_class__isnull=False
    )
    in_time, taken = set(), set()
    for register in registers:
        if register.is_taken():
            taken.add(register.school_class_id)
            if register.submitted_at is None or not session.has_closed(register.submitted_at):
                in_time.add(register.school_class_id)
    missing = sorted(expected - in_time)
    if not missing:
        return 0
    asked = 0 if session.is_over(at) else _ask(school, session, sorted(expected - taken), at)
    record(
        act=ACT,
        by=User.objects.system(school),
        at=at,
        school_id=school.pk,
        detail={"day": day.isoformat(), "half": half, "missing": missing, "asked": asked},
    )
    return asked


def _is_noted(school: School, session: SessionFacts) -> bool:
    return Act.objects.filter(
        school=school, act=ACT, detail__day=session.day.isoformat(), detail__half=session.half
    ).exists()


def _ask(school: School, session: SessionFacts, class_ids: list[int], at: datetime) -> int:
    """Remind everybody who has one of the classes; who was asked already is left in peace."""
    system = User.objects.system(school)
    people = teachers_to_ask(school=school, class_ids=class_ids, day=session.day)
    about = {"school_id": school.pk, "day": session.day, "half": session.half}
    unread = set(
        Reminder.objects.filter(**about, read_at__isnull=True).values_list(
            "school_class_id", "to_id"
        )
    )
    fresh = [
        Reminder(**about, school_class_id=class_id, to=person, sent_by=system, sent_at=at)
        for class_id in class_ids
        for person in people[class_id]
        if (class_id, person.pk) not in unread
    ]
    Reminder.objects.bulk_create(fresh, ignore_conflicts=True)
    forget_asked(school_id=school.pk, day=session.day)
    return len(fresh)
