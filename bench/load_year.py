"""Load a generated year of a school of 412, load it changed, and copy its file by psycopg alone.

Run as `python -m bench.load_year`; it takes under two minutes, most of it drawing the school.
"""

import csv
import resource
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg

from bench.clients import cpu_of, machine
from bench.ground import ground

PUPILS, SEED = 412, 1
AS_OF = datetime(2026, 7, 20, 18, 0, tzinfo=UTC)
COPY_TO = """
CREATE TEMP TABLE copied (upn text, date date, session text, code text, minutes_late int,
    arrived_at time, comment text)
"""


def main() -> None:
    print(machine())
    with ground(web_processes=1) as here, tempfile.TemporaryDirectory() as place:
        from attendance_site.demo_school.drawing import draw_demo_school
        from attendance_site.demo_school.folder import write_folder
        from registers.actions.load_folder import load_folder
        from registers.models import Mark

        folder = Path(place)
        write_folder(draw_demo_school(pupils=PUPILS, seed=SEED, today=AS_OF.date()), folder)
        _keep_one_year(folder / "marks.csv")
        before, begun = cpu_of(here.database), time.perf_counter()
        own = time.process_time()
        load_folder(folder=folder, by=None, at=AS_OF)
        took, own = time.perf_counter() - begun, time.process_time() - own
        database = cpu_of(here.database) - before
        marks = Mark.objects.count()
        _change_every_comment(folder / "marks.csv")
        changed = time.perf_counter()
        load_folder(folder=folder, by=None, at=AS_OF + timedelta(minutes=1))
        changed = time.perf_counter() - changed
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        copied = _copy(here.dsn, folder / "marks.csv")
    print(f"  {marks} marks of {PUPILS} pupils")
    print(f"  load_folder {took:6.1f} s, {marks / took:8.0f} marks a second (target: under 60 s)")
    print(f"  processor   {own:6.1f} s in Python, {database:.1f} s in the database")
    print(f"  newer folder{changed:6.1f} s to amend every one of its marks")
    print(f"  most memory {memory:6.0f} MB, the drawing of the school included")
    print(f"  COPY alone  {copied:6.1f} s into a table without keys or checks")
    print(f"  the load takes {took / copied:.0f} times as long as the copy")


def _keep_one_year(marks: Path) -> None:
    """Leave the school year that ends with AS_OF."""
    header, *lines = marks.read_text().splitlines(keepends=True)
    first = f"{AS_OF.year - 1}-09-01"
    marks.write_text(header + "".join(line for line in lines if line.split(",")[1] >= first))


def _change_every_comment(marks: Path) -> None:
    """Leave no mark as it was loaded."""
    header, *rows = csv.reader(marks.read_text().splitlines())
    with marks.open("w", newline="") as file:
        csv.writer(file).writerows([header, *([*row[:-1], "Seen again"] for row in rows)])


def _copy(dsn: str, marks: Path) -> float:
    with psycopg.connect(dsn) as line, line.cursor() as cursor:
        cursor.execute(COPY_TO)
        begun = time.perf_counter()
        with cursor.copy("COPY copied FROM STDIN (FORMAT csv, HEADER)") as into:
            into.write(marks.read_bytes())
        return time.perf_counter() - begun


if __name__ == "__main__":
    main()
