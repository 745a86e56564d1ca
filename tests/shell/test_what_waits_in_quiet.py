"""Today shows what nobody is called for: months without a copy, look-alikes, numbers to mend."""

from datetime import date, timedelta

import pytest

from attendance_site.waiting import waiting
from registers.models import Register
from schools.models import LookAlike, NewPupilReturn, Parent, Pupil, SchoolClass, Session
from tests.factories.flags import LookAlikeFactory
from tests.factories.keeping import KeptCopyFactory
from tests.factories.loads import FolderLoadFactory
from tests.factories.people import (
    ClassTeacherFactory,
    ParentFactory,
    PupilParentFactory,
    UserFactory,
)
from tests.factories.registers import MarkFactory, RegisterFactory
from tests.factories.roll import SuspensionFactory, TimetableFactory, TimetableReviewFactory
from tests.factories.schools import SessionFactory
from tests.factories.settings import AuthorityProfileFactory, CalendarPeriodFactory
from tests.shell.mornings import MONDAY, at, take, today_of

pytestmark = pytest.mark.django_db
AUGUST, SEPTEMBER = date(2025, 8, 4), date(2025, 9, 1)
NEXT_MONTH = date(2025, 10, 1)


def kinds(school, role, day=MONDAY, clock_time="8:00"):
    person = UserFactory(school=school, role=role)
    return [item.kind for item in waiting(by=person, on=day, at=at(clock_time, day))]


def contact_of(school, **facts):
    parent = ParentFactory(school=school, **facts)
    pupil = Pupil.objects.filter(school=school).first()
    return PupilParentFactory(pupil=pupil, parent=parent, priority=2).parent


@pytest.mark.parametrize(
    ("role", "shown"),
    [
        ("headteacher", True),
        ("attendance_lead", True),
        ("admin", True),
        ("office", False),
        ("class_teacher", False),
    ],
)
def test_a_month_that_was_not_copied_is_shown_to_who_can_have_it_copied(
    client, school, set_now, role, shown
):
    take(school, "Wren")
    set_now("9:00", day=NEXT_MONTH)
    text = today_of(client, UserFactory(school=school, role=role))
    assert ("1 month has no read-only copy of the registers" in text) == shown
    assert ("September 2025. It should have been made by itself." in text) == shown
    assert ('href="/settings/copies/"' in text) == shown


def test_a_month_waits_from_when_its_copy_is_due_until_it_is_made(school):
    take(school, "Wren")
    assert "month_without_copy" not in kinds(school, "headteacher", NEXT_MONTH, "2:00")
    assert "month_without_copy" in kinds(school, "headteacher", NEXT_MONTH, "2:01")
    KeptCopyFactory(school=school, month=SEPTEMBER)
    assert "month_without_copy" not in kinds(school, "headteacher", NEXT_MONTH, "2:01")


def test_months_without_a_copy_are_one_line_and_those_before_the_first_copy_are_none(
    client, school, set_now
):
    wren = SchoolClass.objects.get(school=school, name="Wren")
    for month in range(1, 9):
        RegisterFactory(school_class=wren, day=date(2025, month, 3))
    KeptCopyFactory(school=school, month=date(2025, 3, 1))
    text = today_of(client, UserFactory(school=school, role="headteacher"))
    assert "5 months have no read-only copy" in text
    assert "April 2025, May 2025, June 2025 and 2 more." in text


def test_a_school_without_a_register_has_no_month_to_copy(school):
    assert "month_without_copy" not in kinds(school, "headteacher", NEXT_MONTH, "9:00")


@pytest.mark.parametrize(
    ("role", "shown"),
    [("office", True), ("admin", True), ("family_liaison", False), ("class_teacher", False)],
)
def test_parents_of_one_name_wait_for_who_may_say_whether_they_are_one(
    client, school, set_now, role, shown
):
    set_now("8:00")
    for surname in ("Núñez", "NUNEZ", "Nunez"):
        contact_of(school, forename="Ana", surname=surname)
    text = today_of(client, UserFactory(school=school, role=role))
    assert ("3 pairs of parents may be one person" in text) == shown
    assert ('href="/parents/look-alikes/"' in text) == shown


