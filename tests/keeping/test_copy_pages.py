"""The page of the monthly copies: what is kept, what is missing, and whether it was changed."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from attendance_site.celery import app
from audit.models import Look
from registers.actions.keep_month import keep_month
from registers.keeping import kept_files
from registers.models import KeptCopy
from tests.factories.keeping import KeptCopyFactory
from tests.factories.schools import SessionFactory
from tests.registers.classroom import Classroom
from toolkit import clock

LIST, MAKE = reverse("keeping:list"), reverse("keeping:make")
NOW = datetime(2027, 1, 4, 9, tzinfo=UTC)


@pytest.fixture
def taken(classroom: Classroom, monkeypatch) -> Classroom:
    """A taken register of November, looked at in January; the school met in December too."""
    classroom.take()
    SessionFactory(school=classroom.school, day=date(2026, 12, 7))
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return classroom


@pytest.fixture
def copy(taken) -> KeptCopy:
    return keep_month(
        school=taken.school, month=date(2026, 11, 1), at=datetime(2026, 12, 1, 2, tzinfo=UTC)
    )


@pytest.fixture
def head(taken, client):
    person = taken.person("headteacher")
    client.force_login(person)
    return person


def test_the_list_shows_each_month_its_copies_and_what_is_missing(client, head, copy):
    text = client.get(LIST).text
    assert "November 2026" in text
    assert "Made 1 December 2026 at 2:00, 3 entries" in text
    assert copy.pages_sha256 in text
    assert "One month has no copy." in text
    assert text.index("December 2026") < text.index("November 2026")


def test_before_the_first_month_is_over_the_list_says_what_will_fill_it(client, classroom):
    client.force_login(classroom.person("headteacher"))
    assert "No month is over yet." in client.get(LIST).text


@pytest.mark.parametrize(("name", "number"), [("table", 0), ("pages", 1)])
def test_a_file_is_handed_out_whole_and_the_access_trail_says_to_whom(
    client, head, copy, name, number
):
    answer = client.get(reverse(f"keeping:{name}", args=[copy.pk]))
    path = kept_files.paths(copy)[number]
    assert answer.content == path.read_bytes()
    assert answer["Content-Disposition"] == f'attachment; filename="{path.name}"'
    look = Look.objects.get()
    assert (look.by_id, look.what) == (head.pk, "registers of November 2026")
    assert (look.subject_kind, look.subject_id) == ("schools.School", copy.school_id)


def test_a_file_that_is_gone_is_not_found(client, head, copy):
    kept_files.paths(copy)[1].unlink()
    assert client.get(reverse("keeping:pages", args=[copy.pk])).status_code == 404
    assert not Look.objects.exists()


def test_checking_says_unchanged_changed_or_gone(client, head, copy):
    check = reverse("keeping:check", args=[copy.pk])
    assert client.get(check).text.count("Checked: unchanged") == 2
    table, pages = kept_files.paths(copy)
    table.chmod(0o600)
    table.write_bytes(b"something else")
    pages.unlink()
    text = client.get(check).text
    assert "CSV. Checked: has been changed" in text
    assert "PDF. Checked: the file is gone" in text
    assert "Checked" not in client.get(LIST).text


def test_a_missing_month_is_made_by_hand(client, head, copy, django_capture_on_commit_callbacks):
    app.conf.task_always_eager = True
    try:
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(MAKE, {"month": "2026-12"})
    finally:
        app.conf.task_always_eager = False
    assert answer.url == LIST
    made = KeptCopy.objects.get(month=date(2026, 12, 1))
    assert made.made_at == NOW
    text = client.get(LIST).text
    assert "The copy of December 2026 is being made." in text
    assert "no copy" not in text


@pytest.mark.parametrize("month", ["", "2027-01", "2026-13", "November", "2026-11-01", "9999-12"])
def test_a_month_that_cannot_be_is_refused_in_words(client, head, copy, month):
    answer = client.post(MAKE, {"month": month})
    assert answer.status_code == 422
    assert "Choose a month that is over." in answer.text
    assert "<title>Error: " in answer.text
    assert KeptCopy.objects.count() == 1


@pytest.mark.parametrize("month", ["0001-01", "1999-09", "2026-10"])
def test_a_month_that_is_not_on_the_list_is_refused_in_words(client, head, copy, month):
    answer = client.post(MAKE, {"month": month})
    assert answer.status_code == 422
    assert "Choose a month from the list." in answer.text
    assert KeptCopy.objects.count() == 1


def test_nothing_is_made_by_looking(client, head, copy):
    assert client.get(MAKE).status_code == 405
    assert client.post(LIST).status_code == 405


def test_an_administrator_looks_after_the_copies_and_cannot_open_them(client, taken, copy):
    client.force_login(taken.person("admin"))
    text = client.get(LIST).text
    assert "Check the files" in text
    assert "Download" not in text
    assert client.get(reverse("keeping:table", args=[copy.pk])).status_code == 403
    assert not Look.objects.exists()


@pytest.mark.parametrize("name", ["table", "pages", "check"])
def test_another_schools_copy_is_not_found(client, head, name):
    other = KeptCopyFactory()
    assert client.get(reverse(f"keeping:{name}", args=[other.pk])).status_code == 404
    assert client.get(reverse(f"keeping:{name}", args=[2**63])).status_code == 404


@pytest.mark.parametrize("months", [1, 6])
def test_the_list_takes_no_more_queries_when_there_are_more_months(
    client, head, taken, months, django_assert_max_num_queries
):
    for month in range(1, months + 1):
        KeptCopyFactory(school=taken.school, month=date(2026, month, 1))
    with django_assert_max_num_queries(12):
        client.get(LIST)
