"""Lend the tests of the fire roll a class on a school day."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.fire_roll.evacuation import Evacuation
from toolkit import clock


@pytest.fixture
def site(db: None) -> Evacuation:
    """Three pupils, their teacher, and a Thursday in November."""
    return Evacuation()


@pytest.fixture
def now(site: Evacuation, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Set the school's time; it is 10:42."""

    def set_now(clock_time: str) -> None:
        monkeypatch.setattr(clock, "now", lambda: site.at(clock_time))

    set_now("10:42")
    return set_now


@pytest.fixture
def staff(client: Client, site: Evacuation, now: Callable[[str], None]) -> Client:
    """The teacher's own screen."""
    client.force_login(site.teacher)
    return client
