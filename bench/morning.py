"""A morning: 14 classes of a school mark and submit at once, then 600 classes of 43 schools.

Run as `python -m bench.morning`; it takes five minutes. It ends with 1 when any request failed
or when the database holds anything but what the site confirmed.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from itertools import zip_longest
from statistics import median, quantiles

from bench import morning_clients as clients
from bench.clients import at_once, machine
from bench.ground import Ground, ground
from bench.morning_check import faults
from bench.morning_clients import Accepted, Heard
from bench.morning_schools import Room, make_schools

LONGEST = 900.0  # Seconds that a part of the morning may take.
type Client = Callable[..., Callable[[], Heard]]


class Morning:
    """One run: what it measures with, and whatever went wrong so far."""

    def __init__(self, here: Ground, number: int, day: str, before: str) -> None:
        self.here, self.number, self.day, self.before = here, number, day, before
        self.accepted: list[Accepted] = []
        self.faults: list[str] = []

    def held(self, name: str, client: Client, rooms: Sequence[Room]) -> float:
        """Let the clients do their part of these registers; saves of marks in a second."""
        day = self.before if client is clients.alone else self.day
        shares = [rooms[start :: self.number] for start in range(min(self.number, len(rooms)))]
        found, web, database = at_once(self.here, partial(client, day=day), shares, longest=LONGEST)
        done = [one for heard in found for one in heard.done]
        wall = max(heard.ended for heard in found) - min(heard.begun for heard in found)
        self.accepted += [one for heard in found for one in heard.accepted]
        wrong = [f"{one.kind}: {one.fault}" for one in done if one.fault]
        self.faults += wrong
        saves = sum(one.kind == clients.MARK for one in done)
        late = max(heard.late for heard in found)
        print(
            f"  {name}: {wall:.1f} s, errors {len(wrong)}; "
            + (f"{saves / wall:.1f} saves a second; " if saves else "")
            + f"{len(done) / wall:.1f} requests a second; "
            f"processor: web {1000 * web / len(done):.1f} ms, "
            f"database {1000 * database / len(done):.1f} ms a request"
            + (f"; a step began at most {1000 * late:.0f} ms late" if late else "")
        )
        for kind in (clients.OPEN, clients.POLLED, clients.MARK, clients.SUBMIT):
            times = [one.milliseconds for one in done if one.kind == kind]
            if times:
                p95 = quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]
                print(
                    f"    {kind:7}{len(times):6}  median {median(times):6.1f} ms  p95 {p95:6.1f} ms"
                )
        return saves / wall

    def compared(self, rooms: Sequence[Room]) -> None:
        """The closed loop through the site, and the same rows by psycopg."""
        site = self.held("closed loop", clients.closed, rooms)
        bare = self.held("psycopg", clients.alone, rooms)
        print(f"  the site saves at {site / bare:.3f} of psycopg's rate")


def sizes(classes: int, schools: int) -> list[int]:
    """How many classes each school has, as evenly as may be."""
    return [classes // schools + (number < classes % schools) for number in range(schools)]


def main(asked: Sequence[str]) -> int:
    wanted = argparse.ArgumentParser(prog="python -m bench.morning")
    wanted.add_argument("--clients", type=int, default=8)
    wanted.add_argument("--classes", type=int, default=14, help="of the one school")
    wanted.add_argument("--pupils", type=int, default=30, help="of each class")
    wanted.add_argument("--rounds", type=int, default=3, help="schools that are measured alone")
    wanted.add_argument("--county", type=int, nargs=2, default=(600, 43), help="classes, schools")
    given = wanted.parse_args(asked)
    print(machine())
    with ground() as here:
        from django.db import connections

        from toolkit import clock

        day = clock.today()
        single = [given.classes] * (2 * given.rounds + 1)
        schools = make_schools([*single, *sizes(*given.county)], pupils=given.pupils, day=day)
        warm, *measured = schools[: len(single)]
        county = [
            room for row in zip_longest(*schools[len(single) :]) for room in row if room is not None
        ]
        with connections["owner"].cursor() as owner:
            owner.execute("VACUUM ANALYZE")
        connections["owner"].close()
        connections["default"].close()
        morning = Morning(here, given.clients, str(day), str(day - timedelta(1)))
        print("warm")
        morning.compared(warm)
        print(f"{given.classes} classes of {given.pupils}, one school, {given.clients} clients")
        for number in range(given.rounds):
            morning.held("as teachers do", clients.paced, measured[2 * number])
            morning.compared(measured[2 * number + 1])
        print(f"{len(county)} classes of {given.county[1]} schools, {given.clients} clients")
        morning.held("opening the pages", clients.opening, county)
        morning.compared(county)
        everybody = [room for school in schools for room in school]
        morning.faults += faults(everybody, morning.accepted, day=day)
        print(machine())
        for fault in morning.faults:
            print(fault)
        if morning.faults:
            return 1
        print(
            f"{len(morning.accepted)} marks were accepted, and each is there once; "
            f"{len(everybody)} registers are submitted"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
