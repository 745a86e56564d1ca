"""Give each test a small school that is loaded, its office, and a place of its own for uploads."""

from pathlib import Path

import pytest

from schools.models import School, User
from tests.factories.people import UserFactory
from tests.loading.folders import AT, URN, Folder
from toolkit import clock


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path: Path) -> Path:
    """Where uploads are kept during the test."""
    settings.UPLOADS_DIR = str(tmp_path / "uploads")
    return tmp_path / "uploads"


@pytest.fixture
def folder(tmp_path: Path, db: None) -> Folder:
    """A school with Ada and Ben Ashdown, and one mark of each."""
    return Folder(tmp_path / "school")


@pytest.fixture
def office(folder, monkeypatch) -> User:
    """The office of that school, at 9:00 on Monday 6 October 2025; signed in nowhere yet."""
    folder.load()
    monkeypatch.setattr(clock, "now", lambda: AT)
    return UserFactory(school=School.objects.get(urn=URN), role="office")
