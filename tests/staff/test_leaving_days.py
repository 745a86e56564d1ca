"""A leaving day may be past, but never before what the person did or was given to teach."""

from datetime import timedelta

import pytest
from django.test import Client

from audit.actions.note_look import note_look
from audit.actions.record import record
from schools.models import ClassTeacher
from schools.staff import StaffRefused
from tests.factories.people import ClassTeacherFactory, SchoolClassFactory
from tests.staff.conftest import is_in
from tests.staff.test_leaving import LAST_DAY, leave


def test_whoever_left_last_week_is_given_that_day_and_shut_out_at_once(staff):
    began = staff.day - timedelta(days=30)
    row = ClassTeacherFactory(school_class=staff.school_class, user=staff.supply, start=began)
    browser = Client()
    browser.force_login(staff.supply)
    left = staff.day - timedelta(days=7)
    assert leave(staff, staff.supply, on=left).leaves_on == left
    row.refresh_from_db()
    assert row.end == left
    assert not is_in(browser)


def test_nobody_leaves_before_something_that_they_did(staff):
    days = (staff.day - timedelta(days=1), staff.day - timedelta(days=2))
    record(
        act="save_marks",
        by=staff.supply,
        at=staff.at("23:30", day=days[0]),
        school_id=staff.school.pk,
    )
    with pytest.raises(StaffRefused, match="on 11 November 2026"):
        leave(staff, staff.supply, on=days[1])
    assert leave(staff, staff.supply, on=days[0]).leaves_on == days[0]


def test_nobody_leaves_before_they_looked_at_a_pupils_facts(staff):
    days = (staff.day - timedelta(days=1), staff.day - timedelta(days=2))
    note_look(
        by=staff.supply,
        school_id=staff.school.pk,
        subject=staff.pupils[0],
        what=["contacts"],
        at=staff.at("9:00", day=days[0]),
    )
    with pytest.raises(StaffRefused, match="did something here"):
        leave(staff, staff.supply, on=days[1])


def test_nobody_leaves_before_the_first_day_of_a_class_that_was_theirs(staff):
    began = staff.day - timedelta(days=3)
    row = ClassTeacherFactory(school_class=staff.school_class, user=staff.supply, start=began)
    with pytest.raises(StaffRefused, match="9 November 2026"):
        leave(staff, staff.supply, on=began - timedelta(days=1))
    leave(staff, staff.supply, on=began)
    row.refresh_from_db()
    assert (row.start, row.end) == (began, began)


def test_nobody_says_of_themself_that_they_had_left(staff):
    with pytest.raises(StaffRefused, match="You are here today"):
        leave(staff, staff.admin, on=staff.day - timedelta(days=1))


def test_a_class_that_would_begin_after_the_last_day_is_taken_back(staff):
    kite = SchoolClassFactory(school=staff.school)
    later = LAST_DAY + timedelta(days=1)
    row = ClassTeacherFactory(school_class=kite, user=staff.supply, start=later)
    leave(staff, staff.supply)
    assert not ClassTeacher.objects.filter(pk=row.pk).exists()


def test_a_leaving_day_lies_within_two_years(staff, client):
    client.force_login(staff.admin)
    address = f"/staff/{staff.teacher.pk}/leaving/"
    furthest = staff.day + timedelta(days=731)
    for day in ("2199-12-31", str(furthest + timedelta(days=1))):
        answer = client.post(address, {"leaves_on": day, "seen": "1"})
        assert answer.status_code == 422
        assert "Choose a day within two years of today." in answer.text
    assert client.post(address, {"leaves_on": str(furthest), "seen": "1"}).status_code == 302
    staff.teacher.refresh_from_db()
    assert staff.teacher.leaves_on == furthest


def test_a_day_long_past_is_refused_on_the_page_in_words(staff, client):
    client.force_login(staff.admin)
    for day in ("1966-10-14", "2025-11-10"):
        typed = {"leaves_on": day, "seen": "1"}
        answer = client.post(f"/staff/{staff.teacher.pk}/leaving/", typed)
        assert answer.status_code == 422
        assert "Choose a day at most a year ago." in answer.text
    staff.teacher.refresh_from_db()
    assert staff.teacher.leaves_on is None


def test_a_day_typed_badly_is_asked_for_again(staff, client):
    client.force_login(staff.admin)
    typed = {"leaves_on": "31 June 2026", "seen": "1"}
    answer = client.post(f"/staff/{staff.teacher.pk}/leaving/", typed)
    assert answer.status_code == 422
    assert "There is no 31 June 2026" in answer.text
    assert "31 June 2026" in answer.text
