"""A name leaves the admission register on a lawful ground, and never for a day that is past."""

from datetime import date, timedelta

import pytest

from audit.models import Act
from registers.models import Mark, Plan, Removal
from registers.roll_refusals import NotInOrder
from schools.models import AuthorityProfile, ClassMembership, Enrolment, FactChange, PupilFlag
from schools.permissions import NotPermitted
from schools.roles import ROLES
from tests.factories.people import (
    ClassMembershipFactory,
    EnrolmentFactory,
    PupilFactory,
    SchoolClassFactory,
)
from tests.factories.registers import PlanFactory
from tests.registers.classroom import THURSDAY
from tests.roll.office import FRIDAY, MONDAY, Office


def refused(office, **facts):
    """The fields that are at fault; nothing is saved."""
    with pytest.raises(NotInOrder) as refusal:
        office.remove(**facts)
    assert not Removal.objects.exists()
    assert Enrolment.objects.get(pupil=office.pupil).end is None
    return [fault.field for fault in refusal.value.faults], str(refusal.value)


def test_the_next_register_after_the_last_day_is_without_the_pupil(office):
    office.remove()
    assert office.row(FRIDAY) is not None
    assert office.row(MONDAY) is None
    assert office.row(MONDAY, pupil=office.pupils[1]) is not None


def test_the_removal_says_who_decided_on_what_ground_and_evidence(office):
    removal = office.remove()
    stay = Enrolment.objects.get(pupil=office.pupil)
    assert (stay.end, stay.leaving_ground) == (FRIDAY, "a")
    assert (stay.next_school, stay.next_school_from) == ("Alder Primary", MONDAY)
    assert (removal.decided_by, removal.decided_title) == (office.head, "Headteacher")
    assert removal.conditions[0] == {
        "condition": "The pupil is registered at another school.",
        "how": "confirmed",
        "evidence": "Alder Primary wrote on 10 November.",
    }
    act = Act.objects.get(act="remove_from_roll")
    assert (act.by, act.subject_id, act.detail["ground"]) == (office.head, removal.pk, "a")
    assert set(FactChange.objects.filter(pupil=office.pupil).values_list("fact", flat=True)) == {
        "last_day_on_roll",
        "leaving_ground",
        "next_school",
        "next_school_from",
    }


def test_a_leavers_marks_and_record_stay(office):
    office.mark_days([THURSDAY - timedelta(days=1)], "/")
    office.remove()
    assert Mark.objects.in_force().filter(pupil=office.pupil).count() == 2


@pytest.mark.parametrize("role", [role for role in ROLES if role != "headteacher"])
def test_only_a_headteacher_removes(office, role):
    with pytest.raises(NotPermitted, match="Headteacher"):
        office.remove(by=office.person(role))
    assert not Removal.objects.exists()


def test_another_schools_head_removes_nobody_here(office):
    with pytest.raises(NotPermitted):
        office.remove(by=Office().head)


def test_never_for_a_day_that_is_past(office):
    fields, why = refused(office, last_day=THURSDAY - timedelta(days=1))
    assert fields == ["last_day"]
    assert "never deleted for a day that is past" in why


def test_never_before_a_mark_in_force(office):
    office.mark_days([THURSDAY], "/")
    _, why = refused(office, last_day=THURSDAY - timedelta(days=2))
    assert "The last marked day is 12 November 2026." in why
    office.remove(last_day=THURSDAY)


def test_a_year_typed_wrongly_is_asked_about(office):
    assert refused(office, last_day=date(2062, 11, 13))[0] == ["last_day"]
    assert refused(office, last_day=THURSDAY + timedelta(days=367))[0] == ["last_day"]
    office.remove(last_day=THURSDAY + timedelta(days=366))


@pytest.mark.parametrize("ground", ["", "p", "aa", "A"])
def test_a_pupil_of_compulsory_school_age_needs_a_ground(office, ground):
    assert "ground" in refused(office, ground=ground, why="Moved")[0]


def test_a_child_below_it_leaves_without_one_but_not_without_a_reason(office):
    office.pupil.date_of_birth = date(2022, 3, 14)
    office.pupil.save()
    with pytest.raises(NotInOrder, match="why the pupil leaves"):
        office.remove(ground="", evidence={})
    removal = office.remove(ground="", evidence={}, why="The family goes to another nursery.")
    assert (removal.ground, removal.evidence) == ("", "The family goes to another nursery.")
    assert Enrolment.objects.get(pupil=office.pupil).leaving_ground == ""


def test_each_condition_is_confirmed_with_words(office):
    fields, why = refused(office, evidence={"elsewhere": "   "})
    assert fields == ["elsewhere"]
    assert "Enter what shows this: The pupil is registered at another school." in why


def test_the_other_school_and_its_first_day_are_named(office):
    fields, _ = refused(office, next_school=" ", next_school_from=None)
    assert fields == ["next_school", "next_school_from"]


