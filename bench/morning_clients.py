"""Mark and submit registers as the register's script does, by the site and by psycopg alone."""

import http.client
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from random import Random
from typing import NamedTuple
from uuid import UUID, uuid4

import psycopg

from bench import bare
from bench.clients import Http
from bench.ground import Ground
from bench.morning_schools import Room

TOGETHER, POLL = 0.3, 10.0  # Seconds, as static/js/register_saving.js and register_news.js have it.
TAPS = (0.1, 0.7)  # Seconds from one pupil to the next, for a teacher who taps through the class.
ABSENT = 15  # One pupil in so many is marked as absent, the others as present.
OPEN, POLLED, MARK, SUBMIT = "open", "poll", "mark", "submit"
type Group = tuple[int, ...]


class Done(NamedTuple):
    """One request: what for, milliseconds that it took, and what was wrong with the answer."""

    kind: str
    milliseconds: float
    fault: str = ""


class Accepted(NamedTuple):
    """A mark that the site said it has saved."""

    class_id: int
    pupil_id: int
    code: str
    client_id: UUID


@dataclass
class Heard:
    """What one client saw. late: the longest, in seconds, that a step began after its time."""

    done: list[Done] = field(default_factory=list)
    accepted: list[Accepted] = field(default_factory=list)
    late: float = 0.0
    begun: float = 0.0
    ended: float = 0.0


class Teacher:
    """One open register, with a connection of its own."""

    def __init__(self, ground: Ground, room: Room, day: str, heard: Heard) -> None:
        self.room, self.heard = room, heard
        self.http = Http(replace(ground, cookie=room.cookie))
        self.address = f"/registers/{room.class_id}/{day}/am/"
        self.tag, self.newest = "", 0
        self.http.line.connect()

    def open(self) -> None:
        self._send(OPEN, "GET", "", lambda text: "" if b'id="register"' in text else "no register",
                   Accept="text/html")  # fmt: skip

    def poll(self) -> None:
        """Ask for news, as the page does whether or not there are any."""
        self._send(POLLED, "GET", "news/", lambda _: "", X_Rollbook_Poll="1",
                   If_None_Match=self.tag)  # fmt: skip

    def mark(self, group: Group) -> None:
        changes = [
            {
                "pupil": pupil,
                "code": "/" if pupil % ABSENT else "N",
                "minutes": None,
                "client_id": str(uuid4()),
                "seen_version": 0,
            }
            for pupil in group
        ]
        body = {"person": self.room.teacher_id, "changes": changes, "seen": self.newest}
        self._send(MARK, "POST", "marks/", partial(self._confirmed, changes), body)

    def submit(self) -> None:
        body = {"person": self.room.teacher_id}
        self._send(
            SUBMIT, "POST", "submit/", lambda text: "" if b"submitted_at" in text else "?", body
        )
        self.http.line.close()

    def _confirmed(self, changes: Sequence[dict[str, object]], text: bytes) -> str:
        """What is wrong with the answer to these changes; what it confirms is kept."""
        answer = json.loads(text)
        saved = {mark["client_id"]: mark for mark in answer["saved"]}
        for mark in saved.values():
            one = Accepted(self.room.class_id, mark["pupil"], mark["code"], UUID(mark["client_id"]))
            self.heard.accepted.append(one)
            self.newest = max(self.newest, mark["version"])
        wanted = {str(change["client_id"]) for change in changes}
        return "" if saved.keys() == wanted else f"not everything was saved: {text[:300]!r}"

    def _send(
        self, kind: str, method: str, address: str, check: Callable[[bytes], str],
        body: object = None, **headers: str,
    ) -> None:  # fmt: skip
        begun = time.perf_counter()
        try:
            status, tag, text = self.http.ask(method, self.address + address, body, **headers)
            took = 1000 * (time.perf_counter() - begun)
            if kind == POLLED and status in {200, 304}:
                self.tag = tag
                fault = ""
            else:
                fault = check(text) if status == 200 else f"{status} {text[:300]!r}"
        except (OSError, http.client.HTTPException) as error:
            took, fault = 1000 * (time.perf_counter() - begun), repr(error)
            self.http.line.close()
        self.heard.done.append(Done(kind, took, fault))


def taps(room: Room) -> Iterator[tuple[float, Group]]:
    """What a teacher sends, and so many seconds after the first tap: taps closer than 300 ms
    go together. The same for a room each time."""
    chance, at, waiting = Random(room.class_id), 0.0, []
    for pupil in room.here:
        pause = chance.uniform(*TAPS)
        if waiting and pause > TOGETHER:
            yield at + TOGETHER, tuple(waiting)
            waiting = []
        at += pause
        waiting.append(pupil)
    yield at + TOGETHER, tuple(waiting)


def opening(ground: Ground, rooms: Sequence[Room], *, day: str) -> Callable[[], Heard]:
    """Open the page of each register, one after the other."""
    heard = Heard()

    def act() -> None:
        for room in rooms:
            Teacher(ground, room, day, heard).open()

    return partial(_timed, act, heard)


def paced(ground: Ground, rooms: Sequence[Room], *, day: str) -> Callable[[], Heard]:
    """Hold all these registers open at once, each at the pace of its teacher."""
    heard = Heard()
    steps = []
    for number, room in enumerate(rooms):
        teacher = Teacher(ground, room, day, heard)
        first = Random(-room.class_id).uniform(0, 1)
        sends = [(first + at, number, partial(teacher.mark, group)) for at, group in taps(room)]
        last = sends[-1][0] + TOGETHER
        looks = [
            (first + POLL * time, number, teacher.poll) for time in range(int(last / POLL) + 1)
        ]
        steps += [*sends, *looks, (last, number, teacher.submit)]
    steps.sort(key=lambda step: step[:2])

    def act() -> None:
        begun = time.monotonic()
        for due, _, step in steps:
            wait = begun + due - time.monotonic()
            time.sleep(max(0.0, wait))
            heard.late = max(heard.late, -wait)
            step()

    return partial(_timed, act, heard)


def closed(ground: Ground, rooms: Sequence[Room], *, day: str) -> Callable[[], Heard]:
    """Take one register after the other, and send the next group as soon as one is answered."""
    heard = Heard()

    def act() -> None:
        for room in rooms:
            teacher = Teacher(ground, room, day, heard)
            looked = -POLL
            for _, group in taps(room):
                if time.monotonic() - looked >= POLL:
                    looked = time.monotonic()
                    teacher.poll()
                teacher.mark(group)
            teacher.submit()

    return partial(_timed, act, heard)


def alone(ground: Ground, rooms: Sequence[Room], *, day: str) -> Callable[[], Heard]:
    """Write the rows of the same requests by psycopg, each in a transaction."""
    heard = Heard()
    line = psycopg.connect(ground.dsn)

    def act() -> None:
        for room in rooms:
            writer = bare.Register(line, room.school_id, room.class_id, room.teacher_id, day)
            groups = [group for _, group in taps(room)]
            groups[0] += (room.away,)
            for group in groups:
                _note(heard, MARK, partial(writer.save, group))
            _note(heard, SUBMIT, writer.submit)

    return partial(_timed, act, heard)


def _note(heard: Heard, kind: str, act: Callable[[], None]) -> None:
    begun = time.perf_counter()
    act()
    heard.done.append(Done(kind, 1000 * (time.perf_counter() - begun)))


def _timed(act: Callable[[], None], heard: Heard) -> Heard:
    heard.begun = time.monotonic()
    act()
    heard.ended = time.monotonic()
    return heard
