"""The pages of leaving the roll: choose, record, look again, confirm; all of it without script."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from audit.models import Look
from registers.models import Removal, RemovalWithdrawal
from schools.models import Enrolment, PupilFlag
from tests.factories.registers import PlanFactory
from tests.registers.classroom import THURSDAY
from tests.roll.office import FRIDAY, MONDAY, Office, weekdays
from toolkit import clock

FILLED = {
    "last_day": "2026-11-13",
    "ground": "a",
    "elsewhere": "Alder Primary wrote on 10 November.",
    "consultation": "An ordinary change of school.",
    "return_made_on": "2026-11-12",
    "next_school": "Alder Primary",
    "next_school_from": "16/11/2026",
}


@pytest.fixture
def head(client, office, monkeypatch):
    """The headteacher's browser, at eight on that Thursday."""
    monkeypatch.setattr(clock, "real_now", lambda: office.now)
    client.force_login(office.head)
    return client


def page_of(name, office, *more):
    return reverse(f"roll:{name}", args=[office.pupil.pk, *more])


def nothing_saved(office):
    return not Removal.objects.exists() and Enrolment.objects.get(pupil=office.pupil).end is None


def test_the_first_page_asks_for_the_day_and_the_ground(head, office):
    page = head.get(page_of("leave", office))
    assert page.status_code == 200
    assert "(a) Registered at another school" in page.text
    assert "(l)" not in page.text  # Not for a primary school.
    assert "Not of compulsory school age" not in page.text


def test_the_second_shows_the_facts_and_what_must_be_recorded(
    head, office, django_assert_max_num_queries
):
    office.mark_days(weekdays(date(2026, 10, 15), THURSDAY - timedelta(days=1)), "O")
    head.get("/account/")  # Notes when the person was last seen, as happens once a minute.
    with django_assert_max_num_queries(15):
        page = head.get(page_of("leave", office), {"last_day": "2026-11-12", "ground": "i"})
    assert "Not met" not in page.text
    assert "20 school days in a row, from 15 October 2026" in page.text
    assert "Made together" not in page.text
    assert "must have made enquiries together; you confirm this below" in page.text
    assert "Consult the local authority first." in page.text
    assert 'name="not_ill"' in page.text
    assert 'name="enquired"' in page.text


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"last_day": "2026-11-11", "ground": "a"}, "never deleted for a day that is past"),
        ({"last_day": "31/02/2026", "ground": "a"}, "Enter a day that there is"),
        ({"last_day": "2026-11-13"}, "Choose the ground."),
        ({"last_day": "2026-11-13", "ground": "l"}, "Choose one of these grounds."),
        ({"last_day": "2026-11-13", "ground": "none"}, "Choose one of these grounds."),
        ({"last_day": "2026-11-13", "ground": "i"}, "On ground (i) the last day is today."),
        ({"ground": "a"}, "Enter the last day"),
    ],
)
def test_a_day_or_ground_that_cannot_be_is_asked_again(head, office, asked, said):
    page = head.get(page_of("leave", office), asked)
    assert page.status_code == 422
    assert said in page.text
    assert "<title>Error: " in page.text


@pytest.mark.parametrize("typed", ["2027-01-11", "11/01/2027", "11.1.2027"])
def test_however_the_day_is_typed_it_decides_whether_a_ground_is_needed(head, office, typed):
    office.pupil.date_of_birth = date(2021, 11, 5)  # Of compulsory age from 31 December 2026.
    office.pupil.save()
    assert "Not of compulsory school age" in head.get(page_of("leave", office)).text
    page = head.get(page_of("leave", office), {"last_day": typed, "ground": "none"})
    assert page.status_code == 422
    assert "Choose one of these grounds." in page.text
    assert "Not of compulsory school age" not in page.text


def test_before_anything_changes_the_page_says_what_happens(head, office):
    PlanFactory(pupil=office.pupil, start=MONDAY)
    page = head.post(page_of("leave", office), FILLED | {"do": "check"})
    assert page.status_code == 200
    assert "Nothing has been changed yet." in page.text
    assert "1 known absence after that day is not expected any more." in page.text
    assert "Alder Primary, from 16 November 2026" in page.text
    assert nothing_saved(office)


def test_nothing_is_said_of_known_absences_where_there_are_none(head, office):
    page = head.post(page_of("leave", office), FILLED | {"do": "check"})
    assert page.status_code == 200
    assert "known absence" not in page.text


def test_confirmed_the_record_is_shown_and_the_next_register_is_without_the_pupil(head, office):
    check = head.post(page_of("leave", office), FILLED | {"do": "check"})
    hidden = {field.name: field.value() or "" for field in check.context["form"]}
    hidden |= {"last_day": "2026-11-13", "ground": "a", "do": "confirm"}
    answer = head.post(page_of("leave", office), hidden)
    removal = Removal.objects.get()
    assert answer.url == page_of("removal", office, removal.pk)
    page = head.get(answer.url)
    assert "leaves the roll. The last day is 13 November 2026." in page.text
    assert "Alder Primary wrote on 10 November." in page.text
    assert "Headteacher" in page.text
    assert office.row(MONDAY) is None


