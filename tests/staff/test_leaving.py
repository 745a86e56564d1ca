"""A leaver's access ends after their last day: at the door, on every page, and in every right."""

from datetime import date, timedelta

import pytest
from django.test import Client

from audit.models import Act
from registers.models import Mark
from schools.account_links import RESET, link_for
from schools.actions.set_leaving_day import set_leaving_day
from schools.changes import ChangedMeanwhile
from schools.models import ClassTeacher, Delegation, Session, User
from schools.permissions import DELEGABLE, Place, may
from schools.queries.cover import classes_without_teacher
from schools.queries.cover_items import today_items
from schools.staff import StaffRefused
from schools.tasks import send_reset_link
from tests.factories.people import PASSWORD, ClassTeacherFactory, SchoolClassFactory
from tests.factories.staff import DelegationFactory
from tests.staff.conftest import StaffRoom, is_in
from toolkit import clock

LAST_DAY = date(2026, 11, 13)


def leave(staff: StaffRoom, person=None, *, on: date | None = LAST_DAY, by=None, seen=None):
    person = person or staff.teacher
    person.refresh_from_db()
    return set_leaving_day(
        by=by or staff.admin,
        person_id=person.pk,
        leaves_on=on,
        seen=seen or person.version,
        at=staff.now,
    )


def test_a_sign_in_stops_working_on_the_day_after_the_last(staff):
    browser = staff.signed_in(staff.supply)
    leave(staff, staff.supply)
    assert is_in(browser)
    staff.now = staff.at("23:59", day=LAST_DAY)
    assert is_in(browser)
    staff.now = staff.at("00:00", day=LAST_DAY + timedelta(days=1))
    assert not is_in(browser)
    answer = browser.get("/registers/")
    assert answer.status_code == 302
    assert answer.url.startswith("/account/sign-in/")


def test_a_script_of_theirs_is_told_that_nobody_is_signed_in(staff):
    browser = staff.signed_in(staff.supply)
    leave(staff, staff.supply)
    staff.now += timedelta(days=2)
    assert browser.get("/account/stay/", headers={"Accept": "application/json"}).status_code == 401


def test_marks_sent_after_the_last_day_are_not_saved(staff):
    browser = staff.signed_in(staff.supply)
    ClassTeacherFactory(school_class=staff.school_class, user=staff.supply)
    leave(staff, staff.supply, on=staff.day)
    staff.now += timedelta(days=1)
    address = f"/registers/{staff.school_class.pk}/{staff.day}/AM/marks/"
    body = {"changes": [{"pupil": staff.pupils[0].pk, "code": "/"}]}
    browser.post(address, body, content_type="application/json")
    assert not Mark.objects.filter(school=staff.school).exists()


def test_a_leaver_cannot_sign_in_with_the_right_password(staff):
    typed = {"email": staff.supply.email, "password": PASSWORD}
    leave(staff, staff.supply)
    assert Client().post("/account/sign-in/", typed).status_code == 302
    staff.now += timedelta(days=2)
    answer = Client().post("/account/sign-in/", typed)
    assert answer.status_code == 422
    assert "The email or the password is wrong." in answer.text


def test_a_leaver_gets_no_new_password(staff, client, mailoutbox):
    link = link_for(person=staff.supply, kind=RESET, at=clock.real_now())
    leave(staff, staff.supply, on=staff.day)
    staff.now += timedelta(days=1)
    send_reset_link(email=staff.supply.email)
    assert mailoutbox == []
    assert client.get("/" + link.split("/", 3)[3]).status_code == 410


def test_every_right_ends_with_the_day(staff):
    person = leave(staff, staff.clerk)
    place = Place(staff.school.pk)
    assert may(person, "edit_people", place, on=LAST_DAY)
    assert not may(person, "edit_people", place, on=LAST_DAY + timedelta(days=1))


def test_who_comes_back_comes_in_again(staff):
    leave(staff, staff.supply)
    staff.now += timedelta(days=5)
    assert leave(staff, staff.supply, on=None).leaves_on is None
    assert is_in(staff.signed_in(staff.supply))


def test_the_classes_end_that_day_and_then_have_nobody(staff):
    leave(staff)
    assert ClassTeacher.objects.get(user=staff.teacher).end == LAST_DAY
    bare = [
        classes_without_teacher(school_id=staff.school.pk, on=day)
        for day in (LAST_DAY, LAST_DAY + timedelta(days=1))
    ]
    assert bare == [[], [staff.school_class]]


def test_the_page_asks_for_cover_of_what_has_nobody(staff, client):
    client.force_login(staff.admin)
    typed = {"leaves_on": str(LAST_DAY), "seen": "1"}
    answer = client.post(f"/staff/{staff.teacher.pk}/leaving/", typed, follow=True)
    asked = f"From 14 November 2026 these classes have no teacher: {staff.school_class.name}."
    assert asked in answer.text


