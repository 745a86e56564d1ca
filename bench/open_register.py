"""Open the register of a class of 30, and ask psycopg alone for the same pupils and marks.

Run as `python -m bench.open_register`; it takes under a minute.
"""

import time
from collections.abc import Sequence

import psycopg

from bench.clients import Http, machine, run, share
from bench.ground import Ground, ground

EACH = {1: 20, 8: 8}
PAGE = """
SELECT pupil.id, pupil.legal_surname, pupil.legal_forename, mark.id, mark.code, mark.minutes_late
FROM schools_classmembership member
JOIN schools_pupil pupil ON pupil.id = member.pupil_id
LEFT JOIN registers_mark mark ON mark.school_id = member.school_id
    AND mark.pupil_id = pupil.id AND mark.day = %s AND mark.half = %s AND mark.closed_at IS NULL
WHERE member.school_id = %s AND member.school_class_id = %s AND member.start <= %s
    AND (member."end" IS NULL OR member."end" >= %s)
ORDER BY pupil.sort_key
"""


def open_through_site(
    ground: Ground, work: Sequence[tuple[int, str, str]], pause: float
) -> list[float]:
    """Open each register's page."""
    times, http = [], Http(ground)
    for class_id, day, half in work:
        begun = time.perf_counter()
        http.get(f"/registers/{class_id}/{day}/{half}/")
        times.append(1000 * (time.perf_counter() - begun))
        time.sleep(pause)
    return times


def ask_alone(ground: Ground, work: Sequence[tuple[int, str, str]], pause: float) -> list[float]:
    """Ask for the pupils and marks of each register in one prepared query."""
    times = []
    with psycopg.connect(ground.dsn, autocommit=True) as line:
        for class_id, day, half in work:
            asked = [day, half.upper(), ground.school_id, class_id, day, day]
            begun = time.perf_counter()
            line.execute(PAGE, asked, prepare=True).fetchall()
            times.append(1000 * (time.perf_counter() - begun))
            time.sleep(pause)
    return times


def main() -> None:
    print(machine())
    with ground() as here:
        run(here, open_through_site, share(here, clients=8, each=4, begin=0))  # Warm.
        for clients, each in EACH.items():
            work = share(here, clients=clients, each=each, begin=4)
            site, alone = run(here, open_through_site, work), run(here, ask_alone, work)
            print(f"{clients} client(s), {clients * each} pages of 30 pupils")
            print(f"  web server    {site}")
            print(f"  psycopg       {alone}")
            print(f"  a page takes {site.median() / alone.median():.0f} times as long as the query")


if __name__ == "__main__":
    main()
