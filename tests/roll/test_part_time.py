"""A part-time timetable: C2 or X inside its agreed sessions, and nowhere else."""

from datetime import date, timedelta

import pytest

from audit.models import Act
from registers.actions.end_timetable import end_timetable
from registers.actions.hold_review import hold_review
from registers.actions.open_registers import open_registers
from registers.changes import Change
from registers.models import Mark, Plan, Timetable
from registers.refusals import CodeNotPermitted, WrongForThisPupil
from registers.roll_refusals import NotInOrder
from schools.models import Enrolment, PupilFlag
from schools.permissions import NotPermitted
from schools.roles import ROLES
from tests.factories.people import ParentFactory, PupilParentFactory
from tests.factories.registers import PlanFactory
from tests.registers.classroom import THURSDAY
from tests.roll.office import FRIDAY, MONDAY, TERM_ENDS, Office

TUESDAY, NEXT_MONDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=7)
ARRANGERS = {"office", "family_liaison", "attendance_lead", "senior_leader", "headteacher"}


def refused(office, **facts):
    """The fields that are at fault; nothing is saved."""
    with pytest.raises(NotInOrder) as refusal:
        office.agree(**facts)
    assert not Timetable.objects.exists()
    assert not Plan.objects.exists()
    return [fault.field for fault in refusal.value.faults], str(refusal.value)


def open_on(office, day, half):
    """The session's registers open; the pupil's code, or nothing."""
    at = office.at("8:50" if half == "AM" else "13:30", day=day)
    open_registers(school=office.school, day=day, half=half, at=at)
    found = Mark.objects.in_force().filter(pupil=office.pupil, day=day, half=half)
    return "".join(found.values_list("code", flat=True))


def enter(office, code, *, day=MONDAY, half="PM", by=None, pupil=None):
    return office.save(
        Change((pupil or office.pupil).pk, code),
        by=by or office.clerk,
        day=day,
        half=half,
        at="14:00" if half == "PM" else "9:00",
    )


def test_the_next_registers_have_c2_in_the_agreed_sessions_and_only_there(office):
    office.agree()
    assert open_on(office, MONDAY, "PM") == "C2"
    assert open_on(office, MONDAY + timedelta(days=4), "PM") == "C2"
    assert office.planned(MONDAY, "AM") == ""
    assert office.planned(TUESDAY, "PM") == ""
    assert office.row(MONDAY, "PM", pupil=office.pupils[1]).planned == ""


def test_the_mark_is_by_whoever_recorded_the_agreement(office):
    office.agree()
    open_on(office, MONDAY, "PM")
    mark = Mark.objects.in_force().get(pupil=office.pupil)
    assert (mark.entered_by, mark.entered_role, mark.source) == (office.clerk, "office", "plan")


def test_it_holds_from_its_first_day_to_its_last(office):
    office.agree(end=NEXT_MONDAY, reviews=(NEXT_MONDAY,))
    assert office.planned(NEXT_MONDAY, "PM") == "C2"
    assert office.planned(MONDAY - timedelta(days=3), "PM") == ""
    assert office.planned(NEXT_MONDAY + timedelta(days=4), "PM") == ""


@pytest.mark.parametrize(
    ("born", "day", "code"),
    [
        (date(2021, 12, 31), MONDAY, "X"),
        (date(2021, 11, 30), MONDAY + timedelta(days=4), "X"),
        (date(2017, 3, 14), MONDAY, "C2"),
    ],
)
def test_below_compulsory_school_age_it_is_x(office, born, day, code):
    office.pupil.date_of_birth = born
    office.pupil.save()
    office.agree()
    assert open_on(office, day, "PM") == code


def test_the_age_on_the_day_of_the_session_decides(office):
    office.pupil.date_of_birth = date(2021, 11, 5)  # Of compulsory age from 31 December 2026.
    office.pupil.save()
    office.agree(
        start=date(2026, 12, 7),
        end=date(2027, 2, 12),
        agreed_on=THURSDAY,
        reviews=(date(2027, 1, 4), date(2027, 1, 29)),
    )
    assert office.planned(date(2026, 12, 14), "PM") == "X"
    assert office.planned(date(2027, 1, 4), "PM") == "C2"


def test_a_teacher_may_restore_c2_in_an_agreed_session(office):
    office.agree()
    office.save(Change(office.pupil.pk, "\\"), day=MONDAY, half="PM", at="14:00")
    enter(office, "C2", by=office.teacher)
    assert Mark.objects.in_force().get(pupil=office.pupil, day=MONDAY).code == "C2"


