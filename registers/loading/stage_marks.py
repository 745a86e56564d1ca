"""Bring the checked rows of marks.csv into a table of this transaction alone."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, cast

from django.db import connection

from registers.loading.mark_rows import FILE, KNOWN, NEEDED, Checker, MarkRow, School
from schools.loading.files import open_table
from schools.loading.report import MOST_FAULTS, Report

CREATE = """
DROP TABLE IF EXISTS pg_temp.loaded_mark;
CREATE TEMPORARY TABLE loaded_mark (
    line integer NOT NULL, upn varchar(13) NOT NULL, day date NOT NULL, half varchar(2) NOT NULL,
    code varchar(2) NOT NULL, minutes_late smallint, arrived_at time, comment text NOT NULL
) ON COMMIT DROP
"""
COPY = "COPY pg_temp.loaded_mark FROM STDIN"
SECOND_MARKS = """
SELECT line, upn, day, half, first_line, count(*) OVER () FROM (
    SELECT line, upn, day, half, min(line) OVER session AS first_line,
           row_number() OVER (session ORDER BY line) AS place
    FROM pg_temp.loaded_mark WINDOW session AS (PARTITION BY upn, day, half)
) AS numbered WHERE place > 1 ORDER BY line LIMIT %(most)s
"""


def stage_marks(
    path: Path, school: School, report: Report, progress: Callable[[str], None]
) -> bool:
    """Check every row while it is copied; whether there is anything to save.

    Memory stays bounded however long the file is.
    """
    table = open_table(path, needed=NEEDED, known=KNOWN, report=report)
    if table is None:
        return False
    checker = Checker(table, school, report)
    with connection.cursor() as cursor:
        cursor.execute(CREATE)
        _copy(cursor, checker.rows(progress))
        cursor.execute("ANALYZE pg_temp.loaded_mark")
        cursor.execute(SECOND_MARKS, {"most": MOST_FAULTS})
        found = cursor.fetchall()
    for line, upn, day, half, first_line, _ in found:
        second = f"a second mark of {upn} for {day} {half}"
        expected = f"one mark for a session (line {first_line} has it)"
        report.refuse(FILE, line, "session", second, expected)
    report.more_faults += found[0][-1] - len(found) if found else 0
    checker.notice()
    return True


def _copy(cursor: object, rows: Iterable[MarkRow]) -> None:
    with cast(Any, cursor).copy(COPY) as copy:
        write = copy.write_row
        for row in rows:
            write(row)
