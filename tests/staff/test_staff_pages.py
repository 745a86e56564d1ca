"""The list of the staff finds people, says where accounts stand, and asks few questions."""

from datetime import UTC, datetime

import pytest

from schools.models import User
from schools.queries.staff_list import staff_list
from tests.factories.people import (
    PASSWORD,
    ClassTeacherFactory,
    SchoolClassFactory,
    UserFactory,
)
from toolkit import clock

INVITED = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def names(staff, words):
    found = staff_list(by=staff.admin, on=staff.day, real_at=clock.real_now(), words=words)
    return [line.person.surname for line in found]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("oko", ["Okoro"]),
        ("sam ok", ["Okoro"]),
        ("ŁUC", ["Łukasik"]),
        ("lucja", ["Łukasik"]),
        ("caretaker", ["Łukasik"]),
        ("kestrel", ["Okoro"]),
        ("koro", []),
    ],
)
def test_people_are_found_by_the_beginning_of_any_word(staff, words, found):
    staff.person("senco", forename="Łucja", surname="Łukasik", job_title="Caretaker")
    kestrel = SchoolClassFactory(school=staff.school, name="Kestrel")
    ClassTeacherFactory(school_class=kestrel, user=staff.supply)
    assert names(staff, words) == found


def test_people_stand_in_the_order_of_surnames(staff):
    staff.person("senco", forename="Zo", surname="Żuk")
    staff.person("senco", forename="Jo", surname="Young")
    assert names(staff, "")[-2:] == ["Young", "Żuk"]


def test_the_system_and_other_schools_are_not_staff(staff, client):
    other = UserFactory(surname="Elsewhere")
    client.force_login(staff.admin)
    page = client.get("/staff/")
    assert other.surname not in page.text
    assert User.objects.system(staff.school).email not in page.text


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"password": "!"}, "Not invited yet"),
        ({"password": "!", "invited_at": INVITED}, "Invited, no password yet"),
        ({"typed": PASSWORD}, "In use"),
    ],
)
def test_the_list_says_where_an_account_stands(staff, client, facts, words):
    person = staff.person("senco", surname="Zeller", **facts)
    client.force_login(staff.admin)
    row = client.get("/staff/?find=zeller").text.partition(f"/staff/{person.pk}/")[2]
    assert words in row.partition("</tr>")[0]


def test_the_last_sign_in_is_shown(staff, client):
    staff.signed_in(staff.supply)
    client.force_login(staff.admin)
    shown = f"{clock.local(clock.real_now()):%-d %B %Y}"
    assert shown in client.get("/staff/?find=okoro").text
    assert "Never" in client.get("/staff/?find=amadi").text


def test_the_office_sees_who_works_here_and_nothing_of_their_accounts(staff, client):
    client.force_login(staff.clerk)
    page = client.get("/staff/?state=waiting")
    assert "Okoro" in page.text  # The filter is not theirs.
    assert "Last sign-in" not in page.text
    assert "Add a person" not in page.text
    assert f'href="/staff/{staff.supply.pk}/"' not in page.text
    assert client.get(f"/staff/{staff.supply.pk}/").status_code == 403


def test_the_navigation_leads_there(staff, client):
    client.force_login(staff.clerk)
    assert '<a href="/staff/"' in client.get("/account/").text
    client.force_login(staff.teacher)
    assert '<a href="/staff/"' not in client.get("/account/").text


def test_nobody_found_is_said(staff, client):
    client.force_login(staff.admin)
    assert "Nobody found." in client.get("/staff/?find=qqqq").text


@pytest.mark.parametrize("page", ["0", "99", "x"])
def test_a_page_that_is_not_there_shows_one_that_is(staff, client, page):
    client.force_login(staff.admin)
    assert client.get(f"/staff/?page={page}").status_code == 200


def test_many_people_stand_on_several_pages_with_the_same_few_questions(
    staff, client, django_assert_max_num_queries
):
    for _ in range(60):
        person = staff.person("class_teacher")
        ClassTeacherFactory(school_class=staff.school_class, user=person)
    client.force_login(staff.admin)
    with django_assert_max_num_queries(10):
        page = client.get("/staff/?find=marlowe")
    assert "Page 1 of 2" in page.text
    assert "?page=2&amp;find=marlowe" in page.text


def test_the_page_of_a_person_asks_a_few_questions(staff, client, django_assert_max_num_queries):
    client.force_login(staff.admin)
    for number in range(6):
        typed = {"surname": f"Name{number}", "email": staff.supply.email, "seen": number + 1}
        assert client.post(f"/staff/{staff.supply.pk}/edit/", typed).status_code == 302
    with django_assert_max_num_queries(12):
        page = client.get(f"/staff/{staff.supply.pk}/")
    assert "Surname: Name4, now Name5" in page.text


@pytest.mark.parametrize("path", ["edit", "roles", "leaving", "classes"])
def test_a_form_opens_with_what_is_known(staff, client, path):
    client.force_login(staff.admin)
    page = client.get(f"/staff/{staff.teacher.pk}/{path}/")
    assert page.status_code == 200
    assert staff.teacher.name in page.text


def test_a_person_who_was_never_here_is_not_found(staff, client):
    client.force_login(staff.admin)
    system = User.objects.system(staff.school)
    for key in (999_999_999, system.pk):
        assert client.get(f"/staff/{key}/").status_code == 404
