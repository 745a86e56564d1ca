"""Several roles add up, nobody raises their own, and somebody always keeps the accounts."""

import pytest

from audit.models import Act
from schools.actions.set_roles import set_roles
from schools.changes import ChangedMeanwhile
from schools.models import User
from schools.permissions import NotPermitted, may
from schools.roles import ROLES
from schools.staff import StaffRefused
from tests.factories.people import PASSWORD, UserFactory


def give(staff, person, *roles, by=None, years=(), seen=None):
    person.refresh_from_db()
    return set_roles(
        by=by or staff.admin,
        person_id=person.pk,
        roles=list(roles),
        year_groups=list(years),
        seen=seen or person.version,
        at=staff.now,
    )


def test_a_person_with_two_jobs_may_do_what_either_may(staff):
    person = give(staff, staff.supply, "office", "safeguarding_lead", by=staff.head)
    assert person.roles == ["office", "safeguarding_lead"]
    assert may(person, "bulk_and_closures")  # The office's.
    assert may(person, "see_code_y5")  # The safeguarding lead's.
    assert not may(person, "remove_from_roll")


@pytest.mark.parametrize("role", ROLES)
def test_only_a_headteacher_or_an_administrator_gives_roles(staff, role):
    person = staff.person(role)
    if role in {"headteacher", "admin"}:
        assert give(staff, staff.supply, "senco", by=person).roles == ["senco"]
    else:
        with pytest.raises(NotPermitted):
            give(staff, staff.supply, "senco", by=person)


def test_an_administrator_gives_nobody_a_sight_of_safeguarding(staff):
    with pytest.raises(StaffRefused, match="Ask a headteacher to give this role: senior leader"):
        give(staff, staff.supply, "senior_leader")
    assert give(staff, staff.supply, "senior_leader", by=staff.head).roles == ["senior_leader"]
    assert give(staff, staff.supply, "senior_leader", "senco").roles == ["senco", "senior_leader"]


@pytest.mark.parametrize("role", [role for role in ROLES if role != "admin"])
def test_nobody_gives_themself_a_role(staff, role):
    with pytest.raises(StaffRefused, match="Nobody can give themself a role"):
        give(staff, staff.admin, "admin", role, by=staff.admin, years=["4"])
    staff.admin.refresh_from_db()
    assert staff.admin.roles == ["admin"]


def test_the_headteacher_too_is_given_a_role_by_somebody_else(staff):
    with pytest.raises(StaffRefused, match="Nobody can give themself a role"):
        give(staff, staff.head, "headteacher", "admin", by=staff.head)
    assert give(staff, staff.head, "headteacher", "admin", by=staff.admin)


def test_nobody_gives_themself_a_year_group(staff):
    both = staff.person("year_lead", "admin", year_groups=["4"])
    with pytest.raises(StaffRefused, match="a year group"):
        give(staff, both, "year_lead", "admin", by=both, years=["4", "5"])
    assert give(staff, both, "year_lead", "admin", by=staff.admin, years=["4", "5"])


def test_one_may_lay_a_role_down(staff):
    both = staff.person("office", "admin")
    assert give(staff, both, "office", by=both).roles == ["office"]


def test_an_administrator_makes_nobody_headteacher(staff):
    with pytest.raises(StaffRefused, match="Only a headteacher can give or take away"):
        give(staff, staff.supply, "headteacher")
    assert give(staff, staff.supply, "headteacher", by=staff.head).roles == ["headteacher"]


def test_an_administrator_unmakes_no_headteacher(staff):
    second = staff.person("headteacher", typed=PASSWORD)
    with pytest.raises(StaffRefused, match="Only a headteacher can give or take away"):
        give(staff, second, "class_teacher")
    assert give(staff, second, "class_teacher", by=staff.head)


def test_a_school_without_a_headteacher_gets_its_first_from_an_administrator(staff):
    User.objects.filter(pk=staff.head.pk).update(roles=["senco"])
    assert give(staff, staff.supply, "headteacher").roles == ["headteacher"]
    with pytest.raises(StaffRefused, match="Nobody can give themself"):
        give(staff, staff.admin, "admin", "headteacher")


def test_a_headteacher_who_has_not_chosen_a_password_does_not_shut_the_school_out(staff):
    staff.head.set_unusable_password()
    staff.head.save()
    assert give(staff, staff.supply, "headteacher")


def test_the_last_headteacher_stays_one(staff):
    with pytest.raises(StaffRefused, match="Ruth Amadi is the last headteacher"):
        give(staff, staff.head, by=staff.head)
    second = staff.person("headteacher", typed=PASSWORD)
    assert give(staff, staff.head, "senior_leader", by=second).roles == ["senior_leader"]
    with pytest.raises(StaffRefused, match="is the last headteacher"):
        give(staff, second, by=second)


@pytest.mark.parametrize(
    "facts", [{"password": "!"}, {"is_active": False}], ids=["waits for a password", "closed"]
)
def test_a_headteacher_who_cannot_sign_in_is_not_another(staff, facts):
    staff.person("headteacher", **({"typed": PASSWORD} | facts))
    with pytest.raises(StaffRefused, match="last headteacher"):
        give(staff, staff.head, by=staff.head)


