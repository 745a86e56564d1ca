"""The same rows that the site writes, by psycopg and nothing else."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from uuid import uuid4

import psycopg

from bench.clients import Slot
from bench.ground import Ground

REGISTER = """
INSERT INTO registers_register (school_id, school_class_id, day, half, submitted_title,
    submitted_role) VALUES (%s, %s, %s, %s, '', '') RETURNING id
"""
MARK = """
INSERT INTO registers_mark (school_id, register_id, pupil_id, day, half, code, comment,
    entered_by_id, entered_title, entered_role, entered_at, source, client_id, amendment, reason)
VALUES (%s, %s, %s, %s, %s, %s, '', %s, 'Class teacher', 'attendance_lead', %s, 'office', %s,
    false, '')
"""
ACT = """
INSERT INTO audit_act (school_id, act, subject_kind, subject_id, by_id, at, reason, detail)
VALUES (%s, 'save_marks', 'registers.Register', %s, %s, %s, '', '{"marks": 30, "replaced": 0}')
"""


def save_registers(ground: Ground) -> Callable[[Slot], None]:
    """Each register in one transaction: its row, a prepared insert for each mark, the act."""
    line = psycopg.connect(ground.dsn)
    return lambda slot: save(line, ground, *slot, ground.classes[slot[0]])


def save_one_mark_each(ground: Ground) -> Callable[[Slot], None]:
    """As save_registers, with the first pupil alone."""
    line = psycopg.connect(ground.dsn)
    return lambda slot: save(line, ground, *slot, ground.classes[slot[0]][:1])


def save(
    line: "psycopg.Connection[tuple[int]]",
    ground: Ground,
    class_id: int,
    day: str,
    half: str,
    pupils: Sequence[int],
) -> None:
    now, upper = datetime.now(UTC), half.upper()
    stroke = {"AM": "/", "PM": "\\"}[upper]
    with line.cursor() as cursor:
        cursor.execute(REGISTER, [ground.school_id, class_id, day, upper], prepare=True)
        [register] = cursor.fetchone() or [0]
        for pupil in pupils:
            cursor.execute(
                MARK,
                [ground.school_id, register, pupil, day, upper, stroke, ground.user_id, now,
                 uuid4()],
                prepare=True,
            )  # fmt: skip
        cursor.execute(ACT, [ground.school_id, register, ground.user_id, now], prepare=True)
    line.commit()
