"""A ground that the records do not bear out: why, what would do and where, and no form."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from registers.models import Removal
from registers.views.roll_unmet import WHY
from rules.grounds import GROUNDS
from schools.models import Enrolment, PupilFlag, School
from tests.registers.classroom import THURSDAY
from tests.roll.office import weekdays
from toolkit import clock

YESTERDAY = THURSDAY - timedelta(days=1)


@pytest.fixture
def head(client, office, monkeypatch):
    """The headteacher's browser, at eight on that Thursday."""
    monkeypatch.setattr(clock, "real_now", lambda: office.now)
    client.force_login(office.head)
    return client


def shown(head, office, ground, last_day=""):
    """The page of a ground; each link that it offers can be followed."""
    last_day = last_day or ("2026-11-12" if ground in "hi" else "2026-11-13")
    address = reverse("roll:leave", args=[office.pupil.pk])
    page = head.get(address, {"last_day": last_day, "ground": ground})
    assert page.status_code == 200
    for one in page.context["unmet"]:
        assert not one.address or head.get(one.address).status_code == 200
        assert not one.address or f'href="{one.address}">{one.link}</a>' in page.text
    return page


def has_form(page):
    return 'name="return_made_on"' in page.text or 'value="check"' in page.text


def whys(page):
    return [one.why for one in page.context["unmet"]]


@pytest.mark.parametrize(
    ("ground", "why", "link"),
    [
        ("c", "No other school is recorded for", "Record the other school"),
        ("h", "no leave (C, C1, J1 or S) of more than 10 school days", "Open the registers"),
        ("i", "No day is marked yet.", "Open the registers"),
        ("o", "No permanent exclusion that has begun", "Record the exclusion"),
    ],
)
def test_why_and_where_are_said_and_there_is_no_form(head, office, ground, why, link):
    page = shown(head, office, ground)
    assert "What is not met, and what would do" in page.text
    assert f"cannot leave the roll on this ground ({ground}) yet" in page.text
    assert why in page.text
    assert link in page.text
    assert not has_form(page)
    assert "you confirm this below" not in page.text


def test_days_so_far_and_days_to_come_are_counted(head, office):
    days = weekdays(date(2026, 10, 15), YESTERDAY)
    office.mark_days(days[1:], "O")
    page = shown(head, office, "i")
    assert whys(page) == ["19 school days in a row so far, from 16 October 2026."]
    assert "It is met after 1 more school day with G, N or O in every session." in page.text
    office.mark_days(days[:1], "O")
    page = shown(head, office, "i")
    assert page.context["unmet"] == []
    assert has_form(page)


def test_a_last_day_with_another_code_is_said_to_be_none_of_them(head, office):
    office.mark_days([YESTERDAY], "/")
    assert whys(shown(head, office, "i")) == ["The last marked day is not one of these."]


def test_a_leave_that_is_not_over_long_enough_says_how_long_it_is(head, office):
    days = weekdays(date(2026, 10, 15), YESTERDAY)
    office.mark_days(days[:11], "C")
    office.mark_days(days[11:], "O")
    page = shown(head, office, "h")
    assert whys(page) == ["The leave ended on 29 October 2026: 9 school days since."]


def test_somebody_who_came_back_is_said_to_have(head, office):
    days = weekdays(date(2026, 10, 15), YESTERDAY)
    office.mark_days(days[:11], "C")
    office.mark_days([days[11]], "/")
    assert whys(shown(head, office, "h")) == ["The pupil was back on 30 October 2026."]


def test_a_mobile_childs_main_school_is_sent_to_the_record(head, office):
    PupilFlag.objects.create(
        school=office.school, pupil=office.pupil, kind="mobile_child", start=date(2026, 1, 1)
    )
    page = shown(head, office, "a")
    assert "has the flag of a mobile child, and this school is the main one" in page.text
    assert not has_form(page)
    Enrolment.objects.filter(pupil=office.pupil).update(kind="S")
    assert has_form(shown(head, office, "a"))


def test_an_age_that_is_not_over_is_said_with_its_day(head, office):
    School.objects.filter(pk=office.school.pk).update(phase="secondary")
    page = shown(head, office, "l")
    assert f"{office.pupil.name} is of compulsory school age until" in page.text
    assert "Choose another ground or day" in page.text


@pytest.mark.parametrize("step", ["check", "confirm", ""])
def test_posted_it_is_refused_and_nothing_is_saved(head, office, step):
    asked = {
        "last_day": "2026-11-12",
        "ground": "i",
        "not_ill": "None",
        "enquired": "Yes",
        "consultation": "With the authority",
        "consulted_on": "2026-11-12",
        "return_made_on": "2026-11-12",
        "do": step,
    }
    page = head.post(reverse("roll:leave", args=[office.pupil.pk]), asked)
    assert page.status_code == 422
    assert "<title>Error: " in page.text
    assert not has_form(page)
    assert not Removal.objects.exists()


def test_every_condition_read_from_the_records_has_its_explanation():
    read = {one.key for ground in GROUNDS.values() for one in ground.conditions if one.found}
    assert set(WHY) == read | {"phase"}
    assert {"not_reinstated", "no_review"} == {
        one.key for one in GROUNDS["o"].conditions if not one.found
    }


def test_an_exclusion_is_a_ground_only_with_both_confirmations(head, office):
    office.suspend(kind="permanent", end=None)
    page = shown(head, office, "o")
    assert 'name="not_reinstated"' in page.text
    assert 'name="no_review"' in page.text
