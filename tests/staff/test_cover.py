"""Whoever covers a class takes its register on those days, and on no other."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from audit.models import Act
from schools.actions.end_cover import end_cover
from schools.actions.set_cover import set_cover
from schools.models import ClassTeacher, SchoolClass, User
from schools.permissions import NotPermitted
from schools.roles import ROLES
from schools.staff import StaffRefused
from tests.factories.people import ClassTeacherFactory, SchoolClassFactory, UserFactory
from tests.staff.conftest import StaffRoom


def cover(staff: StaffRoom, *, by=None, person=None, first=0, last=0, school_class=None):
    """Cover on days counted from today."""
    return set_cover(
        by=by or staff.clerk,
        person_id=(person or staff.supply).pk,
        class_id=(school_class or staff.school_class).pk,
        first=staff.day + timedelta(days=first),
        last=staff.day + timedelta(days=last),
        at=staff.now,
    )


def register_of(staff: StaffRoom, day: date | None = None) -> str:
    return reverse("registers:register", args=[staff.school_class.pk, day or staff.day, "AM"])


def test_the_covered_class_is_the_next_register_of_whoever_covers(staff, client):
    client.force_login(staff.supply)
    assert client.get("/registers/mine/").url == reverse("registers:today")
    cover(staff)
    assert client.get("/registers/mine/").url == register_of(staff)
    page = client.get("/registers/")
    assert f"{staff.school_class.name} <span" in page.text
    assert "Yours" in page.text


def test_whoever_covers_takes_the_register(staff, client):
    cover(staff)
    staff.mark_all(by=staff.supply)
    assert staff.submit(by=staff.supply).submitted_by == staff.supply


def test_cover_ends_with_its_last_day(staff, client):
    cover(staff, last=1)
    client.force_login(staff.supply)
    staff.now += timedelta(days=2)
    assert client.get(register_of(staff, staff.day + timedelta(days=2))).status_code == 403
    assert client.get(register_of(staff)).status_code == 200  # The day that was theirs.


def test_a_day_that_is_not_covered_stays_shut(staff, client):
    cover(staff, first=1, last=1)
    client.force_login(staff.supply)
    assert client.get(register_of(staff)).status_code == 403


def test_cover_beside_ones_own_class_is_a_second_register(staff, client):
    second = SchoolClassFactory(school=staff.school)
    cover(staff, person=staff.teacher, school_class=second)
    taught = ClassTeacher.objects.filter(user=staff.teacher, start__lte=staff.day)
    assert {row.school_class for row in taught} == {second, staff.school_class}


@pytest.mark.parametrize("role", ROLES)
def test_only_those_of_the_table_set_cover(staff, role):
    person = staff.person(role)
    if role in {"office", "attendance_lead", "senior_leader", "headteacher", "admin"}:
        assert cover(staff, by=person).is_cover
    else:
        with pytest.raises(NotPermitted):
            cover(staff, by=person)


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        (-1, 0, "first day is past"),
        (1, 0, "last day lies before"),
        (0, 31, "at most 31 days"),
        (32, 32, "begins at most 31 days ahead"),
    ],
)
def test_days_that_cannot_be_are_refused(staff, first, last, sentence):
    with pytest.raises(StaffRefused, match=sentence):
        cover(staff, first=first, last=last)
    assert not ClassTeacher.objects.filter(is_cover=True).exists()


def test_a_month_is_the_longest_cover_and_the_furthest_ahead(staff):
    assert cover(staff, last=30).end == staff.day + timedelta(days=30)
    assert cover(staff, first=31, last=61).start == staff.day + timedelta(days=31)


def test_nobody_covers_who_takes_no_registers(staff):
    with pytest.raises(StaffRefused, match="takes no registers"):
        cover(staff, person=staff.person("senco"))


def test_nobody_covers_after_they_have_left(staff):
    staff.supply.leaves_on = staff.day
    staff.supply.save()
    assert cover(staff)
    with pytest.raises(StaffRefused, match="has left by then"):
        cover(staff, first=1, last=1)


def test_an_administrator_does_not_get_a_register_by_covering_it_themself(staff):
    both = staff.person("admin", "class_teacher")
    with pytest.raises(StaffRefused, match="give themself a class"):
        cover(staff, by=both, person=both)
    assert cover(staff, by=staff.clerk, person=staff.clerk)  # Who takes every register already.


def test_somebody_is_not_given_the_same_class_twice(staff):
    cover(staff, last=2)
    with pytest.raises(StaffRefused, match="on these days already"):
        cover(staff, first=2, last=3)
    with pytest.raises(StaffRefused, match="on these days already"):
        cover(staff, person=staff.teacher)


def test_two_people_may_share_a_cover(staff):
    cover(staff)
    assert cover(staff, person=staff.person("class_teacher"))


def test_a_class_and_a_person_of_another_school_are_not_found(staff):
    with pytest.raises(SchoolClass.DoesNotExist):
        cover(staff, school_class=SchoolClassFactory())
    with pytest.raises(User.DoesNotExist):
        cover(staff, person=UserFactory())


def test_cover_that_has_not_begun_is_taken_back_whole(staff):
    row = cover(staff, first=1, last=2)
    end_cover(by=staff.clerk, cover_id=row.pk, at=staff.now)
    assert not ClassTeacher.objects.filter(pk=row.pk).exists()


def test_the_days_before_today_stay_when_cover_is_taken_back(staff):
    row = cover(staff, last=4)
    staff.now += timedelta(days=2)
    end_cover(by=staff.clerk, cover_id=row.pk, at=staff.now)
    row.refresh_from_db()
    assert row.end == staff.day + timedelta(days=1)


def test_cover_that_is_over_cannot_be_taken_back(staff):
    row = cover(staff)
    staff.now += timedelta(days=1)
    with pytest.raises(StaffRefused, match="over already"):
        end_cover(by=staff.clerk, cover_id=row.pk, at=staff.now)


def test_a_teachers_own_class_is_no_cover_to_take_back(staff):
    own = ClassTeacher.objects.get(user=staff.teacher)
    with pytest.raises(ClassTeacher.DoesNotExist):
        end_cover(by=staff.clerk, cover_id=own.pk, at=staff.now)


def test_cover_and_its_end_are_in_the_audit_trail(staff):
    row = cover(staff)
    end_cover(by=staff.admin, cover_id=row.pk, at=staff.now)
    acts = Act.objects.filter(subject_id=staff.supply.pk, act__in=["set_cover", "end_cover"])
    assert [(act.act, act.by) for act in acts.order_by("pk")] == [
        ("set_cover", staff.clerk),
        ("end_cover", staff.admin),
    ]
    assert acts[0].detail["class"] == staff.school_class.name


def post(client, staff, **typed):
    body = {
        "school_class": staff.school_class.pk,
        "person": staff.supply.pk,
        "first": str(staff.day),
        "last": "",
    }
    return client.post("/staff/cover/", body | typed)


def test_the_office_sets_cover_on_its_page_and_takes_it_back(staff, client):
    client.force_login(staff.clerk)
    assert post(client, staff).status_code == 302
    row = ClassTeacher.objects.get(is_cover=True)
    assert (row.user, row.start, row.end) == (staff.supply, staff.day, staff.day)
    page = client.get("/staff/cover/")
    assert "Sam Okoro covers" in page.text
    assert client.post(f"/staff/cover/{row.pk}/take-back/").status_code == 302
    assert "No cover is set." in client.get("/staff/cover/").text


def test_a_refused_cover_says_why_and_keeps_what_was_typed(staff, client):
    client.force_login(staff.clerk)
    answer = post(client, staff, first="2026-11-11", last="2026-11-11")
    assert answer.status_code == 422
    assert "<title>Error: Cover" in answer.text
    assert "Cover begins today or later." in answer.text
    assert 'value="2026-11-11"' in answer.text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"school_class": ""}, "Choose a class."),
        ({"person": "999999999"}, "Choose who covers."),
        ({"first": "31 June"}, "Enter a day such as 12/11/2026"),
        ({"first": ""}, "Enter the first day."),
    ],
)
def test_what_is_missing_is_asked_for(staff, client, typed, sentence):
    client.force_login(staff.clerk)
    answer = post(client, staff, **typed)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_a_class_without_a_teacher_is_named(staff, client):
    ClassTeacher.objects.filter(user=staff.teacher).update(end=staff.day - timedelta(days=1))
    client.force_login(staff.clerk)
    page = client.get("/staff/cover/")
    assert "No teacher today" in page.text
    assert f">{staff.school_class.name}</a>" in page.text
    assert post(client, staff).status_code == 302
    assert "No teacher today" not in client.get("/staff/cover/").text


def test_the_page_asks_a_few_questions_however_much_cover_there_is(
    staff, client, django_assert_max_num_queries
):
    for number in range(12):
        ClassTeacherFactory(
            school_class=SchoolClassFactory(school=staff.school),
            user=staff.supply,
            start=staff.day,
            end=staff.day + timedelta(days=number),
            is_cover=True,
        )
    client.force_login(staff.clerk)
    with django_assert_max_num_queries(10):
        client.get("/staff/cover/")
