"""The page of the copies lists what was removed after six years, with its proof."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from registers.models import Purge
from schools.models import User
from tests.registers.classroom import Classroom

LIST = reverse("keeping:list")


def purge(school, **facts):
    return Purge.objects.create(**{
        "school": school,
        "at": datetime(2033, 1, 8, 21, 30, tzinfo=UTC),
        "entered_before": datetime(2027, 1, 1, tzinfo=UTC),
        "marks": 1200,
        "first_day": date(2026, 9, 2),
        "last_day": date(2026, 12, 18),
        "sha256": "ab" * 32,
        "by": User.objects.system(school),
        **facts,
    })  # fmt: skip


def page(client, room, role="headteacher"):
    client.force_login(room.person(role))
    return client.get(LIST)


def test_each_removal_is_listed_with_what_when_by_whom_and_its_proof(client, classroom):
    purge(classroom.school)
    text = page(client, classroom).text
    for fact in (
        "8 January 2033 at 21:30", "1,200 entries", "2 September 2026 to 18 December 2026",
        "1 January 2027", "ab" * 32, "Whoever runs the server",
    ):  # fmt: skip
        assert fact in text, fact


def test_a_removal_that_somebody_decided_has_their_name_and_the_newest_comes_first(
    client, classroom
):
    purge(classroom.school)
    head = classroom.person("headteacher", forename="Gwilym", surname="Ames")
    purge(classroom.school, by=head, at=datetime(2034, 1, 8, tzinfo=UTC))
    text = page(client, classroom).text
    assert text.index("8 January 2034") < text.index("8 January 2033")
    assert "Gwilym Ames" in text


def test_files_of_old_copies_alone_are_said_to_be_that(client, classroom):
    purge(classroom.school, marks=0, first_day=None, last_day=None)
    text = page(client, classroom).text
    assert "0 entries" in text
    assert "files of old copies alone" in text


def test_before_the_first_removal_the_page_says_when_there_will_be_one(client, classroom):
    text = page(client, classroom).text
    assert "Nothing has been removed yet. Entries are kept for six years" in text


@pytest.mark.parametrize(("role", "status"), [("admin", 200), ("office", 403), ("governor", 403)])
def test_who_sees_the_copies_sees_what_was_removed(client, classroom, role, status):
    purge(classroom.school)
    answer = page(client, classroom, role)
    assert answer.status_code == status
    assert ("1,200 entries" in answer.text) == (status == 200)


def test_another_schools_removals_are_not_listed(client, classroom):
    purge(Classroom().school)
    assert "1,200 entries" not in page(client, classroom).text


def test_many_removals_take_no_more_queries(client, classroom, django_assert_max_num_queries):
    for year in range(2033, 2043):
        purge(classroom.school, at=datetime(year, 1, 8, tzinfo=UTC))
    client.force_login(classroom.person("headteacher"))
    client.get(LIST)
    with django_assert_max_num_queries(8):
        client.get(LIST)
