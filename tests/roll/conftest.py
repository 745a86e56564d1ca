"""Lend the tests of the roll a class in a term of school days."""

import pytest

from tests.roll.office import Office


@pytest.fixture
def office(db: None) -> Office:
    """Two pupils on a Thursday morning in November, before the register opens."""
    return Office(pupils=2)
