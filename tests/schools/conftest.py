"""Lend the tests of a school a class on a school day."""

from tests.registers.conftest import classroom

__all__ = ["classroom"]