def test_a_headteacher_who_leaves_is_not_another(staff):
    staff.person("headteacher", typed=PASSWORD, leaves_on=staff.day.replace(day=30))
    with pytest.raises(StaffRefused, match="last headteacher"):
        give(staff, staff.head, by=staff.head)


def test_the_last_administrator_may_go_while_a_headteacher_keeps_the_accounts(staff):
    assert give(staff, staff.admin, "office", by=staff.head)


def test_the_last_who_keeps_the_accounts_stays(staff):
    User.objects.filter(pk=staff.head.pk).update(roles=["senco"])
    with pytest.raises(StaffRefused, match="last who can look after accounts"):
        give(staff, staff.admin)
    second = staff.person("admin", typed=PASSWORD)
    assert give(staff, staff.admin, "office", by=second)


def test_a_year_lead_leads_a_year(staff):
    with pytest.raises(StaffRefused, match="Choose the year groups"):
        give(staff, staff.supply, "year_lead")
    assert give(staff, staff.supply, "year_lead", years=["5", "R", "4"]).year_groups == [
        "R",
        "4",
        "5",
    ]


def test_year_groups_go_with_the_role(staff):
    give(staff, staff.supply, "year_lead", years=["4"])
    assert give(staff, staff.supply, "class_teacher", years=["4"]).year_groups == []


def test_a_role_that_is_none_is_refused(staff):
    with pytest.raises(StaffRefused, match="from the lists"):
        give(staff, staff.supply, "caretaker")


def test_somebody_of_another_school_is_not_found(staff):
    with pytest.raises(User.DoesNotExist):
        give(staff, UserFactory(), "senco")


def test_the_audit_trail_keeps_what_the_roles_were(staff):
    give(staff, staff.supply, "class_teacher", "senco")
    act = Act.objects.get(act="set_roles")
    assert (act.by, act.subject_id) == (staff.admin, staff.supply.pk)
    assert act.detail["before"]["roles"] == ["class_teacher"]
    assert act.detail["after"]["roles"] == ["class_teacher", "senco"]


def test_nothing_is_recorded_where_nothing_changed(staff):
    assert give(staff, staff.supply, "class_teacher").version == staff.supply.version
    assert not Act.objects.filter(act="set_roles").exists()


def test_of_two_people_who_change_roles_the_second_is_told(staff, client):
    give(staff, staff.supply, "senco", by=staff.head)
    with pytest.raises(ChangedMeanwhile):
        give(staff, staff.supply, "office", seen=1)
    client.force_login(staff.admin)
    typed = {"roles": ["office"], "seen": "1"}
    answer = client.post(f"/staff/{staff.supply.pk}/roles/", typed)
    assert answer.status_code == 422
    assert "Somebody else has changed this" in answer.text
    assert "<td>SENCO</td><td>School office</td>" in answer.text
    assert 'name="seen" value="2"' in answer.text
    assert client.post(f"/staff/{staff.supply.pk}/roles/", typed | {"seen": "2"}).status_code == 302
    staff.supply.refresh_from_db()
    assert staff.supply.roles == ["office"]


def test_the_person_shows_the_history_of_their_roles(staff, client):
    client.force_login(staff.admin)
    typed = {"roles": ["class_teacher", "office"], "seen": "1"}
    assert client.post(f"/staff/{staff.supply.pk}/roles/", typed).status_code == 302
    page = client.get(f"/staff/{staff.supply.pk}/")
    assert "Roles: Class teacher, now Class teacher, School office" in page.text
    assert "Ivo Marsh" in page.text


def test_a_refused_role_is_said_above_its_field(staff, client):
    client.force_login(staff.admin)
    typed = {"roles": ["admin", "headteacher"], "seen": "1"}
    answer = client.post(f"/staff/{staff.admin.pk}/roles/", typed)
    assert answer.status_code == 422
    assert 'href="#id_roles_0"' in answer.text
    assert 'id="id_roles_0"' in answer.text
    assert "Nobody can give themself a role" in answer.text


def test_whoever_lays_down_the_accounts_is_led_to_their_own(staff, client):
    client.force_login(staff.admin)
    answer = client.post(f"/staff/{staff.admin.pk}/roles/", {"seen": "1"}, follow=True)
    assert answer.redirect_chain == [("/account/", 302)]
    assert "The roles of Ivo Marsh are saved." in answer.text
    assert client.get("/staff/").status_code == 403


def test_the_page_offers_the_year_groups_of_the_phase_and_those_led(staff, client):
    client.force_login(staff.admin)
    lead = staff.person("year_lead", year_groups=["8"])
    page = client.get(f"/staff/{lead.pk}/roles/").text
    assert 'value="6"' in page
    assert 'value="8"' in page
    assert 'value="9"' not in page
    typed = {"roles": ["year_lead"], "year_groups": ["9"], "seen": "1"}
    refused = client.post(f"/staff/{lead.pk}/roles/", typed)
    assert refused.status_code == 422
    assert "Choose from the list." in refused.text
    assert 'value="9"' not in client.get("/staff/invite/").text
