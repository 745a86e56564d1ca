"""Ask the teachers of a class for its register."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from audit.actions.record import record
from registers.asked import forget_asked
from registers.models import Register, Reminder
from registers.queries.register_state import register_state
from registers.queries.session_facts import session_facts
from registers.queries.teachers_to_ask import teachers_to_ask
from registers.refusals import HALF_WORDS, Refused
from schools.models import ClassMembership, SchoolClass, User
from schools.permissions import Place, require
from toolkit import clock

NOBODY_WAS = "Nobody was reminded."


@dataclass(frozen=True)
class Reminded:
    """Who is asked now, and who was asked before and has not read it, with the time of that."""

    told: list[User]
    waiting: list[tuple[User, datetime]]


@transaction.atomic
def remind_teacher(
    *, by: User, school_class: SchoolClass, day: date, half: str, at: datetime
) -> Reminded:
    """A message inside the product to everybody else who has the class that day.

    Only for those who may mark every register, and only while the register is open or missing
    today. Nobody has two unread reminders about one register.
    Raises NotPermitted, NoSession, Refused.
    """
    require(by, "mark_register", Place(by.school_id))
    session = session_facts(school_id=by.school_id, day=day, half=half)
    classes = SchoolClass.objects.select_for_update(of=("self",), no_key=True)
    own = classes.select_related("school").get(pk=school_class.pk, school_id=by.school_id)
    registers = Register.objects.select_for_update(of=("self",), no_key=True)
    register = registers.filter(
        school_id=by.school_id, school_class=own, day=day, half=half
    ).first()
    _require_open(own, register_state(session, register, at), day=day, half=half, at=at)
    people = _others(own, by=by, day=day)
    unread = dict(
        Reminder.objects.filter(
            school_id=by.school_id, school_class=own, day=day, half=half, read_at__isnull=True
        ).values_list("to_id", "sent_at")
    )
    told = [person for person in people if person.pk not in unread]
    if told:
        Reminder.objects.bulk_create(
            [
                Reminder(
                    school_id=by.school_id,
                    school_class=own,
                    day=day,
                    half=half,
                    to=person,
                    sent_by=by,
                    sent_at=at,
                )
                for person in told
            ],
            ignore_conflicts=True,  # At closing time the site may ask at the same moment.
        )
        to = [person.pk for person in told]
        record(
            act="remind_teacher",
            subject=own,
            by=by,
            at=at,
            school_id=by.school_id,
            detail={"day": day.isoformat(), "half": half, "to": to},
        )
        forget_asked(school_id=by.school_id, day=day)
    return Reminded(told, [(person, unread[person.pk]) for person in people if person.pk in unread])


def _require_open(
    school_class: SchoolClass, state: str, *, day: date, half: str, at: datetime
) -> None:
    which = f"The {HALF_WORDS[half]} register of {school_class}"
    if state == "taken":
        raise Refused(f"{which} has been submitted. {NOBODY_WAS}")
    if state == "closed":
        raise Refused(f"The school is closed, so no register is missing. {NOBODY_WAS}")
    if state == "not_open":
        raise Refused(f"{which} is not open yet. {NOBODY_WAS}")
    if day != clock.local(at).date():
        raise Refused(f"{which} is of an earlier day; the office fills it in. {NOBODY_WAS}")


def _others(school_class: SchoolClass, *, by: User, day: date) -> list[User]:
    """Who can be asked; raises Refused where nobody can."""
    members = ClassMembership.objects.on_the_roll(school_id=school_class.school_id, day=day)
    if not members.filter(school_class=school_class).exists():
        raise Refused(f"No pupil is in {school_class} on this day. {NOBODY_WAS}")
    found = teachers_to_ask(school=school_class.school, class_ids=[school_class.pk], day=day)
    people = [person for person in found[school_class.pk] if person.pk != by.pk]
    if not people:
        raise Refused(
            f"Nobody else who has {school_class} today can sign in. "
            f"Set cover, or finish the register yourself. {NOBODY_WAS}"
        )
    return people
