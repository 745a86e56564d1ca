"""Y4 is entered when a closed register would have opened, and never before."""

from datetime import date, timedelta

import pytest

from audit.models import Act
from registers.actions.enter_closures import enter_closures
from registers.closure_tasks import closure_due, run_closures
from registers.models import Mark
from tests.calendar.office import Office, codes
from tests.factories.registers import PlanFactory
from tests.factories.settings import CalendarPeriodFactory, materialise
from tests.registers.classroom import THURSDAY
from toolkit import clock

FRIDAY = date(2026, 11, 13)


def test_the_afternoon_of_a_closed_day_waits_for_its_register(office: Office) -> None:
    office.close()
    assert codes(office, "PM") == ["", "", ""]
    assert enter_closures(school=office.school, at=office.room.at("13:29")) == 0
    assert enter_closures(school=office.school, at=office.room.at("13:30")) == 3
    assert codes(office, "PM") == ["Y4", "Y4", "Y4"]
    mark = Mark.objects.filter(school=office.school, half="PM")[0]
    assert (mark.entered_by, mark.entered_role, mark.source) == (office.person, "office", "plan")


def test_entering_the_closure_again_does_nothing(office: Office) -> None:
    office.close()
    at = office.room.at("13:30")
    enter_closures(school=office.school, at=at)
    before = office.room.saved_rows()
    assert enter_closures(school=office.school, at=at) == 0
    assert office.room.saved_rows() == before
    assert Act.objects.filter(school=office.school, act="enter_closures").count() == 1


def test_the_job_runs_when_a_closed_register_would_have_opened(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.close(FRIDAY)
    at = office.room.at
    assert closure_due(office.school, at("20:00")) is None
    assert closure_due(office.school, at("8:49", day=FRIDAY)) is None
    due = at("8:50", day=FRIDAY)
    assert closure_due(office.school, at("8:52", day=FRIDAY)) == due
    monkeypatch.setattr(clock, "now", lambda: at("8:52", day=FRIDAY))
    run_closures(school_id=office.school.pk, due_at=due)
    found = Mark.objects.filter(school=office.school, day=FRIDAY)
    assert sorted(found.values_list("half", "code")) == [("AM", "Y4")] * 3


def test_the_job_catches_up_after_the_worker_was_away(office: Office) -> None:
    office.close(FRIDAY)
    monday = office.room.at("10:00", day=date(2026, 11, 16))
    assert closure_due(office.school, monday) == office.room.at("13:30", day=FRIDAY)
    assert enter_closures(school=office.school, at=monday) == 6


@pytest.mark.parametrize(("days", "entered"), [(31, 6), (33, 0)])
def test_it_catches_up_for_a_month_and_no_longer(office: Office, days: int, entered: int) -> None:
    office.close(FRIDAY)
    later = office.room.at("10:00", day=FRIDAY + timedelta(days=days))
    assert enter_closures(school=office.school, at=later) == entered


def test_a_closure_that_a_file_brought_writes_nothing(office: Office) -> None:
    CalendarPeriodFactory(school=office.school, closed=THURSDAY)
    materialise(office.school)
    assert enter_closures(school=office.school, at=office.now) == 0
    assert Mark.objects.count() == 0


def test_a_known_absence_of_a_closed_day_gives_way_to_y4(office: Office) -> None:
    PlanFactory(pupil=office.room.pupils[0], start=FRIDAY)
    office.close(FRIDAY)
    enter_closures(school=office.school, at=office.room.at("8:50", day=FRIDAY))
    assert set(Mark.objects.values_list("code", flat=True)) == {"Y4"}
