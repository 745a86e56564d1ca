"""Find the registers of earlier days that nobody ever submitted."""

from datetime import date, timedelta
from typing import Any

from django.db import connection

from schools.models.enrolment import ON_THE_ROLL

LOOKED_BACK = timedelta(days=31)
UNTAKEN = f"""
SELECT session.day, count(DISTINCT (session.half, membership.school_class_id))
FROM schools_session AS session
JOIN schools_classmembership AS membership
    ON membership.school_id = session.school_id AND membership.school_class_id IS NOT NULL
JOIN schools_enrolment AS enrolment ON enrolment.id = membership.enrolment_id
LEFT JOIN registers_register AS register
    ON register.school_id = session.school_id AND register.day = session.day
    AND register.half = session.half
    AND register.school_class_id = membership.school_class_id
WHERE {ON_THE_ROLL.format(day="session.day")}
    AND session.school_id = %(school)s AND session.closure = ''
    AND session.day >= %(first)s AND session.day < %(before)s
    AND session.day >= (SELECT min(day) FROM registers_register WHERE school_id = %(school)s)
    AND register.submitted_at IS NULL AND register.imported_at IS NULL
GROUP BY session.day ORDER BY session.day
"""  # noqa: S608 (made of constants only)


def untaken_days(*, school_id: int, before: date) -> list[tuple[date, int]]:
    """The days of the last month with registers that were not taken, and how many of each.

    Only days since the school's first register count: before it there was none to take.
    """
    facts: dict[str, Any] = {"school": school_id, "before": before, "first": before - LOOKED_BACK}
    with connection.cursor() as cursor:
        cursor.execute(UNTAKEN, facts)
        return [(day, count) for day, count in cursor.fetchall()]
