"""Count what the whole school missed of each session, and how its separate absences began."""

from datetime import date

from django.db import connection

from rules.chance import Counts
from rules.codes import CODES
from rules.separate_absences import could_attend, was_missed
from rules.sessions import Session

COULD_ATTEND = sorted(code for code in CODES if could_attend(code))
MISSED = sorted(code for code in CODES if was_missed(code))

EACH_SESSION = """
SELECT day, half, count(*), count(*) FILTER (WHERE code = ANY(%(missed)s))
FROM registers_mark
WHERE school_id = %(school)s AND closed_at IS NULL AND day BETWEEN %(first)s AND %(last)s
    AND code = ANY(%(could_attend)s)
GROUP BY day, half
"""
# Only days with something missed are gathered; whether the pupil had a day since the one before,
# and whether the morning was attended, is looked up for each of them alone.
BEGUN = """
WITH days AS (
    SELECT pupil_id, day, lag(day) OVER (PARTITION BY pupil_id ORDER BY day) AS before,
        bool_or(half = 'AM') AS no_morning
    FROM registers_mark
    WHERE school_id = %(school)s AND closed_at IS NULL AND day BETWEEN %(first)s AND %(last)s
        AND code = ANY(%(missed)s)
    GROUP BY pupil_id, day
)
SELECT count(*), count(*) FILTER (WHERE NOT no_morning AND EXISTS (
    SELECT FROM registers_mark morning
    WHERE morning.school_id = %(school)s AND morning.pupil_id = days.pupil_id
        AND morning.day = days.day AND morning.half = 'AM' AND morning.closed_at IS NULL
        AND morning.code = ANY(%(could_attend)s)
))
FROM days
WHERE before IS NULL OR EXISTS (
    SELECT FROM registers_mark between_them
    WHERE between_them.school_id = %(school)s AND between_them.pupil_id = days.pupil_id
        AND between_them.day > before AND between_them.day < days.day
        AND between_them.closed_at IS NULL AND between_them.code = ANY(%(could_attend)s)
)
"""


def of_each_session(*, school_id: int, first: date, last: date) -> dict[Session, Counts]:
    """Sessions that pupils could have attended, and those missed, from first to last. One query.

    By the marks in force of everybody, leavers and guests too.
    """
    with connection.cursor() as cursor:
        cursor.execute(EACH_SESSION, _values(school_id, first, last))
        return {Session(day, half): Counts(*counts) for day, half, *counts in cursor}


def begun_at_midday(*, school_id: int, first: date, last: date) -> Counts:
    """How many separate absences all pupils had, and how many began at midday. One query.

    The integers are those of `rules.separate_absences` over each pupil.
    """
    with connection.cursor() as cursor:
        cursor.execute(BEGUN, _values(school_id, first, last))
        return Counts(*cursor.fetchone())


def _values(school_id: int, first: date, last: date) -> dict[str, int | date | list[str]]:
    return {
        "school": school_id,
        "first": first,
        "last": last,
        "missed": MISSED,
        "could_attend": COULD_ATTEND,
    }
