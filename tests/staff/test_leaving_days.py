"""Somebody leaves today or later, so that who taught a class on a day gone by stays as it was."""

from datetime import timedelta

import pytest

from schools.models import ClassTeacher
from schools.staff import StaffRefused
from tests.factories.people import ClassTeacherFactory, SchoolClassFactory
from tests.staff.test_leaving import LAST_DAY, leave


def test_no_leaving_day_changes_who_taught_on_days_gone_by(staff):
    row = ClassTeacherFactory(
        school_class=staff.school_class, user=staff.supply, start=staff.day - timedelta(days=3)
    )
    for days in (7, 1):
        with pytest.raises(StaffRefused, match="is past"):
            leave(staff, staff.supply, on=staff.day - timedelta(days=days))
    row.refresh_from_db()
    assert row.end is None
    leave(staff, staff.supply, on=staff.day)
    row.refresh_from_db()
    assert (row.start, row.end) == (staff.day - timedelta(days=3), staff.day)


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
    for day in ("9999-12-31", str(furthest + timedelta(days=1))):
        answer = client.post(address, {"leaves_on": day, "seen": "1"})
        assert answer.status_code == 422
        assert "Choose a day within two years of today." in answer.text
    assert client.post(address, {"leaves_on": str(furthest), "seen": "1"}).status_code == 302
    staff.teacher.refresh_from_db()
    assert staff.teacher.leaves_on == furthest


def test_a_past_day_is_refused_on_the_page_in_words(staff, client):
    client.force_login(staff.admin)
    typed = {"leaves_on": "2026-11-11", "seen": "1"}
    answer = client.post(f"/staff/{staff.teacher.pk}/leaving/", typed)
    assert answer.status_code == 422
    assert "11 November 2026 is past. Choose today or a later day." in answer.text
    staff.teacher.refresh_from_db()
    assert staff.teacher.leaves_on is None


def test_a_day_typed_badly_is_asked_for_again(staff, client):
    client.force_login(staff.admin)
    typed = {"leaves_on": "31 June 2026", "seen": "1"}
    answer = client.post(f"/staff/{staff.teacher.pk}/leaving/", typed)
    assert answer.status_code == 422
    assert "Enter a whole day" in answer.text
    assert "31 June 2026" in answer.text