def test_a_pair_that_was_judged_waits_no_more_until_that_is_undone(school):
    one, other = (contact_of(school, forename="Ana", surname="Ng") for _ in range(2))
    assert "look_alikes" in kinds(school, "office")
    judged = LookAlikeFactory(kept=one, other=other, judgement=LookAlike.Judgement.APART)
    assert "look_alikes" not in kinds(school, "office")
    judged.undone_by, judged.undone_at = judged.by, at("8:30")
    judged.save()
    assert "look_alikes" in kinds(school, "office")
    Parent.objects.filter(pk=other.pk).update(merged_into=one)
    assert "look_alikes" not in kinds(school, "office")


@pytest.mark.parametrize(
    ("role", "shown"), [("office", True), ("family_liaison", False), ("governor", False)]
)
def test_numbers_to_mend_wait_for_who_may_mend_them(school, role, shown):
    contact_of(school, mobile="0770", mobile_number="")
    assert ("numbers_to_mend" in kinds(school, role)) == shown


def test_a_number_waits_until_it_is_mended_or_its_pupil_has_left(client, school, set_now):
    set_now("8:00")
    first = contact_of(school, mobile="0770", mobile_number="")
    contact_of(school, forename="Noor", phone="12", phone_number="")
    office = UserFactory(school=school, role="office")
    assert "2 parents have a number or e-mail address to mend" in today_of(client, office)
    Parent.objects.filter(pk=first.pk).update(mobile_number="+447700900456")
    text = today_of(client, office)
    assert "1 parent has a number or e-mail address to mend" in text
    assert 'href="/parents/to-mend/"' in text
    for stay in school.pupils.first().enrolments.all():
        stay.end = MONDAY - timedelta(days=1)
        stay.save()
    assert "numbers_to_mend" not in kinds(school, "office")


def test_another_schools_contacts_and_months_are_not_shown(school):
    take(school, "Wren")
    contact_of(school, forename="Ana", surname="Ng", mobile="0770", mobile_number="")
    contact_of(school, forename="Ana", surname="Ng")
    stranger = UserFactory(role="headteacher")
    found = waiting(by=stranger, on=NEXT_MONTH, at=at("9:00", NEXT_MONTH))
    assert found == []


def test_registers_come_before_what_can_wait(school):
    contact_of(school, forename="Ana", surname="Ng", mobile="0770", mobile_number="")
    contact_of(school, forename="Ana", surname="Ng")
    take(school, "Wren")
    RegisterFactory(
        school_class=Register.objects.get(school=school).school_class, day=AUGUST, half="AM"
    )
    found = kinds(school, "headteacher", clock_time="9:41")
    assert found[0] == "missing_register"
    assert found[-3:] == ["month_without_copy", "look_alikes", "numbers_to_mend"]


def test_today_takes_fifteen_queries_with_something_of_everything(
    client, school, django_assert_max_num_queries
):
    Session.objects.filter(school=school, day=MONDAY, half="PM").delete()
    CalendarPeriodFactory(school=school)
    CalendarPeriodFactory(
        school=school, kind="inset", start=MONDAY, end=MONDAY, session="PM", name="Training"
    )
    wren = take(school, "Wren", submitted=False)
    MarkFactory(register=wren)
    ClassTeacherFactory(school_class=wren.school_class)
    for back in range(1, 15):
        SessionFactory(school=school, day=MONDAY + timedelta(days=back), half="AM")
    SessionFactory(school=school, day=MONDAY - timedelta(days=3), half="AM")
    RegisterFactory(school_class=wren.school_class, day=AUGUST, submitted=False)
    pupil = Pupil.objects.filter(school=school).first()
    timetable = TimetableFactory(pupil=pupil, end=MONDAY + timedelta(days=6))
    TimetableReviewFactory(timetable=timetable, due_on=MONDAY)
    SuspensionFactory(pupil=pupil, end=MONDAY + timedelta(days=14))
    stay = pupil.enrolments.get()
    NewPupilReturn.objects.create(school=school, enrolment=stay, entered_on=MONDAY)
    AuthorityProfileFactory(school=school)
    FolderLoadFactory(school=school, state="checked")
    contact_of(school, forename="Ana", surname="Ng", mobile="0770", mobile_number="")
    contact_of(school, forename="Ana", surname="Ng")
    client.force_login(UserFactory(school=school, role="headteacher"))
    client.get("/account/")
    with django_assert_max_num_queries(15):
        answer = client.get("/today/")
    assert "INSET day: Training. The school has no session this afternoon." in answer.text
    assert {item.kind for item in answer.context["items"]} >= {
        "missing_register", "untaken_day", "timetable_review", "timetable_ends", "sixth_day",
        "new_pupil_return", "upload", "month_without_copy", "look_alikes", "numbers_to_mend",
    }  # fmt: skip
