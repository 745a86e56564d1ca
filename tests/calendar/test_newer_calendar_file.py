"""A newer calendar.csv after somebody has changed the calendar by hand."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from registers.actions.close_school import close_school
from registers.actions.move_day import move_day
from registers.actions.remove_calendar_period import remove_calendar_period
from registers.queries.calendar_effect import version_of
from schools.models import CalendarPeriod, School, Session
from tests.factories.people import UserFactory
from tests.loading.conftest import folder
from tests.loading.folders import Folder

__all__ = ["folder"]
AT = datetime(2025, 10, 6, 9, 0, tzinfo=UTC)
TRAINING = date(2025, 9, 2)


def how(**other: Any) -> dict[str, Any]:
    school = School.objects.get()
    lines = list(CalendarPeriod.objects.filter(school=school))
    return {"by": UserFactory(school=school, role="office"), "seen": version_of(lines), "at": AT,
            **other}  # fmt: skip


def test_a_moved_day_is_not_brought_back_by_the_old_file(folder: Folder) -> None:
    folder.load()
    [inset] = CalendarPeriod.objects.filter(kind="inset")
    move_day(period=inset, to=date(2025, 10, 10), **how())
    report = folder.load()
    assert report.changes_nothing()
    assert any("still has Training, 2025-09-02" in one for one in report.notices)
    assert any("lacks Training, 2025-10-10" in one for one in report.notices)
    assert Session.objects.filter(day=TRAINING).count() == 2
    assert not Session.objects.filter(day=date(2025, 10, 10)).exists()


def test_a_day_taken_out_stays_out(folder: Folder) -> None:
    folder.load()
    remove_calendar_period(period=CalendarPeriod.objects.get(kind="inset"), **how())
    assert folder.load().changes_nothing()
    assert Session.objects.filter(day=TRAINING).count() == 2


def test_a_file_that_says_something_new_is_followed(folder: Folder) -> None:
    folder.load()
    inset = CalendarPeriod.objects.get(kind="inset")
    move_day(period=inset, to=date(2025, 10, 10), **how())
    folder["calendar"][2] |= {"start": "2025-10-17", "end": "2025-10-17"}
    assert folder.load().added["calendar periods"] == 1
    assert not Session.objects.filter(day=date(2025, 10, 17)).exists()


def test_a_file_with_another_end_of_a_term_moves_the_one_of_the_office(folder: Folder) -> None:
    folder.load()
    folder["calendar"][1]["end"] = "2025-10-22"
    folder.load()
    term = CalendarPeriod.objects.get(name="Autumn 1")
    assert (term.end, term.recorded_by) == (date(2025, 10, 22), None)
    assert folder.load().changes_nothing()


@pytest.mark.parametrize("planned", [True, False])
def test_a_closed_day_stays_closed(folder: Folder, planned: bool) -> None:
    folder.load()
    close_school(day=date(2025, 10, 10), half="", planned=planned, name="Snow", **how())
    before = list(Session.objects.order_by("day", "half").values_list("day", "half", "closure"))
    report = folder.load()
    assert report.changes_nothing()
    assert any("it stays in the calendar" in one for one in report.notices)
    after = list(Session.objects.order_by("day", "half").values_list("day", "half", "closure"))
    assert after == before