def test_change_something_goes_back_with_everything_kept(head, office):
    page = head.post(page_of("leave", office), FILLED | {"do": "back"})
    assert page.status_code == 200
    assert "Alder Primary wrote on 10 November." in page.text
    assert nothing_saved(office)


@pytest.mark.parametrize("step", ["check", "confirm"])
@pytest.mark.parametrize(
    ("left_out", "said"),
    [
        ("elsewhere", "Enter what shows this"),
        ("consultation", "Enter whom you consulted"),
        ("return_made_on", "Make the return to the local authority first"),
        ("next_school", "Enter the name of the next school."),
        ("next_school_from", "Enter the first day at the next school."),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_the_rest_kept(
    head, office, step, left_out, said
):
    page = head.post(page_of("leave", office), FILLED | {left_out: "", "do": step})
    assert page.status_code == 422
    assert said in page.text
    assert f'href="#id_{left_out}"' in page.text
    assert ("Alder Primary" in page.text) or left_out == "next_school"
    assert nothing_saved(office)


def test_workers_are_asked_for_only_where_the_pupil_has_them(head, office):
    asked = {"last_day": "2026-11-13", "ground": "a"}
    assert "Virtual School" not in head.get(page_of("leave", office), asked).text
    PupilFlag.objects.create(
        school=office.school, pupil=office.pupil, kind="looked_after", start=THURSDAY
    )
    page = head.get(page_of("leave", office), asked)
    assert "The Virtual School told on" in page.text
    look = Look.objects.get()
    assert (look.by, look.what, look.subject_id) == (office.head, "safeguarding", office.pupil.pk)
    assert "The social worker told on" in page.text


def test_who_was_not_told_is_said_once_more_before_anything_changes(head, office):
    PupilFlag.objects.create(
        school=office.school, pupil=office.pupil, kind="social_worker", start=THURSDAY
    )
    page = head.post(page_of("leave", office), FILLED | {"not_told": "On leave.", "do": "check"})
    assert "has been told:</b> On leave. Today has it until somebody" in page.text


def test_a_pupil_who_leaves_already_is_said_to(head, office):
    office.remove()
    page = head.get(page_of("leave", office))
    assert "leaves the roll on 13 November 2026 already" in page.text


def test_the_record_tells_of_workers_only_those_who_see_safeguarding(head, office):
    PupilFlag.objects.create(
        school=office.school, pupil=office.pupil, kind="social_worker", start=THURSDAY
    )
    removal = office.remove(social_worker_told_on=THURSDAY)
    address = page_of("removal", office, removal.pk)
    assert "Social worker told" in head.get(address).text
    assert Look.objects.get().what == "safeguarding"
    head.force_login(office.clerk)
    page = head.get(address)
    assert page.status_code == 200
    assert Look.objects.count() == 1
    assert "Social worker" not in page.text
    assert "Take it back" not in page.text


def test_taking_back_asks_why(head, office):
    removal = office.remove()
    address = page_of("take_back", office, removal.pk)
    assert head.get(address).status_code == 200
    refused = head.post(address, {"reason": " "})
    assert refused.status_code == 422
    assert not RemovalWithdrawal.objects.exists()
    head.post(address, {"reason": "The move fell through."})
    page = head.get(page_of("removal", office, removal.pk))
    assert "Taken back on 12 November 2026" in page.text
    assert office.row(MONDAY) is not None


@pytest.mark.parametrize(("name", "answer"), [("leave", 404), ("take_back", 404), ("removal", 404)])
def test_another_schools_pupil_is_not_found(head, office, name, answer):
    other = Office(pupils=1)
    removal = other.remove()
    more = [] if name == "leave" else [removal.pk]
    assert head.get(page_of(name, other, *more)).status_code == 404
    assert head.post(page_of(name, other, *more), FILLED).status_code == answer
    assert (Removal.objects.count(), RemovalWithdrawal.objects.count()) == (1, 0)


def test_a_removal_of_another_pupil_is_not_found_under_this_one(head, office):
    removal = office.remove()
    address = reverse("roll:removal", args=[office.pupils[1].pk, removal.pk])
    assert head.get(address).status_code == 404
    assert head.get(page_of("removal", office, 2**70)).status_code == 404


@pytest.mark.parametrize("role", ["office", "senior_leader", "admin", "class_teacher"])
def test_only_the_headteacher_comes_this_far(head, office, role):
    head.force_login(office.person(role))
    page = head.post(page_of("leave", office), FILLED | {"do": "confirm"})
    assert page.status_code == 403
    assert "Headteacher" in page.text
    assert nothing_saved(office)


def test_a_text_of_null_bytes_is_refused(head, office):
    page = head.post(page_of("leave", office), FILLED | {"elsewhere": "a\x00b", "do": "confirm"})
    assert page.status_code == 422
    assert nothing_saved(office)


def test_the_last_day_is_today_or_later_also_when_posted(head, office):
    asked = FILLED | {"last_day": "2026-11-02", "do": "confirm"}
    assert head.post(page_of("leave", office), asked).status_code == 422
    assert nothing_saved(office)
    assert FRIDAY.isoformat() == FILLED["last_day"]
