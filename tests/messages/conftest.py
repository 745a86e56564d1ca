"""Lend the tests of messages an office on a Thursday morning."""

import pytest

from tests.messages.desk import MessageDesk


@pytest.fixture
def desk(db: None) -> MessageDesk:
    """Three pupils of one class, half an hour before the register opens."""
    return MessageDesk()
