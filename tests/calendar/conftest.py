"""Lend the tests of the calendar a school with an autumn."""

import pytest

from tests.calendar.office import Office


@pytest.fixture
def office(db: None) -> Office:
    return Office()
