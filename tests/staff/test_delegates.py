"""For a period, and for two decisions only, the headteacher may name one person."""

from datetime import date, timedelta

import pytest

from audit.models import Act
from schools.actions.name_delegate import name_delegate
from schools.actions.withdraw_delegate import withdraw_delegate
from schools.models import Delegation, User
from schools.permissions import NotPermitted, Place, may, require
from schools.roles import DELEGATE, ROLES, role_name, table
from schools.staff import StaffRefused
from tests.factories.people import UserFactory
from tests.factories.staff import DelegationFactory
from tests.staff.conftest import StaffRoom

LEAVE, PENALTIES = "decide_leave", "decide_penalties"


@pytest.fixture
def deputy(staff):
    return staff.person("senior_leader", forename="Kofi", surname="Dean")


def name(staff: StaffRoom, person, *, by=None, what=(LEAVE,), first=0, last=6):
    """Name somebody for days counted from today."""
    return name_delegate(
        by=by or staff.head,
        person_id=person.pk,
        capabilities=what,
        first=staff.day + timedelta(days=first),
        last=staff.day + timedelta(days=last),
        at=staff.now,
    )


def on(staff: StaffRoom, days: int) -> date:
    return staff.day + timedelta(days=days)


def decides(person, capability, day) -> bool:
    """Asked afresh, as another request would."""
    return may(User.objects.get(pk=person.pk), capability, Place(person.school_id), on=day)


def test_the_named_person_decides_on_the_days_and_on_no_others(staff, deputy):
    name(staff, deputy, first=1, last=3)
    assert [decides(deputy, LEAVE, on(staff, days)) for days in range(5)] == [
        False,
        True,
        True,
        True,
        False,
    ]


def test_they_decide_what_they_were_named_for_and_nothing_else(staff, deputy):
    name(staff, deputy)
    lent = [one for one in table() if may(deputy, one, on=staff.day) and not may(deputy, one)]
    assert lent == [LEAVE]
    assert not may(deputy, "remove_from_roll", on=staff.day)


def test_both_may_be_lent_at_once(staff, deputy):
    assert len(name(staff, deputy, what=[LEAVE, PENALTIES])) == 2
    assert decides(deputy, PENALTIES, staff.day)


def test_they_decide_as_the_headteachers_delegate(staff, deputy):
    name(staff, deputy)
    assert require(deputy, LEAVE, Place(staff.school.pk), on=staff.day) == DELEGATE
    assert role_name(DELEGATE) == "Headteacher's delegate"
    assert require(staff.head, LEAVE, Place(staff.school.pk), on=staff.day) == "headteacher"


def test_the_day_is_the_day_of_deciding_not_the_day_it_is_about(staff, deputy):
    name(staff, deputy, first=5, last=6)
    about = Place(staff.school.pk, day=on(staff, 5))
    assert not may(deputy, LEAVE, about, on=staff.day)
    assert not may(deputy, LEAVE, about)


def test_it_ends_at_the_schools_gate(staff, deputy):
    name(staff, deputy)
    assert not may(deputy, LEAVE, Place(UserFactory().school_id), on=staff.day)


def test_it_is_withdrawn_early_and_at_once(staff, deputy):
    [named] = name(staff, deputy)
    withdraw_delegate(by=staff.head, delegation_id=named.pk, at=staff.now)
    assert not decides(deputy, LEAVE, staff.day)
    assert name(staff, staff.clerk)  # The days are free again.
    with pytest.raises(StaffRefused, match="has ended already"):
        withdraw_delegate(by=staff.head, delegation_id=named.pk, at=staff.now)


@pytest.mark.parametrize("role", [role for role in ROLES if role != "headteacher"])
def test_only_a_headteacher_names_and_withdraws(staff, deputy, role):
    person = staff.person(role)
    with pytest.raises(NotPermitted):
        name(staff, deputy, by=person)
    [named] = name(staff, deputy)
    with pytest.raises(NotPermitted):
        withdraw_delegate(by=person, delegation_id=named.pk, at=staff.now)


def test_a_delegate_names_nobody(staff, deputy):
    name(staff, deputy, what=[LEAVE, PENALTIES])
    with pytest.raises(NotPermitted):
        name(staff, staff.clerk, by=deputy, first=10, last=11)
    with pytest.raises(NotPermitted):
        name(staff, deputy, by=deputy, first=10, last=11)


