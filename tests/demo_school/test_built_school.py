"""The demo school in the database is one that a visitor can walk into at 8:52."""

from collections import Counter, defaultdict
from datetime import date, datetime, time
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from attendance_site.demo_school.accounts import DEMO_PASSWORD
from attendance_site.demo_school.folder import URN
from audit.models import Act
from registers.models import Mark, Plan, Register
from registers.queries.roll import roll
from rules.compulsory_age import is_compulsory
from rules.rates import figures, pooled
from schools.models import ClassMembership, Enrolment, School, SchoolClass, User
from toolkit import clock

MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 20)


@pytest.fixture(scope="module")
def quillbrook(django_db_setup, django_db_blocker):
    """The school of 412, made once for all the tests of this file, which only look at it."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("demo_school", pupils=412, today=MONDAY, stdout=StringIO())
        yield School.objects.get(urn=URN)
        transaction.set_rollback(True)


def kestrel_of(school: School) -> SchoolClass:
    return SchoolClass.objects.get(school=school, name="Kestrel")


def at(clock_time: time) -> datetime:
    return clock.at_school(MONDAY, clock_time)


def test_the_school_has_its_pupils_on_the_roll_and_a_teacher_for_every_class(quillbrook):
    assert Enrolment.objects.on(MONDAY).filter(school=quillbrook).count() == 412
    classes = SchoolClass.objects.filter(school=quillbrook)
    assert classes.count() == 14
    assert all(one.teachers.count() == 1 for one in classes)


def test_last_year_in_the_database_has_the_countrys_figures(quillbrook):
    codes = defaultdict(list)
    marks = Mark.objects.in_force().filter(school=quillbrook, day__lt=date(2026, 9, 1))
    rows = marks.values_list("pupil_id", "pupil__date_of_birth", "day", "code")
    for pupil, born, day, code in rows:
        if is_compulsory(born, day):
            codes[pupil].append(code)
    pupils = [one for one in map(figures, codes.values()) if one.possible]
    persistent = 100 * sum(one.persistent for one in pupils) / len(pupils)
    assert float(pooled(pupils).absence) == pytest.approx(5.25, abs=0.5)
    assert persistent == pytest.approx(13.5, abs=2)


def test_no_session_up_to_yesterday_lacks_a_mark_and_none_of_today_was_loaded(quillbrook):
    marks = Mark.objects.in_force().filter(school=quillbrook)
    assert marks.filter(source="import").latest("day").day == FRIDAY
    on_roll = Enrolment.objects.on(FRIDAY).filter(school=quillbrook).count()
    assert marks.filter(day=FRIDAY).count() == 2 * on_roll


def test_the_schools_own_account_cannot_sign_in(quillbrook):
    system = User.objects.system(quillbrook)
    assert not system.check_password(DEMO_PASSWORD)
    assert not system.is_active


def test_kestrels_register_is_open_with_what_the_office_knew_and_nothing_more(quillbrook):
    rows = roll(school_class=kestrel_of(quillbrook), day=MONDAY, half="AM")
    assert len(rows) == 30
    assert {row.pupil.forename: row.planned for row in rows if row.planned} == {
        "Kofi": "I",
        "Isla": "M",
        "Cường": "V",
    }
    register = Register.objects.get(school_class__name="Kestrel", day=MONDAY, half="AM")
    assert register.submitted_at is None
    marks = register.marks.in_force()
    assert {(mark.pupil.forename, mark.code, mark.source) for mark in marks} == {
        ("Kofi", "I", "plan"),
        ("Isla", "M", "plan"),
    }


def test_the_office_recorded_the_plans_before_registers_opened(quillbrook):
    plans = Plan.objects.filter(school=quillbrook)
    assert plans.count() >= 3
    for plan in plans:
        assert at(time(8)) <= plan.recorded_at < at(time(8, 50))
        assert plan.recorded_by.email == "p.raman@quillbrook.example"
        assert plan.recorded_role == "office"


def test_registers_were_submitted_by_their_own_teachers_after_opening(quillbrook):
    submitted = Register.objects.filter(school=quillbrook, day=MONDAY, submitted_at__isnull=False)
    assert submitted.count() == 5
    for register in submitted:
        assert at(time(8, 50)) < register.submitted_at < at(time(8, 52))
        assert register.submitted_role == "class_teacher"
        assert register.submitted_by.teaches.get().school_class == register.school_class
        pupils = ClassMembership.objects.on(MONDAY).filter(school_class=register.school_class)
        assert register.marks.in_force().count() == pupils.count()


def test_nothing_of_today_was_marked_before_registers_opened_or_after_8_52(quillbrook):
    todays = Mark.objects.filter(school=quillbrook, day=MONDAY)
    assert todays.count() > 150
    assert all(at(time(8, 50)) <= mark.entered_at < at(time(8, 52)) for mark in todays)


def test_what_the_office_heard_about_this_week_is_an_amendment_with_its_history(quillbrook):
    amended = Mark.objects.filter(school=quillbrook, amendment=True)
    assert amended.count() >= 8
    for mark in amended:
        first = Mark.objects.get(
            pupil=mark.pupil, day=mark.day, half=mark.half, closed_at__isnull=False
        )
        assert first.code == "N"
        assert first.entered_at < first.closed_at == mark.entered_at < at(time(8, 50))
        assert mark.code in ("I", "M", "O")
        assert mark.reason
        assert mark.entered_role == "office"


def test_some_reasons_of_this_week_are_still_open(quillbrook):
    unknown = Mark.objects.in_force().filter(school=quillbrook, code="N", day__lt=MONDAY)
    days = Counter(unknown.values_list("day", flat=True))
    assert days[FRIDAY] >= 4
    assert len(days) >= 4
    assert min(days) >= date(2026, 11, 13)


def test_brothers_and_sisters_share_their_parents(quillbrook):
    shanelle = quillbrook.pupils.get(legal_forename="Shanelle", legal_surname="Reid-Moss")
    donna = shanelle.contacts.get(priority=1).parent
    assert donna.forename == "Donna"
    children = {link.pupil.forename for link in donna.pupils.select_related("pupil")}
    assert children == {"Shanelle", "Tyrell", "Kiara"}


def test_everything_that_was_done_is_in_the_audit_trail(quillbrook):
    acts = set(Act.objects.filter(school=quillbrook).values_list("act", flat=True))
    assert acts >= {"load_folder", "record_plan", "change_mark", "open_registers"}
    assert acts >= {"save_marks", "submit_register"}
