"""Every page has the same frame, the strict policy, and nothing from anybody else."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory
from django.views import defaults

from schools.permissions import NotPermitted
from tests.factories.people import ClassTeacherFactory, UserFactory
from toolkit import clock

pytestmark = pytest.mark.django_db
PUBLIC = [
    "/account/sign-in/",
    "/account/forgotten-password/",
    "/account/choose-password/reset/1/a-b/",
]
SIGNED_IN = ["/", "/account/", "/account/password/", "/nowhere/", "/registers/", "/today/"]
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


@pytest.fixture(params=[*PUBLIC, *SIGNED_IN])
def page(client, request):
    if request.param in SIGNED_IN:
        client.force_login(UserFactory(role="governor"))
    return client.get(request.param)


def test_a_page_carries_the_strict_policy(page):
    assert set(page.headers["Content-Security-Policy"].split("; ")) == POLICY


def test_a_page_keeps_to_that_policy(page):
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", page.text)


def test_a_page_asks_no_third_party(page):
    assert not re.search(r"""(src|href|action)=["'](https?:)?//""", page.text)


def test_a_page_says_where_one_is(page):
    [title] = re.findall(r"<title>(.*?)</title>", page.text, re.S)
    assert " – Rollbook" in title
    assert len(re.findall(r"<h1\b", page.text)) == 1
    assert 'lang="en-GB"' in page.text


def test_the_frame_names_the_person_their_job_and_their_school(client):
    person = UserFactory(role="governor", job_title="Chair of governors")
    client.force_login(person)
    text = client.get("/").text
    for words in (person.name, "Chair of governors", person.school.name, "Sign out"):
        assert words in text
    assert 'href="#main"' in text


@pytest.mark.parametrize(
    ("role", "shown"),
    [("class_teacher", True), ("office", True), ("governor", False), ("admin", False)],
)
def test_the_navigation_shows_only_what_one_may_open(client, role, shown):
    client.force_login(UserFactory(role=role))
    assert ('href="/registers/"' in client.get("/account/").text) == shown


def test_the_frame_costs_no_query_of_its_own(client, django_assert_num_queries):
    client.force_login(UserFactory(role="governor"))
    client.get("/")
    with django_assert_num_queries(1):  # The person with their school.
        client.get("/")


def test_who_takes_registers_begins_at_the_registers(client):
    client.force_login(UserFactory())
    assert client.get("/").url == "/registers/mine/"


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("governor", "without lists of pupils"),
        ("", "no role yet"),
    ],
)
def test_who_takes_no_registers_reads_what_their_account_is_for(client, role, words):
    client.force_login(UserFactory(role=role))
    assert words in client.get("/").text


def test_a_refusal_says_who_can_do_it(client):
    client.force_login(UserFactory(role="governor"))
    page = client.get("/registers/")
    assert page.status_code == 403
    assert str(NotPermitted("mark_register")) in page.text


def test_a_page_that_is_not_there_leads_home(client):
    page = client.get("/nowhere/")
    assert page.status_code == 404
    assert 'href="/"' in page.text


def test_a_fault_says_that_what_was_saved_is_safe():
    page = defaults.server_error(RequestFactory().get("/"))
    assert page.status_code == 500
    assert "Your last saved change is safe." in page.text


def test_a_form_without_its_token_changes_nothing_and_says_so():
    from django.test import Client

    page = Client(enforce_csrf_checks=True).post("/account/sign-in/", {"email": "a@b.example"})
    assert page.status_code == 403
    assert "Nothing was changed." in page.text


def test_a_script_with_an_old_token_is_told_so_and_can_ask_for_another():
    from django.test import Client

    answer = Client(enforce_csrf_checks=True).post(
        "/account/sign-in/", {"email": "a@b.example"}, headers={"Accept": "application/json"}
    )
    assert answer.status_code == 403
    assert answer.json() == {
        "error": "This page is too old. Open it again. Nothing was changed.",
        "csrf": True,
    }


def test_a_refusal_without_words_still_says_something():
    request = RequestFactory().get("/")
    request.user = UserFactory()
    page = defaults.permission_denied(request, PermissionDenied())
    assert "You cannot do this" in page.text


@pytest.mark.parametrize(
    ("classes", "words"),
    [
        ([], "Teacher"),
        (["Kestrel"], "Teacher, Kestrel"),
        (["Wren", "Kestrel"], "Teacher, Kestrel and Wren"),
        (["Wren", "Kestrel", "Robin"], "Teacher, 3 classes"),
    ],
)
def test_the_frame_names_the_classes_that_a_teacher_has_today(client, classes, words):
    teacher = UserFactory(role="class_teacher", job_title="Teacher")
    for name in classes:
        ClassTeacherFactory(
            user=teacher, school_class__name=name, school_class__school=teacher.school
        )
    client.force_login(teacher)
    assert f'<span class="muted">{words}</span>' in client.get("/account/").text


def test_the_frame_names_no_class_that_is_over(client):
    teacher = UserFactory(role="class_teacher", job_title="Teacher")
    yesterday = clock.today() - timedelta(days=1)
    ClassTeacherFactory(
        user=teacher,
        school_class__school=teacher.school,
        start=yesterday,
        end=yesterday,
    )
    client.force_login(teacher)
    assert '<span class="muted">Teacher</span>' in client.get("/account/").text
