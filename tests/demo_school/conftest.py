"""Draw one demo school for all the tests that only look at it."""

from datetime import date

import pytest

from attendance_site.demo_school.drawing import DemoSchool, draw_demo_school
from attendance_site.demo_school.folder import write_folder

MONDAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def school() -> DemoSchool:
    return draw_demo_school(pupils=412, seed=1, today=MONDAY)


@pytest.fixture(scope="session")
def folder(school, tmp_path_factory):
    path = tmp_path_factory.mktemp("quillbrook")
    write_folder(school, path)
    return path
