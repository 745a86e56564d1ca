"""Lend the tests of the fire roll a class on a school day."""

import pytest

from tests.fire_roll.evacuation import Evacuation


@pytest.fixture
def site(db: None) -> Evacuation:
    """Three pupils, their teacher, and a Thursday in November."""
    return Evacuation()
