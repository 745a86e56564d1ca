"""Today shows registers that are missing, uploads that wait and jobs that did not run."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache

from attendance_site.queries.job_items import STOPPED_AFTER
from attendance_site.tick import LAST_TICK
from registers.models import Register
from schools.models import Session
from tests.factories.loads import FolderLoadFactory
from tests.factories.people import (
    ClassMembershipFactory,
    ClassTeacherFactory,
    SchoolClassFactory,
    UserFactory,
)
from tests.factories.registers import MarkFactory
from tests.shell.mornings import MONDAY, at, take, today_of
from toolkit import clock
from toolkit.models import JobRun

pytestmark = pytest.mark.django_db


def test_registers_that_closed_and_were_not_submitted_are_missing(client, school):
    teacher = UserFactory(school=school, title="Mr", surname="Shah")
    take(school, "Wren")
    merlin = take(school, "Merlin", submitted=False)
    ClassTeacherFactory(school_class=merlin.school_class, user=teacher)
    MarkFactory(register=merlin)
    text = today_of(client, UserFactory(school=school, role="office"))
    assert "Merlin class has not submitted its morning register" in text
    assert "1 of 2 pupils marked. It closed at 9:20. Mr Shah." in text
    assert f'href="/registers/{merlin.school_class_id}/2025-09-08/am/"' in text
    assert "Wren class" not in text
    assert "1 of 2</dd>" in text
    assert "Closed at 9:20" in text
    assert "They open at 13:30" in text


def test_a_register_of_which_nobody_marked_anyone_is_missing_too(client, school):
    text = today_of(client, UserFactory(school=school, role="office"))
    assert "0 of 2 pupils marked" in text
    assert "0 of 1 pupils marked" in text


def test_nothing_is_missing_before_the_registers_close(client, school, set_now):
    set_now("9:20")
    text = today_of(client, UserFactory(school=school, role="office"))
    assert "Nothing is waiting." in text
    assert "Open until 9:20" in text
    set_now("9:21")
    assert "has not submitted" in today_of(client, UserFactory(school=school, role="office"))


def test_nothing_is_missing_in_a_session_that_the_school_lost(client, school):
    Session.objects.filter(school=school).update(closure="unplanned")
    text = today_of(client, UserFactory(school=school, role="office"))
    assert "Nothing is waiting." in text
    assert "no session today" in text


def test_a_day_without_school_is_calm(client, school, set_now):
    set_now("10:00", day=date(2025, 9, 13))
    text = today_of(client, UserFactory(school=school, role="headteacher"))
    assert "The school has no session today." in text
    assert "Nothing is waiting." in text


def test_a_loaded_register_counts_as_taken(client, school):
    for name in ("Merlin", "Wren"):
        take(school, name, submitted=False)
    Register.objects.update(imported_at=at("8:00"))
    text = today_of(client, UserFactory(school=school, role="office"))
    assert "Nothing is waiting." in text
    assert "2 of 2</dd>" in text


def test_a_year_lead_sees_only_the_registers_of_their_years(client, school):
    text = today_of(client, UserFactory(school=school, role="year_lead", year_groups=["6"]))
    assert "Merlin class has not" in text
    assert "Wren class" not in text


def test_another_schools_registers_and_loads_are_not_shown(client, school):
    FolderLoadFactory()
    take(school, "Wren")
    take(school, "Merlin")
    other = UserFactory(role="office")
    ClassMembershipFactory(school_class=SchoolClassFactory(school=other.school))
    assert "Nothing is waiting." in today_of(client, other)
    assert "Nothing is waiting." in today_of(client, UserFactory(school=school, role="office"))


@pytest.mark.parametrize(
    ("state", "place", "words"),
    [
        ("checked", "x", "Checked files wait for a yes"),
        ("failed", "x", "Loading files stopped; nothing was saved"),
        ("failed", "", None),
        ("loaded", "", None),
        ("dropped", "", None),
        ("loading", "x", None),
    ],
)
def test_uploads_that_wait_for_somebody_are_shown(client, school, set_now, state, place, words):
    set_now("8:00")
    load = FolderLoadFactory(school=school, state=state, place=place)
    text = today_of(client, UserFactory(school=school, role="office"))
    if words is None:
        assert "Nothing is waiting." in text
    else:
        assert words in text
        assert f'href="/settings/load/{load.pk}/"' in text
    assert "Nothing is waiting." in today_of(client, UserFactory(school=school, role="senco"))


def test_a_refusal_is_shown_only_until_other_files_follow(client, school):
    first = FolderLoadFactory(school=school, state="refused")
    FolderLoadFactory(school=school, state="refused", uploaded_by=first.uploaded_by)
    assert today_of(client, first.uploaded_by).count("Uploaded files were refused") == 1


def test_refused_files_are_shown_for_a_day_to_who_uploaded_them(client, school, set_now):
    set_now("8:30")
    load = FolderLoadFactory(school=school, state="refused")
    assert "Uploaded files were refused" in today_of(client, load.uploaded_by)
    other = UserFactory(school=school, role="office")
    assert "Nothing is waiting." in today_of(client, other)
    set_now("8:30", day=MONDAY + timedelta(days=1))
    assert "were refused" not in today_of(client, load.uploaded_by)


@pytest.mark.parametrize(
    ("role", "shown"),
    [("office", True), ("headteacher", True), ("admin", True), ("senior_leader", False)],
)
def test_a_job_that_did_not_run_is_shown_to_who_can_have_it_mended(
    client, school, set_now, role, shown
):
    set_now("8:55")
    due = at("8:50")
    JobRun.objects.create(
        school=school, job="registers.open", due_at=due, claimed_at=due, failure="DatabaseError"
    )
    text = today_of(client, UserFactory(school=school, role=role))
    assert ("A job did not run" in text) == shown
    assert ("It failed last for 8:50 on 8 September 2025" in text) == shown
    assert "DatabaseError" not in text


def test_a_job_that_is_given_up_or_ran_in_the_end_is_told_so(client, school, set_now):
    set_now("8:55")
    facts = {"school": school, "job": "registers.open", "claimed_at": at("8:50")}
    JobRun.objects.create(due_at=at("8:50"), tries=8, failure="Died", **facts)
    JobRun.objects.create(due_at=at("8:49"), finished_at=at("8:51"), **facts)
    person = UserFactory(school=school, role="office")
    assert "It was given up." in today_of(client, person)
    JobRun.objects.update(finished_at=at("8:55"), failure="")
    assert "Nothing is waiting." in today_of(client, person)


@pytest.mark.parametrize(("minutes", "shown"), [(-1, True), (0, False)])
def test_a_job_that_never_ran_is_shown_for_a_week(client, school, set_now, minutes, shown):
    due = at("8:50")
    JobRun.objects.create(school=school, job="registers.open", due_at=due, claimed_at=due)
    person = UserFactory(school=school, role="office")
    set_now(f"8:{50 + minutes}", day=MONDAY + timedelta(days=7))
    assert ("A job did not run" in today_of(client, person)) == shown


def test_today_says_when_nothing_runs_by_itself_any_more(client, school, set_now):
    set_now("8:00")
    person = UserFactory(school=school, role="office")
    cache.set(LAST_TICK, (clock.real_now() - STOPPED_AFTER).isoformat())
    assert "Nothing runs by itself at the moment" in today_of(client, person)
    cache.set(LAST_TICK, clock.real_now().isoformat())
    assert "Nothing is waiting." in today_of(client, person)
