"""Open the pages of a classroom's registers as somebody, at a time of the day."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from schools.models import Pupil, User
from tests.registers.classroom import Classroom
from toolkit import clock


class Screen:
    """One person's browser without script, and the requests that the script would send."""

    def __init__(self, classroom: Classroom, set_now: Callable[..., None]) -> None:
        self.classroom = classroom
        self.set_now = set_now
        self.client = Client()

    def sign_in(self, person: User) -> None:
        self.client.force_login(person)

    def address(
        self, name: str = "register", *more: int, half: str = "AM", day: date | None = None
    ) -> str:
        room = self.classroom
        where = [room.school_class.pk, day or room.day, half, *more]
        return reverse(f"registers:{name}", args=where)

    def open(self, **where: Any) -> Any:
        return self.client.get(self.address(**where))

    def text(self, **where: Any) -> str:
        return str(self.open(**where).content.decode())

    def post(self, do: str = "save", **fields: str) -> Any:
        """Post the register's form: p1="/" is the mark of the pupil with key 1."""
        return self.client.post(self.address(), {"do": do, **fields})

    def entry(self, pupil: Pupil) -> str:
        return self.address("mark", pupil.pk)

    def send(self, *changes: dict[str, object], **where: Any) -> Any:
        return self.send_body({"changes": list(changes)}, **where)

    def send_body(self, body: object, name: str = "marks", **where: Any) -> Any:
        return self.client.post(
            self.address(name, **where),
            json.dumps(body) if not isinstance(body, str) else body,
            content_type="application/json",
            headers={"Accept": "application/json"},
        )


@pytest.fixture
def screen(classroom: Classroom, monkeypatch: pytest.MonkeyPatch) -> Screen:
    """The teacher's own screen at 8:55."""
    return screen_of(classroom, monkeypatch)


def screen_of(classroom: Classroom, monkeypatch: pytest.MonkeyPatch) -> Screen:
    """The screen of this class's teacher at 8:55."""

    def set_now(clock_time: str, *, day: date | None = None) -> None:
        monkeypatch.setattr(clock, "now", lambda: classroom.at(clock_time, day=day))

    shown = Screen(classroom, set_now)
    shown.set_now("8:55")
    shown.sign_in(classroom.teacher)
    return shown
