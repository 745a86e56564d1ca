"""Lend the tests of registers a class on a school day."""

import pytest

from tests.registers.classroom import Classroom


@pytest.fixture
def classroom(db: None) -> Classroom:
    """Three pupils, their teacher, and a Thursday in November."""
    return Classroom()
