"""A class is somebody's from a day to a day; a teacher may have two, and a class two teachers."""

from datetime import timedelta

import pytest

from audit.models import Act
from schools.actions.assign_class import assign_class
from schools.actions.end_class import end_class
from schools.models import ClassTeacher, SchoolClass, User
from schools.permissions import NotPermitted, classes_of
from schools.staff import StaffRefused
from tests.factories.people import ClassTeacherFactory, SchoolClassFactory, UserFactory
from tests.staff.conftest import StaffRoom


@pytest.fixture
def kite(staff):
    return SchoolClassFactory(school=staff.school, name="Kite")


def give(staff: StaffRoom, school_class, *, person=None, by=None, first=0, last=None):
    """A class from and to days counted from today."""
    return assign_class(
        by=by or staff.admin,
        person_id=(person or staff.teacher).pk,
        class_id=school_class.pk,
        first=staff.day + timedelta(days=first),
        last=None if last is None else staff.day + timedelta(days=last),
        at=staff.now,
    )


def end(staff: StaffRoom, row, *, last=0, by=None):
    return end_class(
        by=by or staff.admin,
        person_id=row.user_id,
        teaching_id=row.pk,
        last=staff.day + timedelta(days=last),
        seen_end=row.end,
        at=staff.now,
    )


def test_a_teacher_of_two_classes_has_both_registers(staff, kite):
    give(staff, kite)
    assert classes_of(staff.teacher, staff.day) == {kite.pk, staff.school_class.pk}


def test_a_class_begins_and_ends_on_its_days(staff, kite):
    give(staff, kite, person=staff.supply, first=1, last=2)
    days = [staff.day + timedelta(days=number) for number in range(4)]
    has = [kite.pk in classes_of(User.objects.get(pk=staff.supply.pk), day) for day in days]
    assert has == [False, True, True, False]


def test_a_class_ends_with_its_last_day_and_keeps_what_was(staff):
    row = ClassTeacher.objects.get(user=staff.teacher)
    end(staff, row)
    assert classes_of(staff.teacher, staff.day) == {staff.school_class.pk}
    assert classes_of(staff.teacher, staff.day + timedelta(days=1)) == set()


def test_a_class_that_has_not_begun_is_taken_back(staff, kite):
    row = give(staff, kite, first=5)
    end(staff, row)
    assert not ClassTeacher.objects.filter(pk=row.pk).exists()


def test_a_class_does_not_end_before_it_began(staff, kite):
    row = give(staff, kite, first=-3)
    with pytest.raises(StaffRefused, match="Choose that day or a later one"):
        end(staff, row, last=-4)


def test_a_class_that_is_over_is_not_ended_again(staff, kite):
    row = give(staff, kite, first=-3, last=-1)
    with pytest.raises(StaffRefused, match="does not have Kite any more"):
        end(staff, row)


def test_cover_is_not_ended_as_if_it_were_a_class(staff, kite):
    row = ClassTeacherFactory(
        school_class=kite, user=staff.supply, start=staff.day, end=staff.day, is_cover=True
    )
    with pytest.raises(ClassTeacher.DoesNotExist):
        end(staff, row)


def test_a_class_is_given_once(staff, kite):
    give(staff, kite, first=5, last=9)
    with pytest.raises(StaffRefused, match="some of these days already"):
        give(staff, kite)
    with pytest.raises(StaffRefused, match="some of these days already"):
        give(staff, kite, first=9, last=9)
    assert give(staff, kite, first=10)


def test_days_the_wrong_way_round_are_refused(staff, kite):
    with pytest.raises(StaffRefused, match="before the first"):
        give(staff, kite, first=3, last=2)


def test_a_class_begins_at_most_a_year_ahead(staff, kite):
    with pytest.raises(StaffRefused, match="at most a year ahead") as refusal:
        give(staff, kite, first=367)
    assert refusal.value.field == "first"
    assert give(staff, kite, first=366)


def test_the_office_gives_no_class_for_good(staff, kite):
    with pytest.raises(NotPermitted):
        give(staff, kite, by=staff.clerk)
    with pytest.raises(NotPermitted):
        end(staff, ClassTeacher.objects.get(user=staff.teacher), by=staff.clerk)


def test_nobody_gives_themself_a_class(staff, kite):
    both = staff.person("admin", "class_teacher")
    with pytest.raises(StaffRefused, match="give themself a class"):
        give(staff, kite, by=both, person=both)
    assert give(staff, kite, by=staff.head, person=staff.head)  # Who takes every register.


def test_who_takes_no_registers_gets_no_class(staff, kite):
    with pytest.raises(StaffRefused, match="takes no registers"):
        give(staff, kite, person=staff.person("governor"))


def test_a_class_of_a_leaver_ends_with_their_day(staff, kite):
    User.objects.filter(pk=staff.supply.pk).update(leaves_on=staff.day + timedelta(days=4))
    assert give(staff, kite, person=staff.supply).end == staff.day + timedelta(days=4)
    with pytest.raises(StaffRefused, match="has left by then"):
        give(staff, kite, person=staff.supply, first=5)


def test_other_schools_people_and_classes_are_not_found(staff, kite):
    with pytest.raises(User.DoesNotExist):
        give(staff, kite, person=UserFactory())
    with pytest.raises(SchoolClass.DoesNotExist):
        give(staff, SchoolClassFactory())


def test_giving_and_ending_are_recorded(staff, kite):
    end(staff, give(staff, kite))
    acts = Act.objects.filter(subject_id=staff.teacher.pk).order_by("pk")
    assert [(act.act, act.detail["class"]) for act in acts] == [
        ("assign_class", "Kite"),
        ("end_class", "Kite"),
    ]


def test_the_page_gives_a_class_and_ends_it(staff, kite, client):
    client.force_login(staff.admin)
    address = f"/staff/{staff.supply.pk}/classes/"
    typed = {"school_class": kite.pk, "first": str(staff.day), "last": ""}
    assert client.post(address, typed).status_code == 302
    row = ClassTeacher.objects.get(school_class=kite)
    assert "Kite" in client.get(address).text
    answer = client.post(f"{address}{row.pk}/end/", {"last": str(staff.day)})
    assert answer.status_code == 302
    row.refresh_from_db()
    assert row.end == staff.day


def test_the_page_says_what_is_wrong(staff, kite, client):
    client.force_login(staff.admin)
    address = f"/staff/{staff.supply.pk}/classes/"
    assert "Choose a class." in client.post(address, {"first": str(staff.day)}).text
    row = give(staff, kite, person=staff.supply, first=-2)
    answer = client.post(f"{address}{row.pk}/end/", {"last": "2026-11-01"})
    assert answer.status_code == 422
    assert "Choose that day or a later one." in answer.text


def test_a_class_of_somebody_else_is_not_found_under_this_person(staff, kite, client):
    client.force_login(staff.admin)
    row = give(staff, kite)
    assert client.get(f"/staff/{staff.supply.pk}/classes/{row.pk}/end/").status_code == 404
