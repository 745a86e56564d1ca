"""Run clients in processes of their own, and tell the processor time that the servers spent."""

import http.client
import json
import multiprocessing
import os
import random
import time
from collections.abc import Callable, Sequence
from functools import partial
from multiprocessing.synchronize import Barrier
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

from bench.ground import Ground

TICKS = os.sysconf("SC_CLK_TCK")
LONGEST = 45.0  # Seconds that one measurement may take.


class Measured(NamedTuple):
    """Milliseconds of each action, the rate of all clients together, and processor time."""

    milliseconds: list[float]
    per_second: float
    web_cpu: float  # Milliseconds for each action.
    database_cpu: float

    def median(self) -> float:
        return median(self.milliseconds)

    def p95(self) -> float:
        return quantiles(self.milliseconds, n=20)[-1]

    def __str__(self) -> str:
        return (
            f"median {self.median():6.1f} ms  p95 {self.p95():6.1f} ms  "
            f"{self.per_second:7.1f} a second  processor: web {self.web_cpu:5.2f} ms, "
            f"database {self.database_cpu:5.2f} ms an action"
        )


type Slot = tuple[int, str, str]  # Class, day, half.
type Prepare = Callable[[Ground], Callable[[Slot], None]]

_start: list[Barrier] = []


def run(
    ground: Ground, prepare: Prepare, work: Sequence[Sequence[Slot]], *, pause: float = 0.0
) -> Measured:
    """Let each client connect, then do each one's work at once; a pause in seconds between acts.

    prepare: connects, and gives what does one act. Connecting is not part of what is measured.
    """
    found, web, database = at_once(ground, partial(_client, prepare, pause), work)
    times = [each for client, _, _ in found for each in client]
    wall = max(ended for _, _, ended in found) - min(begun for _, begun, _ in found)
    actions = len(times)
    return Measured(times, actions / wall, 1000 * web / actions, 1000 * database / actions)


def at_once[Part, Found](
    ground: Ground,
    prepare: Callable[[Ground, Part], Callable[[], Found]],
    parts: Sequence[Part],
    *,
    longest: float = LONGEST,
) -> tuple[list[Found], float, float]:
    """Do each part in a process of its own, all from one moment, for at most so many seconds.

    prepare: gets ready for a part, and gives what does it. Answers what each found, and the
    seconds of processor time that web server and database spent.
    """
    context = multiprocessing.get_context("forkserver")
    start = context.Barrier(len(parts) + 1)
    with context.Pool(len(parts), _keep, [start]) as pool:
        waiting = [pool.apply_async(_begin, (prepare, ground, one)) for one in parts]
        start.wait(LONGEST)
        web, database = cpu_of(ground.web), cpu_of(ground.database)
        found = [one.get(timeout=longest) for one in waiting]
        return found, cpu_of(ground.web) - web, cpu_of(ground.database) - database


def _keep(start: Barrier) -> None:
    _start.append(start)


def _begin[Part, Found](
    prepare: Callable[[Ground, Part], Callable[[], Found]], ground: Ground, part: Part
) -> Found:
    act = prepare(ground, part)
    _start[0].wait(LONGEST)
    return act()


def _client(
    prepare: Prepare, pause: float, ground: Ground, work: Sequence[Slot]
) -> Callable[[], tuple[list[float], float, float]]:
    return partial(_act, prepare(ground), work, pause)


def _act(
    act: Callable[[Slot], None], work: Sequence[Slot], pause: float
) -> tuple[list[float], float, float]:
    times = []
    first = time.monotonic() + random.uniform(0, pause)  # Teachers do not press at one instant.
    for number, slot in enumerate(work):
        time.sleep(max(0.0, first + number * pause - time.monotonic()))
        begun = time.perf_counter()
        act(slot)
        times.append(1000 * (time.perf_counter() - begun))
    return times, first, time.monotonic()


def cpu_of(process: int) -> float:
    """Seconds of processor time of a process, its children, and those that they waited for."""
    parents: dict[int, int] = {}
    spent: dict[int, float] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents[int(folder.name)] = int(fields[1])
            spent[int(folder.name)] = sum(map(int, fields[11:15])) / TICKS
    return sum(seconds for one, seconds in spent.items() if _is_under(one, process, parents))


def _is_under(one: int, top: int, parents: dict[int, int]) -> bool:
    while one and one != top:
        one = parents.get(one, 0)
    return one == top


class Http:
    """One kept connection of somebody signed in."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.line = http.client.HTTPConnection("127.0.0.1", ground.port, timeout=20)
        self.headers = {
            "Cookie": f"sessionid={ground.cookie}; csrftoken={ground.csrf}",
            "X-CSRFToken": ground.csrf,
            "Accept": "application/json",
            "Content-Type": "application/json",
        }

    def ask(
        self, method: str, address: str, body: object = None, **headers: str
    ) -> tuple[int, str, bytes]:
        """Status, tag and text of the answer, whatever it is."""
        sent = None if body is None else json.dumps(body)
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        self.line.request(method, address, sent, self.headers | more)
        answer = self.line.getresponse()
        return answer.status, answer.getheader("ETag", ""), answer.read()

    def post(self, address: str, body: object) -> dict[str, object]:
        self.line.request("POST", address, json.dumps(body), self.headers)
        return dict(json.loads(self._read()))

    def get(self, address: str) -> bytes:
        self.line.request("GET", address, headers=self.headers | {"Accept": "text/html"})
        return self._read()

    def _read(self) -> bytes:
        answer = self.line.getresponse()
        text = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{answer.status}: {text[:300]!r}")
        return text


def share(ground: Ground, *, clients: int, each: int, begin: int) -> list[list[Slot]]:
    """Registers for each client, of a class of its own, from the begin-th register on."""
    classes = list(ground.classes)
    slots = [(day, half) for day in ground.days for half in ("am", "pm")][begin : begin + each]
    if len(slots) < each:
        raise ValueError("The school has too few sessions for this many actions.")
    return [[(classes[number], *slot) for slot in slots] for number in range(clients)]


def machine() -> str:
    """The processor, the number of cores we may use, and how busy it is."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.partition(": ")[2] for line in lines if line.startswith("model name")), "?")
    load = os.getloadavg()[0]
    return f"{model}, {len(os.sched_getaffinity(0))} cores, load {load:.1f}"
