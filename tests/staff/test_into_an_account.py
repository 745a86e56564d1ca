"""Nobody comes into an account that may do more than their own, by a link or by its e-mail."""

import pytest
from django.conf import settings
from django.core import mail

from audit.models import Act
from schools.actions.edit_person import edit_person
from schools.actions.give_link import give_link
from schools.actions.invite_new_person import NewPerson, invite_new_person
from schools.models import Delegation, User
from schools.reach import does_no_more
from schools.staff import TRUSTED, StaffRefused
from schools.tasks import mail_link
from tests.factories.people import PASSWORD
from toolkit import clock


@pytest.fixture
def safeguarding(staff):
    """The safeguarding lead, who has chosen a password."""
    return staff.person("safeguarding_lead", typed=PASSWORD, forename="Dee", surname="Ellis")


@pytest.fixture
def no_mail(monkeypatch):
    """An installation without a mail server."""
    backend = "django.core.mail.backends.filebased.EmailBackend"
    mailers = {"default": {"BACKEND": backend, "OPTIONS": {"file_path": str(settings.LOCAL_DIR)}}}
    monkeypatch.setattr(settings, "MAILERS", mailers)


def given(staff, person, *, by):
    return give_link(by=by, person_id=person.pk, at=staff.now, real_at=clock.real_now())


def change_email(staff, person, *, by):
    facts = {"email": "mine@larkrise.example"}
    return edit_person(by=by, person_id=person.pk, facts=facts, seen=1, at=staff.now)


def invited(staff, *, by, role):
    return invite_new_person(
        by=by,
        new=NewPerson(email="new@larkrise.example", surname="Penn", roles=[role]),
        at=staff.now,
        real_at=clock.real_now(),
    )


def no_headteacher_has_a_password(staff):
    staff.head.set_unusable_password()
    staff.head.save()


def test_an_administrator_is_not_shown_the_safeguarding_leads_link(staff, safeguarding, client):
    client.force_login(staff.admin)
    page = client.post(f"/staff/{safeguarding.pk}/link/")
    assert page.status_code == 200
    assert "choose-password" not in page.text
    assert "Nobody else is shown it" in page.text
    assert Act.objects.get(act="give_link").detail == {"kind": "reset", "given": False}


def test_the_safeguarding_lead_is_mailed_it(staff, safeguarding):
    assert not given(staff, safeguarding, by=staff.admin).link
    mail_link(person_id=safeguarding.pk, kind="reset")
    [letter] = mail.outbox
    assert letter.to == [safeguarding.email]
    assert "choose-password" in letter.body


def test_a_headteacher_is_shown_it(staff, safeguarding):
    assert given(staff, safeguarding, by=staff.head).link


def test_without_mail_an_administrator_gets_no_link_into_an_account_in_use(
    staff, safeguarding, no_mail, client
):
    client.force_login(staff.admin)
    page = client.post(f"/staff/{safeguarding.pk}/link/", follow=True)
    assert "Ask a headteacher." in page.text
    assert "choose-password" not in page.text
    assert not Act.objects.filter(act="give_link").exists()


def test_without_mail_an_invitation_is_shown_or_nobody_could_come_in(staff, no_mail):
    person, link = invited(staff, by=staff.admin, role="senco")
    assert link
    assert given(staff, person, by=staff.admin).link


def test_without_mail_too_a_headteacher_invites_whoever_sees_safeguarding(staff, no_mail):
    person, link = invited(staff, by=staff.head, role="safeguarding_lead")
    assert link
    with pytest.raises(StaffRefused, match="Ask a headteacher"):
        given(staff, person, by=staff.admin)


def test_an_invitation_of_somebody_who_may_do_more_is_only_mailed(staff, client):
    client.force_login(staff.admin)
    typed = {"surname": "Penn", "email": "new@larkrise.example", "roles": ["senco"]}
    page = client.post("/staff/invite/", typed)
    assert page.status_code == 200
    assert "is on its way to new@larkrise.example" in page.text
    assert "choose-password" not in page.text
    person = User.objects.get(email="new@larkrise.example")
    assert not given(staff, person, by=staff.admin).link


