"""Lend the tests of keeping a folder for the copies, and a class in November 2026."""

from pathlib import Path

import pytest

from schools.models import Pupil
from tests.factories.people import UserFactory
from tests.keeping.families import make_family
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


@pytest.fixture
def taken(classroom: Classroom) -> Classroom:
    """A taken register in which one entry was amended twice."""
    classroom.take()
    classroom.change(classroom.pupils[0], "N", reason="Not in class", at="9:10")
    classroom.change(
        classroom.pupils[0],
        "I",
        by=classroom.person("office", forename="Ola", surname="Żurek", job_title="Secretary"),
        reason="=Parent rang",
        at="9:30",
    )
    return classroom


@pytest.fixture
def family(db: None) -> Pupil:
    """A pupil with one fact of each kind, in each of which somebody else is named."""
    return make_family()


@pytest.fixture
def head(family):
    return UserFactory(school=family.school, role="headteacher", surname="Wexcombe")
