"""A school with a headteacher, an administrator and an office, on a Thursday in November."""

from datetime import datetime

import pytest
from django.test import Client

from schools.models import User
from tests.factories.people import PASSWORD
from tests.registers.classroom import Classroom
from toolkit import clock


class StaffRoom(Classroom):
    """A class with its teacher, and the people who look after accounts and cover."""

    def __init__(self) -> None:
        super().__init__()
        self.head = self.person("headteacher", typed=PASSWORD, forename="Ruth", surname="Amadi")
        self.admin = self.person("admin", typed=PASSWORD, forename="Ivo", surname="Marsh")
        self.clerk = self.person("office", typed=PASSWORD, forename="Mary", surname="Lark")
        self.supply = self.person("class_teacher", typed=PASSWORD, forename="Sam", surname="Okoro")
        self.now = self.at("8:55")

    def signed_in(self, person: User) -> Client:
        """A browser in which the person has signed in by the form."""
        browser = Client()
        typed = {"email": person.email, "password": PASSWORD}
        assert browser.post("/account/sign-in/", typed).status_code == 302
        return browser


@pytest.fixture
def staff(db: None, own_cache: None, monkeypatch: pytest.MonkeyPatch) -> StaffRoom:
    """The school, at five to nine."""
    room = StaffRoom()

    def now() -> datetime:
        return room.now

    monkeypatch.setattr(clock, "now", now)
    return room


def is_in(browser: Client) -> bool:
    """Whether the browser is still let in."""
    return browser.get("/account/").status_code == 200
