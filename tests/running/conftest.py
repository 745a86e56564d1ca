"""A folder for embedded servers, in which nothing may run when the test is over."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from attendance_site.local_servers.postgresql import PostgreSQL
from attendance_site.local_servers.sharing import is_kept
from tests.support.local_servers import eventually


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setenv("LOCAL_DATABASE_DURABLE", "false")


@pytest.fixture
def local_dir(tmp_path: Path, quick: None) -> Iterator[Path]:
    """A folder with a space in its name; nothing may run in it when the test is over."""
    folder = tmp_path / "a place"
    yield folder
    database = PostgreSQL(folder)
    assert eventually(lambda: not is_kept(database))
    database.forget()
