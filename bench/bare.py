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
SUBMITTED = """
UPDATE registers_register SET submitted_at = %s, submitted_by_id = %s,
    submitted_title = 'Class teacher', submitted_role = 'class_teacher' WHERE id = %s
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
    Register(line, ground.school_id, class_id, ground.user_id, day, half.upper()).save(pupils)


class Register:
    """One register, of which each group of marks and the submitting are a transaction."""

    def __init__(
        self,
        line: "psycopg.Connection[tuple[int]]",
        school_id: int,
        class_id: int,
        user_id: int,
        day: str,
        half: str = "AM",
    ) -> None:
        self.line, self.school_id, self.class_id = line, school_id, class_id
        self.user_id, self.day, self.half = user_id, day, half
        self.key = 0

    def save(self, pupils: Sequence[int]) -> None:
        """Add the register where it is not there yet, its marks as present, and the act."""
        now = datetime.now(UTC)
        stroke = {"AM": "/", "PM": "\\"}[self.half]
        with self.line.cursor() as cursor:
            if not self.key:
                where = [self.school_id, self.class_id, self.day, self.half]
                cursor.execute(REGISTER, where, prepare=True)
                [self.key] = cursor.fetchone() or [0]
            for pupil in pupils:
                cursor.execute(
                    MARK,
                    [self.school_id, self.key, pupil, self.day, self.half, stroke, self.user_id,
                     now, uuid4()],
                    prepare=True,
                )  # fmt: skip
            self._act(cursor, now)
        self.line.commit()

    def submit(self) -> None:
        """Stamp the register, and add the act."""
        now = datetime.now(UTC)
        with self.line.cursor() as cursor:
            cursor.execute(SUBMITTED, [now, self.user_id, self.key], prepare=True)
            self._act(cursor, now)
        self.line.commit()

    def _act(self, cursor: "psycopg.Cursor[tuple[int]]", now: datetime) -> None:
        cursor.execute(ACT, [self.school_id, self.key, self.user_id, now], prepare=True)
