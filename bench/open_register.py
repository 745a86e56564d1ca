"""Open the register of a class of 30, and ask psycopg alone for the same pupils and marks.

Run as `python -m bench.open_register`; it takes under a minute.
"""

from collections.abc import Callable

import psycopg

from bench.clients import Http, Slot, machine, run, share
from bench.ground import Ground, ground

EACH = {1: 40, 8: 15}
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


def open_through_site(ground: Ground) -> Callable[[Slot], None]:
    """Open each register's page."""
    http = Http(ground)

    def show(slot: Slot) -> None:
        class_id, day, half = slot
        http.get(f"/registers/{class_id}/{day}/{half}/")

    return show


def ask_alone(ground: Ground) -> Callable[[Slot], None]:
    """Ask for the pupils and marks of each register in one prepared query."""
    line = psycopg.connect(ground.dsn, autocommit=True)

    def ask(slot: Slot) -> None:
        class_id, day, half = slot
        asked = [day, half.upper(), ground.school_id, class_id, day, day]
        line.execute(PAGE, asked, prepare=True).fetchall()

    return ask


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
