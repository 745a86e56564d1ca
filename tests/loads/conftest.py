"""Give each test a small school's files, its empty school, and a place of its own for uploads."""

from pathlib import Path

import pytest

from schools.models import User
from tests.loading.folders import URN, Folder
from tests.loads.uploads import empty_school


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path: Path) -> Path:
    """Where uploads are kept during the test."""
    settings.UPLOADS_DIR = str(tmp_path / "uploads")
    return tmp_path / "uploads"


@pytest.fixture
def folder(tmp_path: Path, db: None) -> Folder:
    return Folder(tmp_path / "school")


@pytest.fixture
def admin(db: None) -> User:
    """The administrator of the school whose files `folder` holds; nothing is loaded yet."""
    return empty_school(URN)
