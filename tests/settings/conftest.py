"""Lend the tests of settings a school and somebody who keeps them."""

import pytest
from django.test import Client

from tests.settings.keeper import Keeper
from toolkit import clock


@pytest.fixture
def keeper(db: None) -> Keeper:
    return Keeper()


@pytest.fixture
def page(keeper: Keeper, client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The keeper's own browser, without script."""
    monkeypatch.setattr(clock, "now", lambda: keeper.now)
    client.force_login(keeper.person)
    return client
