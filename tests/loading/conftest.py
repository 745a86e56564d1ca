"""Give each test a folder with a small school that is right."""

from pathlib import Path

import pytest

from tests.loading.folders import Folder


@pytest.fixture
def folder(tmp_path: Path, db: None) -> Folder:
    return Folder(tmp_path / "school")
