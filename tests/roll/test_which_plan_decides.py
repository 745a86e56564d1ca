"""What a register expects of a pupil of whom the office has recorded more than one thing."""

from datetime import timedelta

import pytest

from registers.actions.open_registers import open_registers
from registers.models import Mark
from registers.queries.todays_registers import todays_registers
from tests.factories.registers import PlanFactory
from tests.roll.office import FRIDAY, MONDAY


def later(office):
    """An hour after everything so far."""
    office.now += timedelta(hours=1)


def opened_on_monday(office):
    """The pupil's mark of Monday afternoon, of which the timetable is too."""
    at = office.at("13:30", day=MONDAY)
    open_registers(school=office.school, day=MONDAY, half="PM", at=at)
    return Mark.objects.in_force().get(pupil=office.pupil)


def left_on_monday(office):
    """How many pupils of Monday afternoon's register wait for a mark, before it is opened."""
    at = office.at("13:30", day=MONDAY)
    found = todays_registers(by=office.clerk, day=MONDAY, at=at)
    return next(one.left for one in found if one.half == "PM")


@pytest.mark.parametrize("first", ["suspend", "agree"])
def test_a_suspended_pupil_has_e_inside_a_timetable_whichever_was_recorded_first(office, first):
    getattr(office, first)()
    later(office)
    getattr(office, "agree" if first == "suspend" else "suspend")()
    assert office.planned(MONDAY, "PM") == "E"
    assert opened_on_monday(office).code == "E"


def test_the_mark_is_by_whoever_recorded_the_suspension(office):
    office.suspend(by=office.head)
    later(office)
    office.agree()
    assert opened_on_monday(office).entered_by == office.head


def test_an_illness_told_during_a_suspension_leaves_it_e(office):
    office.suspend()
    PlanFactory(
        pupil=office.pupil, code="I", start=MONDAY, recorded_at=office.now + timedelta(hours=1)
    )
    assert opened_on_monday(office).code == "E"


def test_without_a_suspension_what_was_recorded_last_decides(office):
    PlanFactory(pupil=office.pupil, code="I", start=MONDAY, recorded_at=office.now)
    later(office)
    office.agree()
    assert opened_on_monday(office).code == "C2"


def test_a_suspended_pupil_of_two_schools_is_not_waited_for(office):
    office.suspend()
    later(office)
    office.register_dual(away=frozenset({"0-PM"}))
    assert office.row(MONDAY, "PM").known == "E"
    assert left_on_monday(office) == 1


def test_other_education_is_offered_also_inside_a_timetable(office):
    office.suspend(
        start=FRIDAY, provision_from=MONDAY, provision_code="K", provision_place="Alder Centre"
    )
    later(office)
    office.agree()
    assert office.row(MONDAY, "PM").offered == "K"
    assert left_on_monday(office) == 2
