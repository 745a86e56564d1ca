"""A removal is taken back until the end of its last day, and everything goes on."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from audit.models import Act
from registers.actions.change_suspension import change_suspension
from registers.actions.end_timetable import end_timetable
from registers.actions.take_back_removal import take_back_removal
from registers.actions.withdraw_suspension import withdraw_suspension
from registers.models import Plan, Removal
from registers.roll_refusals import NotInOrder
from schools.models import ClassMembership, Enrolment
from schools.permissions import NotPermitted
from tests.factories.people import (
    ClassMembershipFactory,
    SchoolClassFactory,
)
from tests.factories.registers import PlanFactory
from tests.registers.classroom import THURSDAY
from tests.roll.office import FRIDAY, MONDAY, Office


def test_a_removal_is_taken_back_before_its_day_and_everything_goes_on(office):
    plan = PlanFactory(pupil=office.pupil, code="I", start=THURSDAY, end=MONDAY)
    later = PlanFactory(pupil=office.pupil, code="M", start=MONDAY)
    old = ClassMembership.objects.get(pupil=office.pupil)
    removal = office.remove()
    withdrawal = take_back_removal(
        by=office.head, removal=removal, reason="The move fell through.", at=office.now
    )
    stay = Enrolment.objects.get(pupil=office.pupil)
    assert (stay.end, stay.leaving_ground, stay.next_school) == (None, "", "")
    assert ClassMembership.objects.get(pupil=office.pupil).end is None
    assert ClassMembership.objects.get(pupil=office.pupil).pk == old.pk
    plan.refresh_from_db()
    later.refresh_from_db()
    assert (plan.end, later.withdrawn_at) == (MONDAY, None)
    assert office.planned(MONDAY) == "M"
    assert withdrawal.reason == "The move fell through."
    assert Act.objects.get(act="take_back_removal").reason == "The move fell through."
    office.remove()
    assert Removal.objects.count() == 2


def test_a_later_class_comes_back_with_the_removal_taken_back(office):
    now = ClassMembership.objects.get(pupil=office.pupil)
    now.end = date(2026, 12, 31)
    now.save()
    ClassMembershipFactory(
        school_class=SchoolClassFactory(school=office.school),
        enrolment=now.enrolment,
        start=date(2027, 1, 1),
    )
    removal = office.remove()
    take_back_removal(by=office.head, removal=removal, reason="Stays.", at=office.now)
    spans = ClassMembership.objects.filter(pupil=office.pupil).order_by("start")
    assert list(spans.values_list("start", "end")) == [
        (now.start, date(2026, 12, 31)),
        (date(2027, 1, 1), None),
    ]


def take_back(office, removal, *, at="12:00"):
    return take_back_removal(
        by=office.head, removal=removal, reason="Stays.", at=office.at(at, day=THURSDAY)
    )


def test_plans_that_were_changed_or_taken_back_meanwhile_stay_so(office):
    cut = PlanFactory(pupil=office.pupil, code="I", start=THURSDAY, end=MONDAY)
    moved = PlanFactory(pupil=office.pupil, code="I", start=THURSDAY, end=MONDAY)
    gone = PlanFactory(pupil=office.pupil, code="M", start=MONDAY)
    untouched = PlanFactory(pupil=office.pupil, code="M", start=MONDAY)
    removal = office.remove()
    later = office.at("9:00", day=THURSDAY)
    Plan.objects.filter(pk=cut.pk).update(withdrawn_at=later)
    Plan.objects.filter(pk=moved.pk).update(end=THURSDAY)
    Plan.objects.filter(pk=gone.pk).update(withdrawn_at=later)
    take_back(office, removal)
    for plan in (cut, moved, gone, untouched):
        plan.refresh_from_db()
    assert (cut.withdrawn_at, moved.end, gone.withdrawn_at) == (later, THURSDAY, later)
    assert untouched.withdrawn_at is None


@pytest.mark.parametrize("last_day", [THURSDAY, MONDAY + timedelta(days=7)])
def test_no_plan_outlives_a_timetable_that_was_taken_back_or_ended_meanwhile(office, last_day):
    timetable = office.agree()
    removal = office.remove()
    end_timetable(
        by=office.clerk, timetable=timetable, last_day=last_day, reason="x", at=office.now
    )
    take_back(office, removal)
    assert office.planned(MONDAY, "PM") == ("C2" if last_day > MONDAY else "")
    assert office.planned(MONDAY + timedelta(days=14), "PM") == ""


def test_a_timetable_that_stands_is_expected_again(office):
    office.agree()
    take_back(office, office.remove())
    assert office.planned(MONDAY + timedelta(days=14), "PM") == "C2"


def test_a_suspension_taken_back_or_recorded_anew_meanwhile_is_expected_as_it_is_now(office):
    suspension = office.suspend(start=MONDAY, end=MONDAY)
    removal = office.remove(last_day=THURSDAY)
    withdraw_suspension(by=office.head, suspension=suspension, reason="x", at=office.now)
    take_back(office, removal)
    assert office.planned(MONDAY) == ""

    changed = office.suspend(start=FRIDAY, end=MONDAY)
    removal = office.remove()
    office.now = office.at("9:00", day=THURSDAY)
    change_suspension(
        by=office.clerk,
        suspension=changed,
        wanted=office.wanted_suspension(start=FRIDAY, end=FRIDAY, notice_days="Friday"),
        seen=changed.version,
        at=office.now,
    )
    take_back(office, removal)
    assert (office.planned(FRIDAY), office.planned(MONDAY)) == ("E", "")


@pytest.mark.parametrize(("days_later", "possible"), [(1, True), (2, False)])
def test_it_can_be_taken_back_until_the_end_of_the_last_day(office, days_later, possible):
    removal = office.remove()
    at = office.at("15:00", day=THURSDAY + timedelta(days=days_later))
    if possible:
        take_back_removal(by=office.head, removal=removal, reason="Stays.", at=at)
        assert Enrolment.objects.get(pupil=office.pupil).end is None
    else:
        with pytest.raises(NotInOrder, match="admitted again"):
            take_back_removal(by=office.head, removal=removal, reason="Stays.", at=at)
        assert Enrolment.objects.get(pupil=office.pupil).end == FRIDAY


def test_taking_back_needs_a_reason_the_head_and_happens_once(office):
    removal = office.remove()
    with pytest.raises(NotInOrder, match="Enter why"):
        take_back_removal(by=office.head, removal=removal, reason=" ", at=office.now)
    with pytest.raises(NotPermitted):
        take_back_removal(by=office.clerk, removal=removal, reason="x", at=office.now)
    take_back_removal(by=office.head, removal=removal, reason="Stays.", at=office.now)
    with pytest.raises(NotInOrder, match="already"):
        take_back_removal(by=office.head, removal=removal, reason="Stays.", at=office.now)


def test_the_database_keeps_removals_and_their_taking_back_as_they_are(office):
    removal = office.remove()
    withdrawal = take_back_removal(by=office.head, removal=removal, reason="x", at=office.now)
    for row in (removal, withdrawal):
        rows = type(row)._default_manager.filter(pk=row.pk)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(school=Office().school)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows._raw_delete(rows.db)
