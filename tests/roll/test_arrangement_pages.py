"""The pages of timetables and suspensions."""

from datetime import timedelta

import pytest
from django.urls import reverse

from audit.models import Look
from registers.models import Suspension, Timetable
from schools.models import PupilFlag
from tests.registers.classroom import THURSDAY
from tests.roll.office import MONDAY, Office
from toolkit import clock


def page_of(name, office, *more):
    return reverse(f"roll:{name}", args=[office.pupil.pk, *more])


@pytest.fixture
def clerk(client, office, monkeypatch):
    """The office's browser, at eight on that Thursday."""
    monkeypatch.setattr(clock, "real_now", lambda: office.now)
    client.force_login(office.clerk)
    return client


def part_time(office, **facts):
    return {
        "start": "2026-11-16",
        "end": "2026-12-18",
        "away": ["0-PM", "4-PM"],
        "hours": "8:50 to 12:00",
        "reason": "After a long illness",
        "not_for_behaviour": "on",
        "agreed_with": office.parent.pk,
        "agreed_on": "2026-11-12",
        "first_review": "2026-12-07",
        "authority_told_on": "2026-11-12",
    } | facts


DUAL = {
    "other_school": "Alder Special School",
    "is_main": "other",
    "start": "2026-11-16",
    "away": ["2-AM", "2-PM"],
}


SUSPENSION = {
    "kind": "suspension",
    "reason_kind": "DB",
    "start": "2026-11-13",
    "start_half": "AM",
    "end": "2026-11-16",
    "end_half": "PM",
    "notice_on": "2026-11-12",
    "notice_days": "Friday 13 and Monday 16 November",
}


def test_an_agreement_posted_as_a_form_is_what_the_next_register_expects(clerk, office):
    assert clerk.get(page_of("part_time", office)).status_code == 200
    answer = clerk.post(page_of("part_time", office), part_time(office))
    timetable = Timetable.objects.get()
    assert answer.url == page_of("timetable", office, timetable.pk)
    page = clerk.get(answer.url)
    assert "Monday afternoon, Friday afternoon" in page.text
    assert "Due on 7 December 2026" in page.text
    assert office.planned(MONDAY, "PM") == "C2"


@pytest.mark.parametrize(
    ("facts", "field", "said"),
    [
        ({"end": ""}, "end", "always has one"),
        ({"end": "2027-06-01"}, "end", "no more than 12 weeks"),
        ({"not_for_behaviour": ""}, "not_for_behaviour", "never used to manage behaviour"),
        ({"away": []}, "away", "Choose the sessions"),
        ({"away": ["6-AM"]}, "away", "Choose from the sessions of the week."),
        ({"agreed_with": ""}, "agreed_with", "Choose the parent who agreed"),
        ({"agreed_with": "99999999"}, "agreed_with", "Choose the parent who agreed"),
        ({"authority_told_on": ""}, "authority_told_on", "Tell the local authority first"),
        ({"start": "12/13/2026"}, "start", "Enter a day that there is"),
        ({"start": "0216-11-12"}, "start", "Look at the year again."),
        ({"start": "12/11/1989"}, "start", "Look at the year again."),
        ({"start": "12/11/2101"}, "start", "Look at the year again."),
    ],
)
def test_a_bad_agreement_says_why_beside_the_field_and_keeps_the_rest(
    clerk, office, facts, field, said
):
    page = clerk.post(page_of("part_time", office), part_time(office, **facts))
    assert page.status_code == 422
    assert said in page.text
    assert f'href="#id_{field}"' in page.text
    assert f'id="id_{field}"' in page.text
    assert "After a long illness" in page.text
    assert not Timetable.objects.exists()


def test_a_day_is_read_here_as_it_is_everywhere_else(clerk, office):
    typed = part_time(office, start=" 16.11.2026 ", end="18 12 2026", agreed_on="12-11-2026")
    assert clerk.post(page_of("part_time", office), typed).status_code == 302
    assert Timetable.objects.get().start == MONDAY


def test_a_pupil_with_a_social_worker_has_one_more_question(clerk, office):
    assert "worker told on" not in clerk.get(page_of("part_time", office)).text
    PupilFlag.objects.create(
        school=office.school, pupil=office.pupil, kind="social_worker", start=THURSDAY
    )
    assert "Social worker told on" in clerk.get(page_of("part_time", office)).text
    assert set(Look.objects.values_list("what", flat=True)) == {"contacts", "safeguarding"}
    assert clerk.post(page_of("part_time", office), part_time(office)).status_code == 422
    asked = part_time(office, worker_told_on="2026-11-12")
    assert clerk.post(page_of("part_time", office), asked).status_code == 302


def test_a_review_is_recorded_and_shown(clerk, office):
    timetable = office.agree()
    address = page_of("review", office, timetable.pk, timetable.reviews.get().pk)
    assert clerk.get(address).status_code == 200
    assert clerk.post(address, {"held_on": "2026-11-12", "outcome": ""}).status_code == 422
    clerk.post(address, {"held_on": "2026-11-12", "outcome": "Going well", "next_on": ""})
    assert "Going well" in clerk.get(page_of("timetable", office, timetable.pk)).text
    assert clerk.get(page_of("review", office, timetable.pk, 2**70)).status_code == 404