def test_consulting_is_recorded_or_why_it_was_not_needed(office):
    assert refused(office, consultation="")[0] == ["consultation"]


def test_the_return_to_the_authority_is_made_first(office):
    assert refused(office, return_made_on=None)[0] == ["return_made_on"]
    assert refused(office, return_made_on=FRIDAY)[0] == ["return_made_on"]


def in_the_top_class_in_july(asked=False):
    """A Year 6 pupil on the last day of the summer term."""
    office = Office(pupils=1, day=date(2027, 7, 21))
    for group, pupil in (("6", office.pupil), ("5", office.newcomer())):
        ClassMembership.objects.filter(pupil=pupil).update(year_group=group)
    if asked:
        AuthorityProfile.objects.create(
            school=office.school,
            valid_from=date(2026, 9, 1),
            recorded_by=office.head,
            recorded_at=office.now,
            name="Kent",
            wants_leavers_at_end=True,
        )
    return office


def leaves_in_july(office):
    last = office.day
    return office.remove(last_day=last, return_made_on=None, next_school_from=date(2027, 9, 1))


def test_no_return_is_due_at_the_end_of_the_top_classs_last_term(db):
    removal = leaves_in_july(in_the_top_class_in_july())
    assert removal.return_made_on is None
    assert "top class" in removal.return_not_needed


def test_unless_the_authority_has_asked_for_it(db):
    with pytest.raises(NotInOrder, match="Make the return"):
        leaves_in_july(in_the_top_class_in_july(asked=True))


def test_a_pupil_below_the_top_class_has_a_return_in_july_too(db):
    office = in_the_top_class_in_july()
    ClassMembership.objects.filter(pupil=office.pupil).update(year_group="4")
    with pytest.raises(NotInOrder, match="Make the return"):
        leaves_in_july(office)


@pytest.mark.parametrize(
    ("flag", "field"),
    [
        ("social_worker", "social_worker_told_on"),
        ("child_protection", "social_worker_told_on"),
        ("youth_justice", "youth_justice_told_on"),
    ],
)
def test_the_pupils_worker_is_told_or_a_reason_is_given(office, flag, field):
    PupilFlag.objects.create(
        school=office.school, pupil=office.pupil, kind=flag, start=date(2026, 1, 1)
    )
    assert refused(office)[0] == [field]
    assert refused(office, **{field: FRIDAY})[0] == [field]
    office.remove(not_told="She left the post on Monday.")


def test_a_looked_after_child_has_a_social_worker_and_the_virtual_school(office):
    PupilFlag.objects.create(
        school=office.school, pupil=office.pupil, kind="looked_after", start=date(2026, 1, 1)
    )
    assert refused(office)[0] == ["social_worker_told_on", "virtual_school_told_on"]
    removal = office.remove(social_worker_told_on=THURSDAY, virtual_school_told_on=THURSDAY)
    assert removal.virtual_school_told_on == THURSDAY


def test_a_flag_that_has_ended_asks_for_nobody(office):
    PupilFlag.objects.create(
        school=office.school,
        pupil=office.pupil,
        kind="social_worker",
        start=date(2026, 1, 1),
        end=THURSDAY,
    )
    office.remove()


def test_known_absences_after_the_last_day_are_not_expected_any_more(office):
    across = PlanFactory(pupil=office.pupil, code="I", start=THURSDAY, end=MONDAY)
    later = PlanFactory(pupil=office.pupil, code="M", start=MONDAY)
    before = PlanFactory(pupil=office.pupil, code="M", start=THURSDAY)
    office.remove()
    across.refresh_from_db()
    assert across.end == FRIDAY
    assert set(Plan.objects.standing()) == {across, before}
    later.refresh_from_db()
    assert later.withdrawn_at == office.now


def test_the_class_ends_with_the_last_day_and_a_later_class_is_dropped(office):
    now = ClassMembership.objects.get(pupil=office.pupil)
    now.end = date(2026, 12, 31)
    now.save()
    ClassMembershipFactory(
        school_class=SchoolClassFactory(school=office.school),
        enrolment=now.enrolment,
        start=date(2027, 1, 1),
    )
    office.remove()
    assert ClassMembership.objects.get(pupil=office.pupil).end == FRIDAY


def test_nobody_leaves_twice(office):
    office.remove()
    with pytest.raises(NotInOrder, match="leaves the roll on 13 November 2026 already"):
        office.remove()
    assert Removal.objects.count() == 1


def test_somebody_who_is_not_on_the_roll_cannot_leave_it(office):
    stranger = PupilFactory(school=office.school)
    EnrolmentFactory(pupil=stranger, end=date(2026, 7, 22))
    office.pupil = stranger
    with pytest.raises(NotInOrder, match="not on the roll today"):
        office.remove()
