"""A new person is invited with their roles and classes, and nobody gets two accounts."""

import re

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client

from audit.models import Act
from schools.actions.give_link import give_link
from schools.actions.invite_new_person import NewPerson, invite_new_person
from schools.models import ClassTeacher, SchoolClass, User
from schools.permissions import NotPermitted
from schools.staff import StaffRefused
from schools.tasks import mail_link
from tests.factories.people import PASSWORD, SchoolClassFactory, UserFactory
from tests.support.mail import without_mail_server
from toolkit import clock

CHOSEN = {"new_password": "nine brave otters sing", "again": "nine brave otters sing"}


def invite(staff, *, by=None, email="new@larkrise.example", **facts):
    known = {"surname": "Penn", "forename": "Nia", "roles": ["class_teacher"]}
    return invite_new_person(
        by=by or staff.admin,
        new=NewPerson(email=email, **(known | facts)),
        at=staff.now,
        real_at=clock.real_now(),
    )


def link_in(text: str) -> str:
    [found] = set(re.findall(r"https?://[^/\"]+(/account/choose-password/[^\"<\s]+)", text))
    return found


def test_an_invited_person_chooses_a_password_and_has_their_classes_from_today(staff, client):
    person, link = invite(staff, by=staff.head, class_ids=[staff.school_class.pk])
    assert not person.has_usable_password()
    assert client.post(link_in(link), CHOSEN).status_code == 302
    person.refresh_from_db()
    assert person.check_password(CHOSEN["again"])
    row = ClassTeacher.objects.get(user=person)
    assert (row.school_class, row.start, row.end) == (staff.school_class, staff.day, None)


def test_a_teacher_may_have_two_classes(staff):
    second = SchoolClassFactory(school=staff.school)
    person, _ = invite(staff, class_ids=[staff.school_class.pk, second.pk])
    assert ClassTeacher.objects.filter(user=person).count() == 2


def test_the_office_invites_nobody(staff):
    with pytest.raises(NotPermitted):
        invite(staff, by=staff.clerk)
    assert not User.objects.filter(surname="Penn").exists()


@pytest.mark.parametrize("email", ["SAM@Larkrise.example", "  sam@larkrise.example "])
def test_one_person_has_one_account(staff, email):
    User.objects.filter(pk=staff.supply.pk).update(email="sam@larkrise.example")
    with pytest.raises(StaffRefused, match="Sam Okoro has this email already"):
        invite(staff, email=email)


def test_a_second_account_for_ones_own_email_is_refused(staff):
    with pytest.raises(StaffRefused, match="One person has one account"):
        invite(staff, email=staff.admin.email.upper(), roles=["headteacher"])


def test_an_email_of_another_school_is_refused_and_nothing_is_said_of_it(staff, client):
    other = UserFactory(email="ada@otherschool.example", forename="Ada", surname="Elsewhere")
    client.force_login(staff.admin)
    typed = {"surname": "Penn", "email": "Ada@otherschool.example", "roles": ["senco"]}
    answer = client.post("/staff/invite/", typed)
    assert answer.status_code == 422
    assert "This email cannot be used here. Ask the person for another one." in answer.text
    assert other.surname not in answer.text
    assert other.school.name not in answer.text


def test_the_address_of_a_system_account_is_refused_in_the_same_words(staff):
    with pytest.raises(StaffRefused, match="cannot be used here"):
        invite(staff, email=User.objects.system(staff.school).email)


@pytest.mark.parametrize("email", ["nia", "nia@", "nia@x", "a" * 250 + "@larkrise.example"])
def test_what_is_no_email_is_refused(staff, email):
    with pytest.raises(StaffRefused):
        invite(staff, email=email)


def test_an_administrator_invites_no_second_headteacher(staff):
    with pytest.raises(StaffRefused, match="Only a headteacher"):
        invite(staff, roles=["headteacher"])
    assert invite(staff, by=staff.head, roles=["headteacher"])


def test_a_class_of_another_school_is_not_found(staff):
    with pytest.raises(SchoolClass.DoesNotExist):
        invite(staff, class_ids=[SchoolClassFactory().pk])
    assert not User.objects.filter(surname="Penn").exists()


def test_a_class_needs_somebody_who_takes_registers(staff):
    with pytest.raises(StaffRefused, match="takes no registers"):
        invite(staff, roles=["senco"], class_ids=[staff.school_class.pk])
    assert not User.objects.filter(surname="Penn").exists()


def post(client, **typed):
    body = {
        "surname": "Penn",
        "forename": "Nia",
        "email": "new@larkrise.example",
        "roles": ["class_teacher"],
    }
    return client.post("/staff/invite/", body | typed)


