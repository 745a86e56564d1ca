"""The parents are told of a suspension in writing first, and anew when its days change."""

from datetime import timedelta

import pytest

from registers.actions.change_suspension import change_suspension
from registers.models import Suspension
from registers.roll_refusals import NotInOrder
from tests.registers.classroom import THURSDAY
from tests.roll.office import FRIDAY, MONDAY

TUESDAY, WEDNESDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)


def at_eight(office, day):
    office.now = office.at("8:00", day=day)


def change(office, suspension, **facts):
    return change_suspension(
        by=office.clerk,
        suspension=suspension,
        wanted=office.wanted_suspension(**facts),
        seen=Suspension.objects.get(pk=suspension.pk).version,
        at=office.now,
    )


def refused(office, suspension, **facts):
    """The faults by field; the suspension stays as it was."""
    with pytest.raises(NotInOrder) as refusal:
        change(office, suspension, **facts)
    assert Suspension.objects.get().end == suspension.end
    return dict(refusal.value.faults)


def test_a_notice_of_the_first_day_will_do_and_a_later_one_will_not(office):
    at_eight(office, MONDAY)
    with pytest.raises(NotInOrder, match="dated after 13 November 2026, the first day"):
        office.suspend(notice_on=MONDAY)
    assert not Suspension.objects.exists()
    assert office.suspend(notice_on=FRIDAY).notice_on == FRIDAY


def test_changed_days_need_the_date_and_the_words_of_a_new_notice(office):
    suspension = office.suspend()
    at_eight(office, MONDAY)
    faults = refused(office, suspension, end=TUESDAY)
    assert list(faults) == ["notice_on", "notice_days"]
    assert "later than 12 November 2026" in faults["notice_on"]
    assert "as the new notice names them" in faults["notice_days"]
    change(office, suspension, end=TUESDAY, notice_on=MONDAY, notice_days="Until 17 November")
    assert Suspension.objects.get().end == TUESDAY


@pytest.mark.parametrize(
    "facts",
    [
        {"end_half": "AM"},
        {"start_half": "PM"},
        {"start": MONDAY},
        {"kind": "permanent", "end": None},
    ],
)
def test_half_a_day_and_no_end_are_changed_days_too(office, facts):
    suspension = office.suspend()
    at_eight(office, FRIDAY)
    assert list(refused(office, suspension, **facts)) == ["notice_on", "notice_days"]


def test_an_earlier_notice_is_not_a_new_one(office):
    suspension = office.suspend()
    facts = {"end": TUESDAY, "notice_days": "Until 17 November"}
    assert list(refused(office, suspension, notice_on=THURSDAY - timedelta(days=1), **facts)) == [
        "notice_on"
    ]


def test_a_new_notice_of_the_same_day_will_do(office):
    suspension = office.suspend()
    change(office, suspension, end=TUESDAY, notice_days="Until 17 November")
    assert Suspension.objects.get().end == TUESDAY


def test_a_day_is_not_added_before_the_parents_were_told_of_it(office):
    suspension = office.suspend()
    at_eight(office, WEDNESDAY)
    words = {"end": WEDNESDAY, "notice_days": "Until 18 November"}
    faults = refused(office, suspension, notice_on=WEDNESDAY, **words)
    assert "dated after 17 November 2026" in faults["notice_on"]
    change(office, suspension, notice_on=TUESDAY, **words)


def test_days_are_taken_away_at_any_time(office):
    exclusion = office.suspend(kind="permanent", end=None)
    at_eight(office, WEDNESDAY)
    words = {"notice_on": WEDNESDAY, "notice_days": "Back on 19 November"}
    change(office, exclusion, kind="permanent", end=WEDNESDAY, **words)
    assert Suspension.objects.get().end == WEDNESDAY


def test_a_change_of_the_reason_alone_needs_no_new_notice(office):
    suspension = office.suspend()
    at_eight(office, MONDAY)
    change(office, suspension, reason_kind="BU")
    assert Suspension.objects.get().reason_kind == "BU"
    assert list(refused(office, suspension, notice_on=MONDAY)) == ["notice_on"]