def test_the_page_says_that_classes_do_not_come_back_with_a_day_taken_back(staff, client):
    leave(staff)
    client.force_login(staff.admin)
    answer = client.post(
        f"/staff/{staff.teacher.pk}/leaving/", {"leaves_on": "", "seen": "2"}, follow=True
    )
    assert f"{staff.teacher.name} stays at the school." in answer.text
    assert "do not come back by themselves: add them again." in answer.text


def test_a_class_that_somebody_else_has_too_needs_no_cover(staff, client):
    ClassTeacherFactory(school_class=staff.school_class, user=staff.supply)
    client.force_login(staff.admin)
    typed = {"leaves_on": str(LAST_DAY), "seen": "1"}
    answer = client.post(f"/staff/{staff.teacher.pk}/leaving/", typed, follow=True)
    assert "have no teacher" not in answer.text


def test_cover_after_the_last_day_is_taken_back_and_cover_before_it_stays(staff):
    def covered(first: int, last: int) -> ClassTeacher:
        return ClassTeacherFactory(
            school_class=SchoolClassFactory(school=staff.school),
            user=staff.supply,
            start=staff.day + timedelta(days=first),
            end=staff.day + timedelta(days=last),
            is_cover=True,
        )

    before, across, after = covered(0, 0), covered(0, 5), covered(2, 5)
    leave(staff, staff.supply)
    ends = dict(ClassTeacher.objects.values_list("pk", "end"))
    assert ends[before.pk] == staff.day
    assert ends[across.pk] == LAST_DAY
    assert after.pk not in ends


def test_what_the_headteacher_lent_ends_that_day(staff):
    now = DelegationFactory(user=staff.clerk, given_by=staff.head)
    later = DelegationFactory(
        user=staff.clerk,
        given_by=staff.head,
        capability="decide_penalties",
        start=LAST_DAY + timedelta(days=1),
    )
    leave(staff, staff.clerk)
    for one in (now, later):
        one.refresh_from_db()
    assert (now.end, now.withdrawn_at) == (LAST_DAY, None)
    assert later.withdrawn_at == staff.now
    assert Delegation.objects.count() == 2
    assert not [one for one in DELEGABLE if may(staff.clerk, one, on=later.start)]


def test_an_administrator_lets_no_headteacher_go(staff):
    staff.person("headteacher", typed=PASSWORD)
    with pytest.raises(StaffRefused, match="Only a headteacher"):
        leave(staff, staff.head)
    assert leave(staff, staff.head, by=staff.head)


def test_the_last_headteacher_names_another_before_they_leave(staff):
    with pytest.raises(StaffRefused, match="Ruth Amadi is the last headteacher"):
        leave(staff, staff.head, by=staff.head)
    successor = staff.person("headteacher", typed=PASSWORD)
    assert leave(staff, staff.head, by=staff.head)
    with pytest.raises(StaffRefused, match="is the last headteacher"):
        leave(staff, successor, by=successor, on=LAST_DAY - timedelta(days=1))


def test_of_two_who_set_the_day_the_second_is_told(staff):
    leave(staff, staff.supply)
    with pytest.raises(ChangedMeanwhile):
        leave(staff, staff.supply, on=LAST_DAY + timedelta(days=1), seen=1)


def test_the_audit_trail_keeps_the_day(staff):
    leave(staff)
    act = Act.objects.get(act="set_leaving_day")
    assert act.detail == {"before": {"leaves_on": ""}, "after": {"leaves_on": "2026-11-13"}}


def test_a_leaver_is_found_only_among_those_who_left(staff, client):
    leave(staff, staff.supply)
    staff.now += timedelta(days=2)
    client.force_login(staff.admin)
    assert "Okoro" not in client.get("/staff/").text
    assert "Okoro" in client.get("/staff/?state=left").text
    assert "on 13 November 2026" in client.get("/staff/?state=left").text


def leave_yesterday(staff):
    today, staff.now = staff.now, staff.now - timedelta(days=1)
    leave(staff, on=staff.day - timedelta(days=1))
    staff.now = today


def waiting_for(staff, person):
    asking = User.objects.get(pk=person.pk)  # As a new request has the person.
    return [one.title for one in today_items(by=asking, on=staff.day, at=staff.now)]


def test_today_asks_for_cover_of_a_class_whose_teacher_has_gone(staff):
    title = f"{staff.school_class.name} has no teacher today"
    assert waiting_for(staff, staff.clerk) == []
    leave_yesterday(staff)
    assert waiting_for(staff, staff.clerk) == [title]
    assert waiting_for(staff, staff.supply) == []
    ClassTeacherFactory(
        school_class=staff.school_class,
        user=staff.supply,
        start=staff.day,
        end=staff.day,
        is_cover=True,
    )
    assert waiting_for(staff, staff.clerk) == []


def test_today_asks_for_no_cover_on_a_day_without_a_session(staff):
    leave_yesterday(staff)
    Session.objects.filter(school=staff.school).delete()
    assert waiting_for(staff, staff.clerk) == []