def test_a_timetable_is_ended_from_its_page(clerk, office):
    timetable = office.agree()
    address = page_of("end_timetable", office, timetable.pk)
    assert clerk.post(address, {"last_day": "2026-12-18", "reason": "x"}).status_code == 422
    assert clerk.post(address, {"last_day": "2026-11-20", "reason": "Well"}).status_code == 302
    assert office.planned(MONDAY + timedelta(days=7), "PM") == ""


def test_another_school_is_recorded_and_d_offered(clerk, office):
    assert clerk.get(page_of("dual", office)).status_code == 200
    assert clerk.post(page_of("dual", office), DUAL | {"is_main": ""}).status_code == 422
    assert clerk.post(page_of("dual", office), DUAL).status_code == 302
    assert office.planned(MONDAY + timedelta(days=2)) == "D"
    page = clerk.get(page_of("timetable", office, Timetable.objects.get().pk))
    assert "Alder Special School" in page.text
    assert "Wednesday all day" in page.text


def test_a_suspension_is_recorded_changed_and_taken_back(clerk, office):
    assert clerk.get(page_of("suspend", office)).status_code == 200
    clerk.post(page_of("suspend", office), SUSPENSION)
    suspension = Suspension.objects.get()
    page = clerk.get(page_of("suspension", office, suspension.pk))
    assert "Persistent or general disruptive behaviour" in page.text
    assert "2 school days" in page.text
    change = page_of("change_suspension", office, suspension.pk)
    assert 'value="2026-11-16"' in clerk.get(change).text
    longer = SUSPENSION | {"end": "2026-11-17", "notice_days": "Three days", "seen": "1"}
    clerk.post(change, longer)
    assert office.planned(MONDAY + timedelta(days=1)) == "E"
    withdraw = page_of("withdraw_suspension", office, suspension.pk)
    assert clerk.post(withdraw, {"reason": ""}).status_code == 422
    assert clerk.post(withdraw, {"reason": "In error"}).status_code == 302
    assert office.planned(MONDAY) == ""
    assert "Taken back" in clerk.get(page_of("suspension", office, suspension.pk)).text


def test_sessions_that_are_marked_already_are_pointed_out(clerk, office):
    office.mark_days([THURSDAY], "/")
    clerk.post(page_of("suspend", office), SUSPENSION | {"start": "2026-11-12"})
    page = clerk.get(page_of("suspension", office, Suspension.objects.get().pk))
    assert "2 sessions of it, the first on 12 November 2026, already have another mark" in page.text


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"kind": "banned"}, "kind"),
        ({"reason_kind": ""}, "reason_kind"),
        ({"end": ""}, "end"),
        ({"notice_days": ""}, "notice_days"),
        ({"provision_code": "V"}, "provision_code"),
        ({"provision_code": "K"}, "provision_from"),
    ],
)
def test_a_bad_suspension_says_why_beside_the_field(clerk, office, facts, field):
    page = clerk.post(page_of("suspend", office), SUSPENSION | facts)
    assert page.status_code == 422
    assert f'href="#id_{field}"' in page.text
    assert not Suspension.objects.exists()


@pytest.mark.parametrize("name", ["part_time", "dual", "suspend"])
@pytest.mark.parametrize("role", ["class_teacher", "senco", "governor", "admin"])
def test_others_are_told_who_can(clerk, office, name, role):
    clerk.force_login(office.person(role))
    page = clerk.post(page_of(name, office), {})
    assert page.status_code == 403
    assert "It can be done by:" in page.text


def test_another_schools_things_are_not_found(clerk, office):
    other = Office(pupils=1)
    timetable, suspension = other.agree(), other.suspend()
    review = timetable.reviews.get()
    for address in (
        page_of("part_time", other),
        page_of("dual", other),
        page_of("suspend", other),
        page_of("timetable", other, timetable.pk),
        page_of("end_timetable", other, timetable.pk),
        page_of("review", other, timetable.pk, review.pk),
        page_of("suspension", other, suspension.pk),
        page_of("change_suspension", other, suspension.pk),
        page_of("withdraw_suspension", other, suspension.pk),
        page_of("timetable", office, timetable.pk),
    ):
        assert clerk.get(address).status_code == 404


def test_no_page_asks_the_database_more_than_fifteen_times(
    clerk, office, django_assert_max_num_queries
):
    timetable, suspension = office.agree(), office.suspend()
    for address in (
        page_of("part_time", office),
        page_of("dual", office),
        page_of("timetable", office, timetable.pk),
        page_of("end_timetable", office, timetable.pk),
        page_of("suspend", office),
        page_of("suspension", office, suspension.pk),
    ):
        with django_assert_max_num_queries(15):
            assert clerk.get(address).status_code == 200
