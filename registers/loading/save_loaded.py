"""Save the staged marks: fill what is empty, and amend where the import itself has changed."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import connection

from registers.author import Author
from registers.loading.late_marks import notice_late_marks
from registers.loading.mark_rows import FILE
from schools.loading.report import MOST_KEPT, Report
from toolkit import clock

INCOMING = """
DROP TABLE IF EXISTS pg_temp.incoming_mark;
CREATE TEMPORARY TABLE incoming_mark ON COMMIT DROP AS
SELECT loaded.line, pupil.id AS pupil_id, membership.school_class_id, loaded.upn, loaded.day,
       loaded.half, loaded.code, loaded.minutes_late, loaded.arrived_at, loaded.comment
FROM pg_temp.loaded_mark AS loaded
JOIN schools_pupil AS pupil ON pupil.school_id = %(school)s AND pupil.upn = loaded.upn
LEFT JOIN schools_classmembership AS membership
    ON membership.school_id = %(school)s AND membership.pupil_id = pupil.id
    AND loaded.day >= membership.start
    AND (membership."end" IS NULL OR loaded.day <= membership."end");
CREATE INDEX ON pg_temp.incoming_mark (day, half, pupil_id);
ANALYZE pg_temp.incoming_mark
"""
# What a row leaves empty is not known, and so is no difference.
DIFFERS = """(given.code <> {mark}.code
    OR (given.minutes_late IS NOT NULL AND given.minutes_late IS DISTINCT FROM {mark}.minutes_late)
    OR (given.arrived_at IS NOT NULL AND given.arrived_at IS DISTINCT FROM {mark}.arrived_at)
    OR (given.comment <> '' AND given.comment <> {mark}.comment))"""
COMPARED = f"""
DROP TABLE IF EXISTS pg_temp.compared_mark;
CREATE TEMPORARY TABLE compared_mark ON COMMIT DROP AS
WITH imported AS (
    SELECT DISTINCT ON (pupil_id, day, half) pupil_id, day, half, code, minutes_late, arrived_at,
           comment
    FROM registers_mark WHERE school_id = %(school)s AND source = 'import'
        AND day BETWEEN (SELECT min(day) FROM pg_temp.incoming_mark)
                    AND (SELECT max(day) FROM pg_temp.incoming_mark)
    ORDER BY pupil_id, day, half, id DESC)
SELECT given.line, given.upn, given.day, given.half, given.code, standing.id AS standing_id,
       standing.register_id, standing.code AS standing_code,
       coalesce(given.minutes_late, CASE WHEN same THEN standing.minutes_late END) AS minutes_late,
       coalesce(given.arrived_at, CASE WHEN same THEN standing.arrived_at END) AS arrived_at,
       CASE WHEN given.comment = '' AND same THEN standing.comment
            ELSE given.comment END AS comment,
       given.pupil_id,
       imported.code IS NOT NULL AND {DIFFERS.format(mark="imported")} AS amends
FROM pg_temp.incoming_mark AS given
JOIN registers_mark AS standing
    ON standing.school_id = %(school)s AND standing.pupil_id = given.pupil_id
    AND standing.day = given.day AND standing.half = given.half AND standing.closed_at IS NULL
LEFT JOIN imported ON imported.pupil_id = given.pupil_id AND imported.day = given.day
    AND imported.half = given.half
CROSS JOIN LATERAL (SELECT given.code = standing.code AS same) AS compared
WHERE {DIFFERS.format(mark="standing")}
"""  # noqa: S608 (made of constants only)
REGISTERS = """
INSERT INTO registers_register
    (school_id, school_class_id, day, half, submitted_title, submitted_role, imported_at)
SELECT DISTINCT %(school)s::bigint, given.school_class_id, given.day, given.half, '', '',
       CASE WHEN given.day < %(today)s::date THEN %(at)s::timestamptz END
FROM pg_temp.incoming_mark AS given
WHERE NOT EXISTS (
    SELECT FROM registers_mark AS mark
    WHERE mark.school_id = %(school)s AND mark.pupil_id = given.pupil_id AND mark.day = given.day
        AND mark.half = given.half AND mark.closed_at IS NULL)