def test_nobody_is_named_who_decides_already(staff):
    with pytest.raises(StaffRefused, match="decides already"):
        name(staff, staff.head)


@pytest.mark.parametrize("role", ["governor", "admin", ""])
def test_nobody_is_named_who_may_not_see_attendance(staff, role):
    person = staff.person(role) if role else staff.person()
    with pytest.raises(StaffRefused, match="may not see pupils' attendance"):
        name(staff, person)


def test_nobody_is_named_beyond_their_last_day(staff, deputy):
    deputy.leaves_on = on(staff, 5)
    deputy.save()
    with pytest.raises(StaffRefused, match="has left by then"):
        name(staff, deputy)
    assert name(staff, deputy, last=5)


def test_one_person_at_a_time_decides(staff, deputy):
    name(staff, deputy)
    with pytest.raises(StaffRefused, match="Kofi Dean is named from 12 November 2026 to 18"):
        name(staff, staff.clerk, first=6, last=8)
    assert name(staff, staff.clerk, what=[PENALTIES])
    assert name(staff, staff.clerk, first=7, last=8)


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [(-1, 2, "first day is past"), (2, 1, "before the first"), (0, 366, "a year at most")],
)
def test_days_that_cannot_be_are_refused(staff, deputy, first, last, sentence):
    with pytest.raises(StaffRefused, match=sentence):
        name(staff, deputy, first=first, last=last)


@pytest.mark.parametrize("what", [[], ["remove_from_roll"], ["accounts", LEAVE]])
def test_nothing_else_can_be_lent(staff, deputy, what):
    with pytest.raises(StaffRefused, match="Choose what the person decides"):
        name(staff, deputy, what=what)
    assert not Delegation.objects.exists()


def test_a_stranger_is_not_found(staff):
    with pytest.raises(User.DoesNotExist):
        name(staff, UserFactory())
    with pytest.raises(Delegation.DoesNotExist):
        withdraw_delegate(by=staff.head, delegation_id=DelegationFactory().pk, at=staff.now)


def test_naming_and_withdrawing_are_recorded(staff, deputy):
    [named] = name(staff, deputy)
    withdraw_delegate(by=staff.head, delegation_id=named.pk, at=staff.now)
    acts = Act.objects.filter(subject_id=deputy.pk).order_by("pk")
    assert [act.act for act in acts] == ["name_delegate", "withdraw_delegate"]
    assert acts[0].detail["capabilities"] == [LEAVE]


def post(client, staff, person, **typed):
    body = {
        "person": person.pk,
        "capabilities": [LEAVE],
        "first": str(staff.day),
        "last": str(on(staff, 6)),
    }
    return client.post("/staff/delegates/", body | typed)


def test_the_headteacher_names_and_withdraws_on_the_page(staff, deputy, client):
    client.force_login(staff.head)
    assert post(client, staff, deputy).status_code == 302
    page = client.get("/staff/delegates/")
    assert "In force" in page.text
    named = Delegation.objects.get()
    assert client.post(f"/staff/delegates/{named.pk}/withdraw/").status_code == 302
    assert "Withdrawn" in client.get("/staff/delegates/").text


def test_the_delegate_sees_the_page_and_changes_nothing(staff, deputy, client):
    client.force_login(deputy)
    assert client.get("/staff/delegates/").status_code == 403
    [named] = name(staff, deputy)
    page = client.get("/staff/delegates/")
    assert page.status_code == 200
    assert "Name somebody" not in page.text
    assert "Withdraw<" not in page.text
    assert client.post(f"/staff/delegates/{named.pk}/withdraw/").status_code == 403
    assert post(client, staff, staff.clerk).status_code == 403
    assert Delegation.objects.count() == 1
    staff.now += timedelta(days=7)
    assert client.get("/staff/delegates/").status_code == 403


def test_a_refusal_stands_above_its_field(staff, deputy, client):
    client.force_login(staff.head)
    answer = post(client, staff, deputy, capabilities=[], last=str(staff.day))
    assert answer.status_code == 422
    assert 'href="#id_capabilities_0"' in answer.text
