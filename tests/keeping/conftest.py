"""Lend the tests of keeping a folder for the copies, and a class in November 2026."""

from pathlib import Path

import pytest

from tests.registers.classroom import Classroom


@pytest.fixture(autouse=True)
def kept_dir(tmp_path: Path, settings: object) -> Path:
    """Where copies are kept during one test."""
    settings.KEPT_DIR = tmp_path / "kept"  # type: ignore[attr-defined]
    return tmp_path / "kept"


@pytest.fixture
def classroom(db: None) -> Classroom:
    """Three pupils, their teacher, and a Thursday in November."""
    return Classroom()
