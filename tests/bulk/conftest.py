"""Lend the tests of what is entered for many a school with two classes."""

import pytest

from tests.bulk.many import Many


@pytest.fixture
def many(db: None) -> Many:
    return Many()
