"""Take hold of a session and a register to write in, and pre-mark what the office knows."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import connection
from django.db.models import Exists, OuterRef

from registers.entries import Entry, write
from registers.models import Mark, Plan, Register
from registers.queries.came_all_the_same import came_all_the_same
from registers.queries.roll import OnRoll
from registers.queries.session_facts import SessionFacts, session_facts
from schools.models import SchoolClass, Session, User

INSERT = """
INSERT INTO registers_register
    (school_id, school_class_id, day, half, submitted_title, submitted_role)
VALUES (%s, %s, %s, %s, '', '') ON CONFLICT ON CONSTRAINT one_register DO NOTHING
RETURNING id
"""


def hold_session(*, school_id: int, day: date, half: str) -> SessionFacts:
    """The facts of a session, which the calendar keeps as it is until the transaction ends.

    Any number of people hold a session at once; a change of the calendar that touches it waits
    for them, and they for it. Raises NoSession.
    """
    return session_facts(school_id=school_id, day=day, half=half, held=True)


def hold_sessions_from(*, school_id: int, first: date) -> None:
    """Wait for whoever marks a session of the day or a later one, and let nobody begin until then.

    Until the transaction ends; without it marks could be missed that are just being saved.
    """
    locked = Session.objects.select_for_update().filter(school_id=school_id, day__gte=first)
    list(locked.order_by("pk").values_list("pk", flat=True))


def hold(*, school_class: SchoolClass, day: date, half: str) -> tuple[Register, bool]:
    """The register, locked until the transaction ends, and whether this call created it."""
    found = Register.objects.select_for_update().filter(
        school_id=school_class.school_id, school_class=school_class, day=day, half=half
    )
    register = found.first()
    if register is not None:
        return register, False
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [school_class.school_id, school_class.pk, day, half])
        created = cursor.fetchone()
    if created is None:
        return found.get(), False
    return Register(
        pk=created[0],
        school_id=school_class.school_id,
        school_class=school_class,
        day=day,
        half=half,
    ), True


def premark(
    *,
    register: Register,
    pupils: Sequence[OnRoll],
    at: datetime,
    except_for: Collection[int] = (),
) -> list[Mark]:
    """Write the known absences of a register that has just been opened; returns the marks.

    Each is entered by whoever recorded the plan, in the role they had then. Codes of attending
    somewhere else are left to be offered. A pupil whom another class's register has marked
    keeps that mark, and one who came in the morning all the same is left to whoever looks.
    """
    known = {row.pupil.pk: row.known for row in pupils if row.known}
    for pupil_id in except_for:
        known.pop(pupil_id, None)
    if not known:
        return []
    standing = Mark.objects.in_force().filter(
        school_id=register.school_id,
        day=register.day,
        half=register.half,
        pupil_id=OuterRef("pupil_id"),
    )
    plans = (
        Plan.objects.on(register.day, register.half)
        .filter(~Exists(standing), school_id=register.school_id, pupil_id__in=known)
        .select_related("recorded_by")
        .by_weight()
    )
    deciding: dict[int, Plan] = {}
    for plan in plans:
        deciding.setdefault(plan.pupil_id, plan)
    for pupil_id in came_all_the_same(
        school_id=register.school_id, day=register.day, half=register.half, pupils=deciding
    ):
        del deciding[pupil_id]
    of_author: dict[tuple[int, str, str, int | None], list[Entry]] = {}
    for plan in deciding.values():
        author = (
            plan.recorded_by_id, plan.recorded_title, plan.recorded_role, plan.bulk_change_id
        )  # fmt: skip
        of_author.setdefault(author, []).append(Entry(plan.pupil_id, known[plan.pupil_id]))
    marks = []
    for (key, title, role, bulk_change_id), entries in of_author.items():
        marks += write(
            register=register,
            entries=entries,
            by=User(pk=key, job_title=title),
            role=role,
            at=at,
            source=Mark.Source.PLAN,
            bulk_change_id=bulk_change_id,
        )
    return marks


def held(
    *,
    school_class: SchoolClass,
    session: SessionFacts,
    pupils: Sequence[OnRoll],
    at: datetime,
    except_for: Collection[int] = (),
) -> tuple[Register, dict[str, int]]:
    """The register, locked; where it did not exist it is opened, with the known absences in it.

    And what the audit entry says of those, which a session of an unplanned closure has not.
    session: as `hold_session` gave it.
    """
    register, is_new = hold(school_class=school_class, day=session.day, half=session.half)
    if not is_new or session.closed:
        return register, {}
    marks = premark(register=register, pupils=pupils, at=at, except_for=except_for)
    return register, {"known": len(marks)} if marks else {}