ORDER BY given.day, given.half, given.school_class_id
ON CONFLICT DO NOTHING
"""
COLUMNS = """school_id, register_id, pupil_id, day, half, code, minutes_late, arrived_at, comment,
    entered_by_id, entered_title, entered_role, entered_at, source, amendment, reason"""
AUTHOR = "%(user_id)s::bigint, %(title)s, %(role)s, %(at)s::timestamptz, 'import'"
FILL = f"""
INSERT INTO registers_mark ({COLUMNS})
SELECT %(school)s::bigint, register.id, given.pupil_id, given.day, given.half, given.code,
       given.minutes_late, given.arrived_at, given.comment, {AUTHOR}, false, ''
FROM pg_temp.incoming_mark AS given
JOIN registers_register AS register ON register.school_id = %(school)s
    AND register.day = given.day AND register.half = given.half
    AND register.school_class_id IS NOT DISTINCT FROM given.school_class_id
ORDER BY given.day, given.half, register.id
ON CONFLICT (school_id, day, half, pupil_id) WHERE closed_at IS NULL DO NOTHING
"""  # noqa: S608 (made of constants only)
AMENDED = f"""
INSERT INTO registers_mark ({COLUMNS})
SELECT %(school)s::bigint, given.register_id, given.pupil_id, given.day, given.half, given.code,
       given.minutes_late, given.arrived_at, given.comment, {AUTHOR}, true, %(reason)s
FROM pg_temp.compared_mark AS given
JOIN pg_temp.closed_mark AS closed ON closed.id = given.standing_id
ORDER BY given.line
"""  # noqa: S608 (made of constants only)
CLOSE = """
DROP TABLE IF EXISTS pg_temp.closed_mark;
CREATE TEMPORARY TABLE closed_mark (id bigint NOT NULL) ON COMMIT DROP;
WITH closed AS (
    UPDATE registers_mark AS mark
    SET closed_at = %(at)s::timestamptz, closed_by_id = %(user_id)s::bigint
    FROM pg_temp.compared_mark AS compared
    WHERE compared.amends AND mark.id = compared.standing_id AND mark.closed_at IS NULL
    RETURNING mark.id)
INSERT INTO pg_temp.closed_mark SELECT id FROM closed;
ANALYZE pg_temp.closed_mark
"""
STANDS = """
SELECT line, upn, day, half, code, standing_code, count(*) OVER ()
FROM pg_temp.compared_mark WHERE NOT amends ORDER BY line LIMIT %(most)s
"""


def save_loaded(
    *, school_id: int, author: Author, at: datetime, report: Report, source: str = FILE
) -> None:
    """Save what `stage_marks` staged; source is the file that an amendment names.

    A session without a mark is filled, and its register counts as taken; one of the day itself
    stays open, so that nobody whom the file leaves out is lost. A mark that stands is
    amended only where the row differs from the last imported value; otherwise it stands, and
    each difference is reported.
    """
    facts: dict[str, Any] = {
        "school": school_id,
        "at": at,
        "reason": f"Imported from {source}",
        "today": clock.local(at).date(),
        **asdict(author),
    }
    with connection.cursor() as cursor:
        # How many rows differ cannot be foreseen, and a loop over all of them for each is slow.
        cursor.execute("SET LOCAL enable_nestloop = off")
        for statement in (*INCOMING.split(";"), *COMPARED.split(";")):
            cursor.execute(statement, facts)
        cursor.execute("ANALYZE pg_temp.compared_mark")
        cursor.execute("SET LOCAL enable_nestloop = on")
        cursor.execute(REGISTERS, facts)
        report.added["registers"] += cursor.rowcount
        cursor.execute(FILL, facts)
        report.added["marks"] += cursor.rowcount
        for statement in CLOSE.split(";"):
            cursor.execute(statement, facts)
        cursor.execute(AMENDED, facts)
        report.changed["marks"] += cursor.rowcount
        cursor.execute(STANDS, {"most": MOST_KEPT})
        found = cursor.fetchall()
        for line, upn, day, half, code, standing, _ in found:
            report.notice(
                f"{FILE}:{line} has {code} for {upn} on {day} {half}; our entry {standing} stands."
            )
        report.more_notices += found[0][-1] - len(found) if found else 0
    notice_late_marks(school_id, report)