@pytest.mark.parametrize("who", ["teacher", "clerk", "head"])
@pytest.mark.parametrize(("day", "half"), [(MONDAY, "AM"), (TUESDAY, "PM")])
def test_nobody_enters_c2_outside_the_agreed_sessions(office, who, day, half):
    office.agree()
    with pytest.raises(CodeNotPermitted):
        enter(office, "C2", day=day, half=half, by=getattr(office, who))
    assert not Mark.objects.filter(pupil=office.pupil).exists()


def test_c2_of_one_pupil_is_not_for_another(office):
    office.agree()
    with pytest.raises(CodeNotPermitted, match="needs an agreed timetable"):
        enter(office, "C2", pupil=office.pupils[1])


def test_x_is_never_for_compulsory_school_age_even_inside_a_timetable(office):
    office.agree()
    with pytest.raises(WrongForThisPupil, match="compulsory school age"):
        enter(office, "X")


def test_a_plan_of_c2_without_a_timetable_gives_nobody_the_code(office):
    PlanFactory(pupil=office.pupil, code="C2", start=MONDAY)
    with pytest.raises(CodeNotPermitted):
        enter(office, "C2")


def test_an_illness_known_later_comes_before_it_and_c2_can_still_be_entered(office):
    office.agree()
    PlanFactory(
        pupil=office.pupil,
        code="I",
        start=MONDAY,
        recorded_at=office.now + timedelta(hours=1),
    )
    assert open_on(office, MONDAY, "PM") == "I"
    enter(office, "C2")
    assert Mark.objects.in_force().get(pupil=office.pupil, half="PM").code == "C2"


def test_ended_early_it_is_expected_no_more(office):
    timetable = office.agree()
    at = office.at("16:00", day=MONDAY)
    end_timetable(by=office.clerk, timetable=timetable, last_day=MONDAY, reason="Well", at=at)
    timetable.refresh_from_db()
    assert (timetable.end, timetable.ended_by) == (MONDAY, office.clerk)
    assert office.planned(NEXT_MONDAY, "PM") == ""
    assert open_on(office, NEXT_MONDAY, "PM") == ""
    with pytest.raises(CodeNotPermitted):
        enter(office, "C2", day=NEXT_MONDAY)
    assert Act.objects.get(act="end_timetable").reason == "Well"


def test_c2_that_outlived_its_timetable_is_not_restored(office):
    timetable = office.agree()
    open_on(office, MONDAY, "PM")
    enter(office, "\\", by=office.teacher)
    yesterday = MONDAY - timedelta(days=1)
    at = office.at("15:00", day=MONDAY)
    end_timetable(by=office.clerk, timetable=timetable, last_day=yesterday, reason="x", at=at)
    with pytest.raises(CodeNotPermitted):
        enter(office, "C2", by=office.teacher)


def test_it_cannot_be_ended_before_a_register_that_holds_its_code(office):
    timetable = office.agree()
    open_on(office, MONDAY, "PM")
    at = office.at("15:00", day=MONDAY)
    with pytest.raises(NotInOrder, match="The register of 16 November 2026 has C2"):
        end_timetable(by=office.clerk, timetable=timetable, last_day=FRIDAY, reason="x", at=at)
    timetable.refresh_from_db()
    assert timetable.end == TERM_ENDS


def test_taken_back_before_it_begins_another_can_be_agreed(office):
    timetable = office.agree()
    end_timetable(
        by=office.clerk, timetable=timetable, last_day=THURSDAY, reason="No", at=office.now
    )
    timetable.refresh_from_db()
    assert timetable.withdrawn_at == office.now
    assert not Plan.objects.standing().exists()
    office.agree()


@pytest.mark.parametrize(
    ("last_day", "reason", "field"),
    [(TERM_ENDS, "x", "last_day"), (MONDAY, " ", "reason"), (date(2027, 1, 8), "x", "last_day")],
)
def test_ending_needs_an_earlier_day_and_a_reason(office, last_day, reason, field):
    timetable = office.agree()
    with pytest.raises(NotInOrder) as refusal:
        end_timetable(
            by=office.clerk, timetable=timetable, last_day=last_day, reason=reason, at=office.now
        )
    assert [fault.field for fault in refusal.value.faults] == [field]


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


def test_a_teacher_records_no_review(office):
    review = office.agree().reviews.get()
    with pytest.raises(NotPermitted):
        hold_review(by=office.teacher, review=review, held_on=THURSDAY, outcome="x", at=office.now)
