"""A session of the week belongs to a part-time timetable or to another school, never to both."""

from datetime import timedelta

import pytest

from registers.actions.end_timetable import end_timetable
from registers.models import Timetable
from registers.roll_refusals import NotInOrder
from tests.roll.office import MONDAY, TERM_ENDS

WEDNESDAY, FRIDAY = MONDAY + timedelta(days=2), MONDAY + timedelta(days=4)
MONDAY_PM = frozenset({"0-PM"})


def refused(record, **facts):
    """The faults; no second timetable is saved."""
    with pytest.raises(NotInOrder) as refusal:
        record(**facts)
    assert Timetable.objects.count() == 1
    return [tuple(fault) for fault in refusal.value.faults]


def test_another_school_is_refused_a_session_of_the_part_time_timetable(office):
    office.agree()
    sentence = (
        "Monday afternoon belongs to the part-time timetable from 16 November 2026 already. "
        "Leave it out, or end that first."
    )
    away = frozenset({"0-PM", "2-AM"})
    assert refused(office.register_dual, away=away) == [("away", sentence)]


def test_a_part_time_timetable_is_refused_a_session_of_another_school(office):
    office.register_dual()
    sentence = (
        "Wednesday morning belongs to Alder Special School from 16 November 2026 already. "
        "Leave it out, or end that first."
    )
    assert refused(office.agree, away=frozenset({"2-AM", "4-PM"})) == [("away", sentence)]


def test_every_such_session_is_named(office):
    office.agree()
    faults = refused(office.register_dual, away=frozenset({"4-PM", "0-PM"}))
    assert [sentence.split(" belongs")[0] for _, sentence in faults] == [
        "Monday afternoon",
        "Friday afternoon",
    ]


def test_other_sessions_of_the_same_weeks_may_be_the_other_schools(office):
    office.agree()
    office.register_dual(away=frozenset({"0-AM", "2-PM"}))
    assert (office.planned(MONDAY, "PM"), office.planned(MONDAY, "AM")) == ("C2", "D")


def test_the_same_session_may_be_the_other_schools_afterwards(office):
    office.agree()
    office.register_dual(start=TERM_ENDS + timedelta(days=1), away=MONDAY_PM)


@pytest.mark.parametrize(("end", "stands"), [(FRIDAY, True), (FRIDAY + timedelta(days=3), False)])
def test_only_days_of_the_session_that_lie_in_both_count(office, end, stands):
    """From Wednesday to Friday there is no Monday; until the Monday after there is one."""
    office.agree()
    if stands:
        office.register_dual(start=WEDNESDAY, end=end, away=MONDAY_PM)
    else:
        assert len(refused(office.register_dual, start=WEDNESDAY, end=end, away=MONDAY_PM)) == 1


def test_a_timetable_taken_back_claims_nothing(office):
    timetable = office.agree()
    last_day = MONDAY - timedelta(days=1)
    end_timetable(
        by=office.clerk, timetable=timetable, last_day=last_day, reason="x", at=office.now
    )
    office.register_dual(away=MONDAY_PM)


def test_a_timetable_of_another_pupil_claims_nothing(office):
    office.agree()
    office.pupil = office.pupils[1]
    office.register_dual(away=MONDAY_PM)
    assert Timetable.objects.count() == 2
