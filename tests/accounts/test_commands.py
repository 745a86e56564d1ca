"""People come in through two commands, which refuse in one sentence."""

import re
from datetime import date
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from audit.models import Act
from schools.models import School, User
from schools.permissions import may
from tests.factories.people import UserFactory
from tests.factories.schools import SchoolFactory

NEW = {"new_password": "nine brave otters sing", "again": "nine brave otters sing"}
pytestmark = pytest.mark.django_db


def run(*words, **options):
    out = StringIO()
    call_command(*words, stdout=out, **options)
    return out.getvalue()


def address_in(text):
    [found] = re.findall(r"https?://[^/]+(/\S+)", text)
    return found


def test_an_invited_teacher_chooses_a_password(client):
    teacher = UserFactory(email="ada@larkrise.example")
    said = run("invite", "Ada@Larkrise.example")
    assert client.post(address_in(said), NEW).status_code == 302
    teacher.refresh_from_db()
    assert teacher.check_password(NEW["again"])
    assert teacher.invited_at is not None
    act = Act.objects.get(act="invite_person")
    assert (act.subject_id, act.by.is_system) == (teacher.pk, True)
    assert mail.outbox == []


def test_an_invitation_can_be_mailed():
    teacher = UserFactory(email="ada@larkrise.example")
    said = run("invite", teacher.email, mail=True)
    [letter] = mail.outbox
    assert letter.to == [teacher.email]
    assert address_in(letter.body) == address_in(said)


def test_a_stranger_a_leaver_and_the_system_are_not_invited():
    leaver = UserFactory(is_active=False)
    system = User.objects.system(leaver.school)
    for email, sentence in [
        ("nobody@larkrise.example", "Nobody on the staff"),
        (system.email, "Nobody on the staff"),
        (leaver.email, "is closed"),
    ]:
        with pytest.raises(CommandError, match=sentence):
            run("invite", email)
    assert not Act.objects.exists()


def test_the_first_administrator_of_a_new_school(client):
    said = run("first_admin", "head@larkrise.example", urn="123456", school="Larkrise Primary")
    school = School.objects.get(urn="123456")
    admin = User.objects.get(email="head@larkrise.example")
    assert (admin.school, admin.roles) == (school, ["admin"])
    assert User.objects.system(school)
    assert client.post(address_in(said), NEW).status_code == 302


def test_the_first_administrator_of_a_school_that_is_loaded():
    school = SchoolFactory(urn="123456")
    run("first_admin", "head@larkrise.example", urn="123456")
    assert User.objects.get(email="head@larkrise.example").school == school


def test_the_first_administrator_is_called_by_their_name():
    said = run(
        "first_admin", "m@lark.example", urn="123456", school="Lark", name=" Mary Ann  Lark "
    )
    admin = User.objects.get(email="m@lark.example")
    assert (admin.forename, admin.surname, admin.name) == ("Mary Ann", "Lark", "Mary Ann Lark")
    assert said.startswith("Mary Ann Lark (m@lark.example) is the first administrator of Lark.")
    assert "not known" not in said


def test_without_a_name_the_command_says_that_the_address_stands_for_it(client):
    said = run("first_admin", "m@lark.example", urn="123456", school="Lark")
    assert "give it with --name, or they enter it under Your account" in said
    client.post(address_in(said), NEW)
    client.post("/account/sign-in/", {"email": "m@lark.example", "password": NEW["again"]})
    admin = User.objects.get(email="m@lark.example")
    assert f'href="/staff/{admin.pk}/edit/"' in client.get("/account/").text


@pytest.mark.parametrize(("name", "sentence"), [("42", "is no name"), ("x" * 81, "too long")])
def test_a_name_that_is_none_is_refused_by_the_command(name, sentence):
    with pytest.raises(CommandError, match=sentence):
        run("first_admin", "m@lark.example", urn="123456", school="Lark", name=name)
    assert not School.objects.filter(urn="123456").exists()


def test_an_office_manager_starts_an_empty_school_and_reaches_its_staff(client):
    also = ["office"]
    said = run("first_admin", "mary@larkrise.example", urn="123456", school="Lark", also=also)
    client.post(address_in(said), NEW)
    manager = User.objects.get(email="mary@larkrise.example")
    assert (manager.roles, manager.job_title) == (["office", "admin"], "School office")
    typed = {"email": manager.email, "password": NEW["again"]}
    assert client.post("/account/sign-in/", typed, follow=True).status_code == 200
    for path in ("/staff/", "/staff/invite/", "/staff/cover/", "/registers/"):
        assert client.get(path).status_code == 200
    assert all(may(manager, one) for one in ("load_school", "accounts", "bulk_and_closures"))


def test_a_role_that_is_none_is_refused_by_the_command():
    with pytest.raises(CommandError, match="invalid choice"):
        call_command("first_admin", "m@larkrise.example", "--urn", "123456", "--also", "caretaker")


@pytest.mark.parametrize(
    ("email", "urn", "name", "sentence"),
    [
        ("head@larkrise.example", "12345", "Larkrise", "six digits"),
        ("head", "123456", "Larkrise", "not an email address"),
        ("head@larkrise.example", "123456", "", "name it with --school"),
        ("ADA@larkrise.example", "123456", "Larkrise", "There is an account"),
    ],
)
def test_a_first_administrator_is_refused_in_one_sentence(email, urn, name, sentence):
    UserFactory(email="ada@larkrise.example", school__urn="999999")
    with pytest.raises(CommandError, match=sentence):
        run("first_admin", email, urn=urn, school=name)
    assert not School.objects.filter(urn="123456").exists()


def test_an_administrator_who_has_left_does_not_shut_the_school_out():
    run("first_admin", "head@larkrise.example", urn="123456", school="Larkrise Primary")
    User.objects.filter(roles=["admin"]).update(leaves_on=date(2025, 9, 5))
    with pytest.raises(CommandError, match="is closed"):
        run("invite", "head@larkrise.example")
    run("first_admin", "other@larkrise.example", urn="123456")


def test_a_school_has_one_first_administrator():
    run("first_admin", "head@larkrise.example", urn="123456", school="Larkrise Primary")
    with pytest.raises(CommandError, match="has an administrator already"):
        run("first_admin", "other@larkrise.example", urn="123456")
