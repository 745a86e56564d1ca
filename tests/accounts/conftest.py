"""A clock for sign-in, time-outs and links that a test can move."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from toolkit import clock


@pytest.fixture(autouse=True)
def nothing_remembered(own_cache: None) -> None:
    """Begin without what the cache kept from another test."""


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Move the real time on: `later(minutes=19)`; it stands still in between."""
    now = datetime(2025, 9, 8, 7, 45, tzinfo=UTC)

    def read() -> datetime:
        return now

    def move(**step: int) -> None:
        nonlocal now
        now += timedelta(**step)

    monkeypatch.setattr(clock, "real_now", read)
    return move
