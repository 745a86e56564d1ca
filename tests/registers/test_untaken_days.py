"""A register that nobody submitted is not forgotten overnight."""

from datetime import date, timedelta

import pytest

from registers.queries.missing_items import today_items
from registers.queries.untaken_days import untaken_days
from schools.models import Session
from tests.registers.classroom import THURSDAY, Classroom

FRIDAY = date(2026, 11, 13)


def test_the_office_reads_the_next_day_how_many_were_never_submitted(classroom: Classroom) -> None:
    Classroom(school=classroom.school).take()
    office = classroom.person("office")
    [item] = today_items(by=office, on=FRIDAY, at=classroom.at("8:00", day=FRIDAY))
    assert item.title == "3 registers of Thursday 12 November were never submitted"
    assert item.address == "/registers/?day=2026-11-12"
    assert today_items(by=classroom.teacher, on=FRIDAY, at=classroom.at("8:00", day=FRIDAY)) == []


def test_taken_and_closed_sessions_are_none_of_them(classroom: Classroom) -> None:
    classroom.take()
    assert untaken_days(school_id=classroom.school.pk, before=FRIDAY) == [(THURSDAY, 1)]
    Session.objects.filter(school=classroom.school, half="PM").update(closure="unplanned")
    assert untaken_days(school_id=classroom.school.pk, before=FRIDAY) == []


@pytest.mark.parametrize("before", [THURSDAY, date(2027, 1, 4)])
def test_only_days_of_the_last_month_before_today_count(classroom: Classroom, before: date) -> None:
    classroom.take()
    assert untaken_days(school_id=classroom.school.pk, before=before) == []


def test_a_school_without_any_register_has_forgotten_none(classroom: Classroom) -> None:
    assert untaken_days(school_id=classroom.school.pk, before=FRIDAY) == []


@pytest.mark.parametrize(("days", "found"), [(31, [(THURSDAY, 1)]), (32, [])])
def test_a_month_is_looked_back_and_no_longer(
    classroom: Classroom, days: int, found: list[tuple[date, int]]
) -> None:
    classroom.take()
    before = THURSDAY + timedelta(days=days)
    assert untaken_days(school_id=classroom.school.pk, before=before) == found
