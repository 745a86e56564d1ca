"""At most 45 school days of suspension in one school year, at recording and at changing."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from registers.actions.change_suspension import change_suspension
from registers.actions.withdraw_suspension import withdraw_suspension
from registers.models import Plan, Suspension
from registers.roll_refusals import NotInOrder
from registers.suspension_limit import days_in_words
from schools.models import Enrolment, Session
from tests.factories.roll import SuspensionFactory
from tests.registers.classroom import THURSDAY
from tests.roll.office import FRIDAY, MONDAY, weekdays
from toolkit import clock

TUESDAY = MONDAY + timedelta(days=1)
SUMMER = date(2026, 9, 1)


def already(office, school_days, *, until=THURSDAY, **facts):
    """A suspension of so many school days that ends before today."""
    days = weekdays(SUMMER, until - timedelta(days=1))[-school_days:]
    known = {"start": days[0], "end": days[-1], "notice_on": days[0], "recorded_by": office.clerk}
    return SuspensionFactory(pupil=office.pupil, school=office.school, **(known | facts))


def refused(office, **facts):
    before = (Suspension.objects.count(), Plan.objects.count())
    with pytest.raises(NotInOrder) as refusal:
        office.suspend(**facts)
    assert (Suspension.objects.count(), Plan.objects.count()) == before
    return [(fault.field, fault.sentence) for fault in refusal.value.faults]


def change(office, suspension, **facts):
    return change_suspension(
        by=office.clerk,
        suspension=suspension,
        wanted=office.wanted_suspension(**({"notice_days": "Other days"} | facts)),
        seen=suspension.version,
        at=office.now,
    )


def test_the_forty_sixth_day_is_refused_in_words_and_nothing_is_saved(office):
    already(office, 44)
    said = (
        "That would be 46 school days of suspension in the school year 2026/27; the law allows 45."
    )
    assert refused(office) == [("end", said)]
    office.suspend(end=FRIDAY)


def test_half_a_day_counts_as_half(office):
    already(office, 44)
    [(field, said)] = refused(office, end=MONDAY, end_half="AM")
    assert (field, "45 and a half school days" in said) == ("end", True)
    office.suspend(end=MONDAY, start_half="PM", end_half="AM")


def test_days_on_which_the_school_does_not_meet_do_not_count(office):
    already(office, 44)
    Session.objects.filter(school=office.school, day=FRIDAY).update(closure="unplanned")
    office.suspend()


def test_permanent_exclusions_and_those_taken_back_do_not_count(office):
    excluded = already(office, 20, kind="permanent")
    already(office, 20, until=excluded.start, withdrawn_at=office.now)
    office.suspend(end=MONDAY)
    office.suspend(start=TUESDAY, kind="permanent", end=None)


def test_another_pupils_and_another_years_days_do_not_count(office):
    other = already(office, 44)
    Suspension.objects.filter(pk=other.pk).update(pupil=office.pupils[1])
    Enrolment.objects.filter(pupil=office.pupil).update(start=date(2025, 9, 1))
    for day in weekdays(date(2026, 5, 1), date(2026, 7, 20)):
        Session.objects.create(school=office.school, day=day, half="AM")
    SuspensionFactory(
        pupil=office.pupil, school=office.school, start=date(2026, 5, 1), end=date(2026, 7, 20)
    )
    office.suspend()


def test_a_change_that_makes_it_too_long_is_refused_and_one_that_shortens_it_is_not(office):
    already(office, 43)
    suspension = office.suspend()
    with pytest.raises(NotInOrder, match="46 school days of suspension"):
        change(office, suspension, end=TUESDAY)
    suspension.refresh_from_db()
    assert suspension.end == MONDAY
    change(office, suspension, end=FRIDAY)


def test_one_that_is_too_long_already_can_still_be_made_shorter(office):
    already(office, 44)
    suspension = office.suspend(end=FRIDAY)
    Suspension.objects.filter(pk=suspension.pk).update(end=TUESDAY)
    with pytest.raises(NotInOrder, match="48 school days of suspension"):
        change(office, suspension, end=TUESDAY + timedelta(days=1))
    change(office, suspension, end=MONDAY)
    assert Suspension.objects.get(pk=suspension.pk).end == MONDAY


def test_an_exclusion_that_becomes_a_suspension_is_counted_from_then_on(office):
    already(office, 44)
    exclusion = office.suspend(kind="permanent", end=None)
    with pytest.raises(NotInOrder, match="46 school days of suspension"):
        change(office, exclusion, end=MONDAY)


def test_the_words_count_what_is_recorded_and_what_is_left(office):
    assert "has none recorded in 2026/27, which leaves 45 school days." in days_in_words(
        office.pupil, on=THURSDAY
    )
    already(office, 12)
    suspension = office.suspend(end_half="AM")
    said = days_in_words(office.pupil, on=THURSDAY)
    assert "13 and a half school days recorded in 2026/27, which leaves 31 and a half" in said
    assert "Days on which another school suspended the pupil this school year count too" in said
    withdraw_suspension(by=office.clerk, suspension=suspension, reason="x", at=office.now)
    assert "has 12 school days recorded" in days_in_words(office.pupil, on=THURSDAY)
    assert "has none recorded in 2025/26" in days_in_words(office.pupil, on=date(2026, 8, 31))


def test_the_forms_and_the_page_show_them(client, office, monkeypatch):
    monkeypatch.setattr(clock, "real_now", lambda: office.now)
    client.force_login(office.clerk)
    suspension = office.suspend()
    for name, more in (
        ("suspend", []),
        ("suspension", [suspension.pk]),
        ("change_suspension", [suspension.pk]),
    ):
        page = client.get(reverse(f"roll:{name}", args=[office.pupil.pk, *more]))
        assert "has 2 school days recorded in 2026/27, which leaves 43 school days." in page.text
        assert "add them yourself" in page.text
