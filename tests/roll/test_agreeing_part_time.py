"""What is needed before a part-time timetable is agreed, and its reviews."""

from datetime import date, timedelta

import pytest

from registers.actions.end_timetable import end_timetable
from registers.actions.hold_review import hold_review
from registers.models import Plan, Timetable
from registers.roll_refusals import NotInOrder
from schools.models import Enrolment, PupilFlag
from schools.permissions import NotPermitted
from schools.roles import ROLES
from tests.factories.people import ParentFactory, PupilParentFactory
from tests.registers.classroom import THURSDAY
from tests.roll.office import FRIDAY, MONDAY, Office

TUESDAY, NEXT_MONDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=7)


ARRANGERS = {"office", "family_liaison", "attendance_lead", "senior_leader", "headteacher"}


def refused(office, **facts):
    """The fields that are at fault; nothing is saved."""
    with pytest.raises(NotInOrder) as refusal:
        office.agree(**facts)
    assert not Timetable.objects.exists()
    assert not Plan.objects.exists()
    return [fault.field for fault in refusal.value.faults], str(refusal.value)


@pytest.mark.parametrize("role", ROLES)
def test_those_who_report_to_the_authority_record_it(office, role):
    if role in ARRANGERS:
        assert office.agree(by=office.person(role)).recorded_role == role
    else:
        with pytest.raises(NotPermitted):
            office.agree(by=office.person(role))
        assert not Timetable.objects.exists()


def test_nobody_of_another_school_records_it(office):
    with pytest.raises(NotPermitted):
        office.agree(by=Office().clerk)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"away": frozenset()}, "away"),
        ({"away": frozenset(f"{n}-{h}" for n in range(5) for h in ("AM", "PM"))}, "away"),
        ({"hours": " "}, "hours"),
        ({"reason": ""}, "reason"),
        ({"not_for_behaviour": False}, "not_for_behaviour"),
        ({"agreed_with": None}, "agreed_with"),
        ({"agreed_on": FRIDAY}, "agreed_on"),
        ({"authority_told_on": None}, "authority_told_on"),
        ({"authority_told_on": FRIDAY}, "authority_told_on"),
        ({"worker_told_on": FRIDAY}, "worker_told_on"),
        ({"reviews": ()}, "reviews"),
        ({"reviews": (MONDAY + timedelta(days=29),)}, "reviews"),
        ({"reviews": (date(2027, 1, 8),)}, "reviews"),
        ({"end": MONDAY - timedelta(days=1)}, "end"),
    ],
)
def test_what_is_missing_or_cannot_be_is_refused(office, facts, field):
    assert refused(office, **facts)[0] == [field]


def test_it_lasts_no_more_than_twelve_weeks(office):
    reviews = tuple(MONDAY + timedelta(weeks=n) for n in (3, 6, 9, 12))
    last = MONDAY + timedelta(weeks=12) - timedelta(days=1)
    fields, why = refused(office, end=last + timedelta(days=1), reviews=reviews)
    assert fields == ["end"]
    assert "no more than 12 weeks" in why
    office.agree(end=last, reviews=reviews[:3])


def test_it_is_never_agreed_after_it_began(office):
    earlier = THURSDAY - timedelta(days=7)
    reviews = (THURSDAY,)
    assert "agreed_on" in refused(office, start=earlier, reviews=reviews)[0]
    office.agree(start=earlier, agreed_on=earlier, reviews=(THURSDAY, THURSDAY + timedelta(28)))


def test_only_a_parent_the_pupil_lives_with_can_agree(office):
    elsewhere = ParentFactory(school=office.school)
    PupilParentFactory(pupil=office.pupil, parent=elsewhere, lives_with_pupil=False, priority=2)
    assert refused(office, agreed_with=elsewhere)[0] == ["agreed_with"]
    stranger = ParentFactory(school=office.school)
    assert refused(office, agreed_with=stranger)[0] == ["agreed_with"]


@pytest.mark.parametrize(
    ("flag", "who"), [("social_worker", "social worker"), ("looked_after", "Virtual School")]
)
def test_it_is_discussed_with_the_pupils_worker_first(office, flag, who):
    PupilFlag.objects.create(
        school=office.school, pupil=office.pupil, kind=flag, start=date(2026, 1, 1)
    )
    fields, why = refused(office)
    assert fields == ["worker_told_on"]
    assert who in why
    office.agree(worker_told_on=THURSDAY)


def test_two_do_not_overlap(office):
    office.agree()
    with pytest.raises(NotInOrder, match="End it first"):
        office.agree(start=TUESDAY)
    assert Timetable.objects.count() == 1


def test_it_is_for_pupils_on_the_roll(office):
    Enrolment.objects.filter(pupil=office.pupil).update(end=NEXT_MONDAY)
    assert refused(office)[0] == ["end"]
    Enrolment.objects.filter(pupil=office.pupil).update(end=THURSDAY)
    assert refused(office)[0] == ["start"]


def test_a_review_is_recorded_and_another_planned(office):
    review = office.agree().reviews.get()
    at = office.at("15:00", day=review.due_on)
    following = review.due_on + timedelta(days=7)
    hold_review(
        by=office.clerk,
        review=review,
        held_on=review.due_on,
        outcome="Two more mornings from January.",
        next_on=following,
        at=at,
    )
    review.refresh_from_db()
    assert (review.held_on, review.recorded_by) == (review.due_on, office.clerk)
    assert review.timetable.reviews.get(held_on=None).due_on == following
    with pytest.raises(NotInOrder, match="was held"):
        hold_review(by=office.clerk, review=review, held_on=review.due_on, outcome="Again", at=at)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"outcome": " "}, "outcome"),
        ({"held_on": FRIDAY}, "held_on"),
        ({"held_on": date(2026, 11, 1)}, "held_on"),
        ({"next_on": date(2027, 1, 8)}, "next_on"),
        ({"next_on": THURSDAY}, "next_on"),
    ],
)
def test_a_review_says_what_came_of_it_on_a_day_that_can_be(office, facts, field):
    review = office.agree().reviews.get()
    given = {"held_on": THURSDAY, "outcome": "Goes well."} | facts
    with pytest.raises(NotInOrder) as refusal:
        hold_review(by=office.clerk, review=review, **given, at=office.now)
    assert [fault.field for fault in refusal.value.faults] == [field]


def test_a_review_answers_the_timetable_as_it_is_now(office):
    review = office.agree().reviews.get()
    assert review.timetable.withdrawn_at is None  # As a page that was opened before has it.
    given = {"by": office.clerk, "outcome": "Goes well.", "at": office.now}
    end_timetable(
        by=office.clerk, timetable=review.timetable, last_day=MONDAY, reason="x", at=office.now
    )
    with pytest.raises(NotInOrder, match="ends on 16 November 2026") as refusal:
        hold_review(review=review, held_on=THURSDAY, next_on=NEXT_MONDAY, **given)
    assert [fault.field for fault in refusal.value.faults] == ["next_on"]
    end_timetable(
        by=office.clerk, timetable=review.timetable, last_day=THURSDAY, reason="x", at=office.now
    )
    with pytest.raises(NotInOrder, match="This timetable was taken back"):
        hold_review(review=review, held_on=THURSDAY, **given)
    review.refresh_from_db()
    assert review.held_on is None


def test_a_teacher_records_no_review(office):
    review = office.agree().reviews.get()
    with pytest.raises(NotPermitted):
        hold_review(by=office.teacher, review=review, held_on=THURSDAY, outcome="x", at=office.now)
