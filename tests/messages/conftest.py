"""Lend the tests of messages an office on a Thursday morning."""

import pytest

from registers.actions.record_activity import record_activity
from registers.models import Activity
from registers.outing import Outing
from tests.messages.desk import MessageDesk
from tests.registers.classroom import THURSDAY
from toolkit import clock


@pytest.fixture
def desk(db: None) -> MessageDesk:
    """Three pupils of one class, half an hour before the register opens."""
    return MessageDesk()


@pytest.fixture
def now(desk, monkeypatch):
    """Let the site's clock show another time."""

    def show(clock_time, *, day=None):
        monkeypatch.setattr(clock, "real_now", lambda: desk.at(clock_time, day=day))

    show("8:20")
    return show


@pytest.fixture
def office(client, desk, now):
    client.force_login(desk.clerk)
    return client


@pytest.fixture
def teacher(client, desk, now):
    client.force_login(desk.teacher)
    return client


@pytest.fixture
def trip(desk):
    """Everybody of the class goes on a castle visit on Thursday, unless told otherwise."""

    def recorded(*pupils, by=None, **facts) -> Activity:
        known = {
            "code": "V",
            "nature": "Castle visit",
            "place": "Leeds Castle",
            "supervised_by": "Miss Okonjo",
            "first_day": THURSDAY,
            "last_day": THURSDAY,
        }
        return record_activity(
            by=by or desk.clerk,
            outing=Outing(**(known | facts)),
            pupils=pupils or desk.pupils,
            at=desk.now,
        )

    return recorded
