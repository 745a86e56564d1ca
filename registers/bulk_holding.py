"""Hold what a change of many marks touches, and begin registers with what they expect."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from operator import attrgetter

from django.db import connection

from registers.actions.opened import premark
from registers.models import Plan, Register
from registers.queries.roll import roll
from registers.queries.sessions_of_day import sessions_of_day
from rules.sessions import Session as Half
from schools.models import ClassMembership, Pupil, Session, User
from schools.school_lock import hold_school
from toolkit import clock

Place = tuple[int, Half]  # A class in a session.
Registers = dict[Place, Register]
BEGUN = """
SELECT id FROM schools_session
WHERE school_id = %s AND day BETWEEN %s AND %s AND NOT (day = %s AND half = ANY(%s))
ORDER BY id FOR SHARE
"""
FOUND_OR_BEGUN = """
INSERT INTO registers_register
    (school_id, school_class_id, day, half, submitted_title, submitted_role)
SELECT %s, one.class_id, one.day, one.half, '', ''
FROM unnest(%s::bigint[], %s::date[], %s::text[]) AS one (class_id, day, half)
ORDER BY one.day, one.half, one.class_id
ON CONFLICT ON CONSTRAINT one_register DO UPDATE SET day = EXCLUDED.day
RETURNING id, xmax = 0
"""


def hold_for_many(
    by: User, *, first: date, last: date, pupils: Collection[int], at: datetime
) -> None:
    """Hold the school, its sessions of the range up to today, and the pupils.

    Until the transaction ends, in the order of every other change, after which the registers
    follow (`hold_registers`). Others go on marking; only who opens a register that is still to
    open waits, and then finds what is expected.
    """
    hold_school(by.school.urn)
    today = clock.local(at).date()
    of_today = sessions_of_day(school_id=by.school_id, day=today)
    to_come = [one.half for one in of_today if not one.has_opened(at)]
    with connection.cursor() as cursor:
        cursor.execute(BEGUN, [by.school_id, first, min(last, today), today, to_come])
    alone = Session.objects.select_for_update().filter(
        school_id=by.school_id, day=today, half__in=to_come
    )
    list(alone.order_by("pk").values_list("pk", flat=True))
    held = Pupil.objects.select_for_update(no_key=True).filter(
        school_id=by.school_id, pk__in=pupils
    )
    list(held.order_by("pk").values_list("pk", flat=True))


def hold_registers(school_id: int, places: Collection[Place]) -> tuple[Registers, list[Register]]:
    """The registers of the places, locked, and those of them that this call has begun.

    Found or begun one after another by day, half and class, as whoever writes in several does.
    """
    if not places:
        return {}, []
    wanted = sorted(places, key=lambda one: (one[1], one[0]))
    columns = zip(*[(one, slot.day, slot.half) for one, slot in wanted], strict=True)
    with connection.cursor() as cursor:
        cursor.execute(FOUND_OR_BEGUN, [school_id, *map(list, columns)])
        is_new = dict(cursor.fetchall())
    rows = Register.objects.filter(pk__in=is_new).select_related("school_class").order_by("pk")
    found = {(row.school_class_id or 0, Half(row.day, row.half)): row for row in rows}
    return found, [row for row in found.values() if is_new[row.pk]]


def expect_known(
    registers: Sequence[Register],
    *,
    at: datetime,
    only: Mapping[int, Collection[int]] | None = None,
) -> int:
    """Write the known absences of those registers that have any; how many marks.

    only: of these pupils, by key of the register; of everybody where it is None. Who has a mark
    in the session already keeps it.
    """
    if not registers:
        return 0
    school_id = registers[0].school_id
    days = sorted({register.day for register in registers})
    plans = Plan.objects.standing().filter(
        school_id=school_id, start__lte=days[-1], end__gte=days[0]
    )
    members = ClassMembership.objects.filter(
        school_id=school_id, pupil_id__in=plans.values("pupil_id")
    )
    classes = set(members.values_list("school_class_id", flat=True))
    written = 0
    for register in sorted(registers, key=attrgetter("pk")):
        if register.school_class_id not in classes or register.school_class is None:
            continue
        pupils = roll(school_class=register.school_class, day=register.day, half=register.half)
        if only is not None:
            pupils = [row for row in pupils if row.pupil.pk in only[register.pk]]
        written += len(premark(register=register, pupils=pupils, at=at))
    return written
