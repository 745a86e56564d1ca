"""Lend each test the office of a small family's school."""

import pytest

from tests.contacts_and_flags.family import AT, Family
from toolkit import clock


@pytest.fixture
def family(db: None, monkeypatch: pytest.MonkeyPatch) -> Family:
    """At 8:55 on 8 September 2025."""
    monkeypatch.setattr(clock, "now", lambda: AT)
    monkeypatch.setattr(clock, "real_now", lambda: AT)
    return Family()
