"""Somebody stays behind, and a trip ends early or does not take place."""

from datetime import timedelta

import pytest

from registers.actions.end_activity import end_activity
from registers.actions.take_out_of_activity import take_out_of_activity
from registers.actions.withdraw_activity import withdraw_activity
from registers.models import Plan
from registers.roll_refusals import NotInOrder
from schools.changes import ChangedMeanwhile
from schools.permissions import NotPermitted
from tests.registers.classroom import THURSDAY
from tests.roll.office import FRIDAY, MONDAY

WEDNESDAY = THURSDAY - timedelta(days=1)
WORDS = "Castle visit, Leeds Castle, with Miss Okonjo"


@pytest.mark.parametrize("role", ["class_teacher", "safeguarding_lead", "governor", "senco"])
def test_who_reports_nothing_to_the_authority_records_no_trip(desk, trip, role):
    made = trip()
    person = desk.person(role)
    for act in (
        lambda: trip(by=person),
        lambda: withdraw_activity(by=person, activity=made, seen=1, at=desk.now),
        lambda: take_out_of_activity(by=person, activity=made, pupils=[desk.kofi.pk], at=desk.now),
        lambda: end_activity(
            by=person, activity=made, last_day=THURSDAY, last_half="AM", seen=1, at=desk.now
        ),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_one_pupil_is_taken_out_and_the_others_go(desk, trip):
    made = trip()
    take_out_of_activity(by=desk.clerk, activity=made, pupils=[desk.kofi.pk], at=desk.now)
    assert desk.expected(desk.kofi, [THURSDAY]) == ["", ""]
    assert desk.expected(desk.ama, [THURSDAY]) == ["V", "V"]
    with pytest.raises(NotInOrder, match="Choose from those who go"):
        take_out_of_activity(by=desk.clerk, activity=made, pupils=[desk.kofi.pk], at=desk.now)
    with pytest.raises(NotInOrder):
        take_out_of_activity(by=desk.clerk, activity=made, pupils=[], at=desk.now)


def test_it_ends_early_for_all_who_still_go(desk, trip):
    made = trip(last_day=MONDAY)
    take_out_of_activity(by=desk.clerk, activity=made, pupils=[desk.kofi.pk], at=desk.now)
    end_activity(by=desk.clerk, activity=made, last_day=FRIDAY, last_half="AM", seen=2, at=desk.now)
    assert desk.expected(desk.ama, [THURSDAY, FRIDAY, MONDAY]) == ["V"] * 3 + [""] * 3
    assert desk.expected(desk.kofi, [THURSDAY]) == ["", ""]
    for day, half in ((MONDAY, "PM"), (WEDNESDAY, "AM")):
        with pytest.raises(NotInOrder):
            end_activity(
                by=desk.clerk, activity=made, last_day=day, last_half=half, seen=3, at=desk.now
            )


def test_taken_back_nobody_is_offered_it_and_marks_stay(desk, trip):
    made = trip()
    desk.mark(desk.kofi, "V")
    withdraw_activity(by=desk.clerk, activity=made, seen=1, at=desk.now)
    assert desk.expected(desk.ama, [THURSDAY]) == ["", ""]
    assert desk.standing(desk.kofi) == "V"
    with pytest.raises(NotInOrder, match="taken back"):
        withdraw_activity(by=desk.clerk, activity=made, seen=2, at=desk.now)


def test_of_two_who_change_it_the_second_is_told(desk, trip):
    made = trip(last_day=FRIDAY)
    end_activity(
        by=desk.clerk, activity=made, last_day=THURSDAY, last_half="PM", seen=1, at=desk.now
    )
    with pytest.raises(ChangedMeanwhile):
        withdraw_activity(by=desk.clerk, activity=made, seen=1, at=desk.now)


def test_a_pupil_who_leaves_the_roll_is_offered_it_no_longer(desk, trip):
    made = trip(last_day=MONDAY)
    desk.remove(last_day=FRIDAY)
    ends = Plan.objects.filter(activity=made, pupil=desk.kofi).values_list("end", flat=True)
    assert set(ends) == {FRIDAY}