def test_the_page_invites_and_shows_the_link_once(staff, client):
    client.force_login(staff.head)
    page = post(client, classes=[staff.school_class.pk])
    assert page.status_code == 200
    assert "no-store" in page.headers["Cache-Control"]
    person = User.objects.get(email="new@larkrise.example")
    assert Client().post(link_in(page.text), CHOSEN).status_code == 302
    assert "choose-password" not in client.get(f"/staff/{person.pk}/").text
    act = Act.objects.get(act="invite_new_person")
    assert act.detail["roles"] == ["class_teacher"]
    assert act.detail["classes"] == [staff.school_class.name]
    assert link_in(page.text) not in str(act.detail)


def test_the_page_is_answered_again_with_what_was_typed(staff, client):
    client.force_login(staff.admin)
    answer = post(client, surname="", email="nia")
    assert answer.status_code == 422
    assert "<title>Error: Add a person" in answer.text
    assert "Enter the surname." in answer.text
    assert 'value="Nia"' in answer.text
    assert 'value="class_teacher" id="id_roles_0" checked' in re.sub(
        r' class="[^"]*"', "", answer.text
    )


def test_the_invitation_is_mailed(staff):
    person, _ = invite(staff)
    mail_link(person_id=person.pk, kind="invitation")
    mail_link(person_id=person.pk, kind="invitation")
    [letter] = mail.outbox  # Being asked twice sends one.
    assert letter.to == [person.email]
    assert Client().post(link_in(letter.body), CHOSEN).status_code == 302


def test_a_corrected_address_gets_its_own_mail_at_once(staff):
    person, _ = invite(staff)
    mail_link(person_id=person.pk, kind="invitation")
    person.email = "nia.penn@larkrise.example"
    person.save()
    mail_link(person_id=person.pk, kind="invitation")
    assert [letter.to for letter in mail.outbox][1:] == [["nia.penn@larkrise.example"]]


def test_after_a_mail_that_failed_the_next_one_is_sent(staff):
    person, _ = invite(staff)
    with without_mail_server(), pytest.raises(ConnectionRefusedError):
        mail_link(person_id=person.pk, kind="invitation")
    mail_link(person_id=person.pk, kind="invitation")
    assert len(mail.outbox) == 1


def test_where_no_mail_is_set_up_the_page_promises_none(staff, client):
    client.force_login(staff.admin)
    assert "is on its way" in post(client).text
    backend = "django.core.mail.backends.filebased.EmailBackend"
    mailers = {"default": {"BACKEND": backend, "OPTIONS": {"file_path": str(settings.LOCAL_DIR)}}}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "MAILERS", mailers)
        page = post(client, email="second@larkrise.example")
    assert "is on its way" not in page.text
    assert link_in(page.text)


def given(staff, person, *, by=None):
    return give_link(
        by=by or staff.admin, person_id=person.pk, at=staff.now, real_at=clock.real_now()
    )


def test_who_waits_is_invited_again_and_who_forgot_gets_an_hour(staff):
    waiting = staff.person("senco", password="!")
    assert given(staff, waiting).kind == "invitation"
    assert given(staff, staff.supply).kind == "reset"


def test_a_reset_leaves_the_old_password_until_it_is_used(staff, client):
    link = given(staff, staff.supply, by=staff.head).link
    browser = staff.signed_in(staff.supply)
    assert client.post(link_in(link), CHOSEN).status_code == 302
    assert browser.get("/account/").status_code == 302
    staff.supply.refresh_from_db()
    assert not staff.supply.check_password(PASSWORD)
    assert client.post(link_in(link), CHOSEN).status_code == 410


def test_an_administrator_gets_no_link_to_the_headteachers_account(staff, client):
    with pytest.raises(StaffRefused, match="Only a headteacher"):
        given(staff, staff.head)
    client.force_login(staff.admin)
    answer = client.post(f"/staff/{staff.head.pk}/link/", follow=True)
    assert "Only a headteacher can change" in answer.text
    assert "choose-password" not in answer.text
    assert given(staff, staff.head, by=staff.head)


def test_the_first_headteacher_of_a_school_gets_a_link_from_an_administrator(staff):
    staff.head.set_unusable_password()
    staff.head.save()
    assert given(staff, staff.head).kind == "invitation"


def test_nobody_gets_a_link_who_has_left(staff):
    staff.supply.leaves_on = staff.day.replace(day=11)
    staff.supply.save()
    with pytest.raises(StaffRefused, match="has left"):
        given(staff, staff.supply)
