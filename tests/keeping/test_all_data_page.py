"""The page hands the record of a pupil to whoever may see all of it."""

import pytest
from django.urls import reverse

from audit.models import Act, Look
from tests.factories.people import (
    PupilFactory,
    UserFactory,
)
from tests.keeping.families import NOW, opened
from toolkit import clock


@pytest.fixture
def page(client, family, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return reverse("keeping:all_data", args=[family.pk])


def test_the_page_hands_out_the_file(client, page, family, head):
    client.force_login(head)
    assert "What the file holds" in client.get(page).text
    assert not Look.objects.filter(what="all data").exists()
    answer = client.post(page, {"reason": "Mrs Quimby, by letter of 2 November"})
    assert answer["Content-Type"] == "application/zip"
    name = f"all-data-{family.upn}-2026-11-12.zip"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert "marks.csv" in opened(answer.content)


def test_the_page_asks_who_asked_for_it(client, page, head):
    client.force_login(head)
    answer = client.post(page, {"reason": " "})
    assert answer.status_code == 422
    assert "Say who asked for it, and when." in answer.text
    assert "<title>Error: " in answer.text
    assert not Act.objects.filter(act="give_all_data").exists()


def test_an_administrator_reads_on_the_page_who_can_make_it(client, page, family):
    client.force_login(UserFactory(school=family.school, role="admin"))
    text = client.get(page).text
    assert "A headteacher can make it." in text
    assert "Make the file" not in text
    assert client.post(page, {"reason": "x"}).status_code == 403
    assert not Act.objects.filter(act="give_all_data").exists()


def test_another_schools_pupil_is_not_found(client, page, head):
    client.force_login(head)
    for key in (PupilFactory().pk, 2**63):
        there = reverse("keeping:all_data", args=[key])
        assert client.get(there).status_code == 404
        assert client.post(there, {"reason": "x"}).status_code == 404


def test_the_page_takes_few_queries(client, page, head, django_assert_max_num_queries):
    client.force_login(head)
    with django_assert_max_num_queries(15):
        client.get(page)
