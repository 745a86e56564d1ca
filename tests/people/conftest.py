"""Lend the tests of people an office on a school day."""

import pytest

from tests.people.office import Office
from toolkit import clock


@pytest.fixture
def office(db: None, monkeypatch: pytest.MonkeyPatch) -> Office:
    """At 8:55 on 12 November 2026."""
    here = Office()
    monkeypatch.setattr(clock, "now", lambda: here.room.at("8:55"))
    return here
