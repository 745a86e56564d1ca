"""Save one mark at a time: 8 clients with half a second between marks, then without a pause.

Run as `python -m bench.one_mark`; it takes under a minute. The time is that of the whole request
as the client sees it, so it is never less than the server's own.
"""

from collections.abc import Callable
from uuid import uuid4

from bench import bare
from bench.clients import Http, Slot, machine, run, share
from bench.ground import Ground, ground

CLIENTS, EACH, PAUSE = 8, 30, 0.5


def mark_through_site(ground: Ground) -> Callable[[Slot], None]:
    """Send the mark of the first pupil of each register as one request."""
    http = Http(ground)

    def mark(slot: Slot) -> None:
        class_id, day, half = slot
        change = {
            "pupil": ground.classes[class_id][0],
            "code": "/",
            "minutes": None,
            "client_id": str(uuid4()),
            "seen_version": 0,
        }
        http.post(f"/registers/{class_id}/{day}/{half}/marks/", {"changes": [change]})

    return mark


def main() -> None:
    print(machine())
    with ground() as here:
        run(here, mark_through_site, share(here, clients=CLIENTS, each=5, begin=0))  # Warm.
        work = share(here, clients=CLIENTS, each=EACH, begin=5)
        paced = run(here, mark_through_site, work, pause=PAUSE)
        work = share(here, clients=CLIENTS, each=EACH, begin=5 + EACH)
        closed = run(here, mark_through_site, work)
        work = share(here, clients=CLIENTS, each=EACH, begin=5 + 2 * EACH)
        alone = run(here, bare.save_one_mark_each, work)
    print(f"{CLIENTS} clients, {CLIENTS * EACH} marks in each row")
    print(f"  every 500 ms  {paced} (target: p95 under 50 ms)")
    print(f"  closed loop   {closed}")
    print(f"  psycopg       {alone}")
    print(f"  the closed loop's rate is {closed.per_second / alone.per_second:.2f} of psycopg's")


if __name__ == "__main__":
    main()