def test_an_administrator_is_shown_the_link_of_another_administrator(staff):
    person, link = invited(staff, by=staff.admin, role="admin")
    assert link
    assert given(staff, person, by=staff.admin).link


def test_until_a_headteacher_has_a_password_an_administrator_is_shown_links(staff, safeguarding):
    no_headteacher_has_a_password(staff)
    assert given(staff, safeguarding, by=staff.admin).link
    assert invited(staff, by=staff.admin, role="senco")[1]
    assert change_email(staff, safeguarding, by=staff.admin)


def test_an_administrator_does_not_take_over_the_safeguarding_leads_email(
    staff, safeguarding, client
):
    client.force_login(staff.admin)
    typed = {"surname": "Ellis", "email": "mine@larkrise.example", "seen": "1"}
    answer = client.post(f"/staff/{safeguarding.pk}/edit/", typed)
    assert answer.status_code == 422
    assert "only a headteacher can change their e-mail address" in answer.text
    safeguarding.refresh_from_db()
    assert safeguarding.email != "mine@larkrise.example"
    assert change_email(staff, safeguarding, by=staff.head)


def test_the_email_of_who_has_no_password_yet_can_be_put_right(staff):
    person, _ = invited(staff, by=staff.admin, role="senco")
    assert change_email(staff, person, by=staff.admin).email == "mine@larkrise.example"


def test_the_invitation_of_whoever_sees_safeguarding_is_not_led_elsewhere(staff):
    person, _ = invited(staff, by=staff.head, role="safeguarding_lead")
    with pytest.raises(StaffRefused, match="only a headteacher can change their"):
        change_email(staff, person, by=staff.admin)


@pytest.mark.parametrize("role", sorted(TRUSTED - {"headteacher"}))
def test_a_role_that_sees_safeguarding_is_given_by_who_sees_it(staff, role):
    with pytest.raises(StaffRefused, match="Ask a headteacher to give this role"):
        invited(staff, by=staff.admin, role=role)
    assert not User.objects.filter(email="new@larkrise.example").exists()
    staff.admin.roles = ["admin", "senior_leader"]
    staff.admin.save()
    assert invited(staff, by=staff.admin, role=role)


def test_an_administrator_gives_the_first_safeguarding_lead_of_a_school_that_begins(staff):
    no_headteacher_has_a_password(staff)
    assert invited(staff, by=staff.admin, role="safeguarding_lead")


def test_the_roles_that_see_safeguarding_are_those_of_the_table():
    known = {"attendance_lead", "safeguarding_lead", "senior_leader", "headteacher"}
    assert known == TRUSTED


def test_ones_own_email_is_ones_own_to_change(staff):
    assert change_email(staff, staff.admin, by=staff.admin).email == "mine@larkrise.example"


@pytest.mark.parametrize(
    ("asked", "than", "outcome"),
    [
        (["admin"], ["admin"], True),
        (["safeguarding_lead"], ["admin"], False),
        (["class_teacher"], ["admin"], False),
        (["class_teacher"], ["admin", "class_teacher"], False),
        (["governor"], ["admin", "senior_leader"], True),
        (["office"], ["admin", "office"], True),
        (["office"], ["admin", "senior_leader"], True),
        (["class_teacher"], ["admin", "office"], False),
        (["class_teacher"], ["admin", "attendance_lead"], True),
        (["attendance_lead"], ["admin", "office"], False),
        (["headteacher"], ["admin", "senior_leader"], False),
        ([], ["admin"], True),
    ],
)
def test_what_two_people_may_do_is_compared_capability_by_capability(staff, asked, than, outcome):
    person, other = staff.person(*asked), staff.person(*than)
    assert does_no_more(person, other, on=staff.day) == outcome


def test_whom_the_headteacher_has_named_may_do_more(staff):
    person = staff.person("admin")
    assert does_no_more(person, staff.admin, on=staff.day)
    Delegation.objects.create(
        school=staff.school, user=person, capability="decide_leave", start=staff.day,
        end=staff.day, given_by=staff.head, given_at=staff.now,
    )  # fmt: skip
    person = User.objects.get(pk=person.pk)
    assert not does_no_more(person, staff.admin, on=staff.day)
