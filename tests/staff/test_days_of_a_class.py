"""The days of a class stay apart, within this school year, and as they were seen."""

from datetime import date, timedelta

import pytest

from schools.models import ClassTeacher, User
from schools.staff import StaffRefused
from tests.factories.people import ClassTeacherFactory, SchoolClassFactory
from tests.staff.test_classes import end, give


@pytest.fixture
def kite(staff):
    return SchoolClassFactory(school=staff.school, name="Kite")


def day_of(staff, day):
    """How many days from today, on which the school stands."""
    return (day - staff.day).days


def test_a_longer_class_runs_into_no_later_one_of_the_same_person(staff, kite):
    row = give(staff, kite, last=4)
    give(staff, kite, first=8, last=9)
    with pytest.raises(StaffRefused, match="some of these days already") as refusal:
        end(staff, row, last=8)
    assert refusal.value.field == "last"
    assert end(staff, row, last=7).end == staff.day + timedelta(days=7)


def test_a_longer_class_runs_into_no_cover_of_the_same_person(staff, kite):
    row = give(staff, kite, person=staff.supply, last=4)
    covered = staff.day + timedelta(days=6)
    ClassTeacherFactory(
        school_class=kite, user=staff.supply, start=covered, end=covered, is_cover=True
    )
    with pytest.raises(StaffRefused, match="some of these days already"):
        end(staff, row, last=6)


def test_a_last_day_after_the_leaving_day_becomes_the_leaving_day(staff, kite, client):
    row = give(staff, kite, person=staff.supply, last=4)
    leaves = staff.day + timedelta(days=6)
    User.objects.filter(pk=staff.supply.pk).update(leaves_on=leaves)
    client.force_login(staff.admin)
    typed = {"last": str(leaves + timedelta(days=3)), "seen": str(row.end)}
    address = f"/staff/{staff.supply.pk}/classes/{row.pk}/end/"
    answer = client.post(address, typed, follow=True)
    row.refresh_from_db()
    assert row.end == leaves
    assert "has Kite until 18 November 2026." in answer.text


def test_the_second_of_two_who_end_a_class_is_told(staff, kite, client):
    row = give(staff, kite)
    end(staff, row, last=3)
    client.force_login(staff.admin)
    address = f"/staff/{staff.teacher.pk}/classes/{row.pk}/end/"
    late = client.post(address, {"last": str(staff.day), "seen": ""})
    assert late.status_code == 422
    assert "since you opened this: it is 15 November 2026 now." in late.text
    assert ClassTeacher.objects.get(pk=row.pk).end == staff.day + timedelta(days=3)
    assert 'name="seen" value="2026-11-15"' in late.text
    again = client.post(address, {"last": str(staff.day), "seen": "2026-11-15"})
    assert again.status_code == 302
    assert ClassTeacher.objects.get(pk=row.pk).end == staff.day


def test_a_class_begins_in_this_school_year_or_later(staff, kite):
    september = day_of(staff, date(2026, 9, 1))
    with pytest.raises(StaffRefused, match="this school year: 1 September 2026") as refusal:
        give(staff, kite, first=september - 1)
    assert refusal.value.field == "first"
    assert give(staff, kite, first=september).start == date(2026, 9, 1)


def test_who_taught_in_an_earlier_school_year_stays_as_it_was(staff, kite):
    row = ClassTeacherFactory(school_class=kite, user=staff.supply, start=date(2025, 9, 1))
    august = day_of(staff, date(2026, 8, 31))
    with pytest.raises(StaffRefused, match="31 August 2026 or a later day") as refusal:
        end(staff, row, last=august - 1)
    assert refusal.value.field == "last"
    assert end(staff, row, last=august).end == date(2026, 8, 31)
