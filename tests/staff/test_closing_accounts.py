"""An account is closed at once, for a reason, and opened again by a colleague."""

import pytest

from audit.models import Act
from schools.account_links import RESET, LinkNotValid, check, link_for
from schools.actions.close_account import close_account
from schools.actions.give_link import give_link
from schools.actions.reopen_account import reopen_account
from schools.changes import ChangedMeanwhile
from schools.models import ClassTeacher, User
from schools.permissions import NotPermitted
from schools.queries.cover import classes_without_teacher
from schools.staff import StaffRefused
from tests.factories.people import UserFactory
from tests.staff.conftest import StaffRoom, is_in
from toolkit import clock

WHY = "Their laptop was stolen."


def close(staff: StaffRoom, person: User, *, by: User | None = None, reason: str = WHY) -> User:
    person.refresh_from_db()
    return close_account(
        by=by or staff.admin, person_id=person.pk, reason=reason, seen=person.version, at=staff.now
    )


def reopen(staff: StaffRoom, person: User, *, by: User | None = None) -> User:
    return reopen_account(by=by or staff.admin, person_id=person.pk, at=staff.now)


def test_a_closed_account_lets_nobody_in_until_it_is_opened_again(staff):
    browser = staff.signed_in(staff.supply)
    close(staff, staff.supply)
    assert not is_in(browser)
    reopen(staff, staff.supply)
    assert not is_in(browser)
    assert is_in(staff.signed_in(staff.supply))


def test_links_made_before_stay_void_when_it_is_open_again(staff):
    link = link_for(person=staff.supply, kind=RESET, at=clock.real_now())
    close(staff, staff.supply)
    person = reopen(staff, staff.supply)
    with pytest.raises(LinkNotValid):
        check(person=person, kind=RESET, token=link.split("/")[-2], at=clock.real_now())


def test_no_link_is_made_into_a_closed_account(staff):
    close(staff, staff.supply)
    with pytest.raises(StaffRefused, match="is closed"):
        give_link(by=staff.head, person_id=staff.supply.pk, at=staff.now, real_at=clock.real_now())


def test_their_classes_stay_theirs(staff):
    close(staff, staff.teacher)
    assert ClassTeacher.objects.get(user=staff.teacher).end is None


def test_a_class_whose_only_teacher_is_shut_out_has_nobody(staff, client):
    client.force_login(staff.admin)
    typed = {"reason": WHY, "seen": "1"}
    said = client.post(f"/staff/{staff.teacher.pk}/close/", typed, follow=True).text
    assert f"these classes have no teacher: {staff.school_class.name}." in said
    assert classes_without_teacher(school_id=staff.school.pk, on=staff.day) == [staff.school_class]
    reopen(staff, staff.teacher)
    assert classes_without_teacher(school_id=staff.school.pk, on=staff.day) == []


def test_who_closed_it_and_why_is_kept(staff):
    close(staff, staff.supply)
    act = Act.objects.get(act="close_account", subject_id=staff.supply.pk)
    assert (act.by, act.reason) == (staff.admin, WHY)


def test_nobody_closes_their_own_account(staff):
    with pytest.raises(StaffRefused, match="Nobody closes their own account"):
        close(staff, staff.admin)


def test_the_last_who_looks_after_accounts_keeps_theirs(staff):
    other = staff.person("admin")
    User.objects.filter(pk__in=[other.pk, staff.head.pk]).update(password="!", is_active=True)
    with pytest.raises(StaffRefused, match="is the last who can look after accounts"):
        close(staff, staff.admin, by=other)


def test_only_a_headteacher_closes_and_opens_a_headteachers_account(staff):
    second = staff.person("headteacher", typed="quite a long password")
    with pytest.raises(StaffRefused, match="Only a headteacher"):
        close(staff, second)
    close(staff, second, by=staff.head)
    with pytest.raises(StaffRefused, match="Only a headteacher"):
        reopen(staff, second)
    assert reopen(staff, second, by=staff.head).is_active


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_reason_is_needed(staff, reason):
    with pytest.raises(StaffRefused, match="Say why"):
        close(staff, staff.supply, reason=reason)


def test_a_closed_account_is_not_closed_again_and_an_open_one_not_opened(staff):
    with pytest.raises(StaffRefused, match="is open"):
        reopen(staff, staff.supply)
    close(staff, staff.supply)
    with pytest.raises(StaffRefused, match="closed already"):
        close(staff, staff.supply)


def test_the_second_of_two_who_change_a_person_is_told(staff):
    seen = staff.supply.version
    User.objects.filter(pk=staff.supply.pk).update(version=seen + 1)
    with pytest.raises(ChangedMeanwhile):
        close_account(
            by=staff.admin, person_id=staff.supply.pk, reason=WHY, seen=seen, at=staff.now
        )


def test_it_is_for_those_who_keep_accounts_and_their_own_school(staff):
    with pytest.raises(NotPermitted):
        close(staff, staff.supply, by=staff.clerk)
    with pytest.raises(NotPermitted):
        reopen(staff, staff.supply, by=staff.clerk)
    with pytest.raises(User.DoesNotExist):
        close(staff, staff.supply, by=UserFactory(role="admin"))


def test_the_pages_close_and_open_an_account(staff, client):
    client.force_login(staff.admin)
    address = f"/staff/{staff.supply.pk}/"
    assert f'href="{address}close/"' in client.get(address).text
    refused = client.post(f"{address}close/", {"reason": "", "seen": "1"})
    assert refused.status_code == 422
    assert "Say why it is closed." in refused.text
    closed = client.post(f"{address}close/", {"reason": WHY, "seen": "1"}, follow=True).text
    assert "The account of Sam Okoro is closed." in closed
    assert "Account closed" in closed
    assert WHY in closed
    assert "Open this account again" in closed
    assert "Sign out everywhere" not in closed
    assert "Closed" in client.get("/staff/").text
    assert "Sam Okoro" in client.get("/staff/?state=closed").text
    opened = client.post(f"{address}reopen/", follow=True).text
    assert "The account of Sam Okoro is open again." in opened
    again = client.post(f"{address}reopen/", follow=True).text
    assert "The account of Sam Okoro is open." in again


def test_ones_own_page_offers_no_closing(staff, client):
    client.force_login(staff.admin)
    assert "Close this account" not in client.get(f"/staff/{staff.admin.pk}/").text
