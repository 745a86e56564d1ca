"""The pages of the settings: what holds, what is planned, what changed."""

import pytest
from django.test import Client
from django.urls import reverse

from schools.models import AttendancePolicy, AuthorityProfile, Letterhead, SchoolSettings
from tests.factories.people import UserFactory
from tests.factories.settings import (
    AttendancePolicyFactory,
    AuthorityProfileFactory,
    LetterheadFactory,
)
from tests.settings.keeper import FRIDAY, Keeper, form_of

HOME = reverse("settings:home")
TIMES = reverse("settings:register-times")
POLICY = reverse("settings:attendance-policy")
AUTHORITY = reverse("settings:authority")


def test_the_settings_say_since_when_and_by_whom(page: Client, keeper: Keeper) -> None:
    AuthorityProfileFactory(school=keeper.school, recorded_by=keeper.person)
    text = page.get(HOME).text
    for words in ("Register times", "1 September 2020", "The defaults", "Not recorded yet",
                  "1 September 2025", keeper.person.name, "Calendar"):  # fmt: skip
        assert words in text


def test_a_planned_change_is_shown_and_taken_back(page: Client, keeper: Keeper) -> None:
    planned = keeper.set_times(am_opens="08:40", am_closes="09:10")
    sentence = "Register times: a change is planned from 13 November 2026"
    assert sentence in page.get(HOME).text
    assert sentence in page.get(TIMES).text
    address = reverse("settings:take_back", args=["register-times", planned.pk])
    assert address in page.get(HOME).text
    answer = page.post(address, follow=True)
    assert "the planned change is taken back" in answer.text
    assert sentence not in answer.text


def test_looking_takes_nothing_back(page: Client, keeper: Keeper) -> None:
    planned = keeper.set_times(am_opens="08:40", am_closes="09:10")
    address = reverse("settings:take_back", args=["register-times", planned.pk])
    assert page.get(address).status_code == 405
    assert SchoolSettings.objects.filter(pk=planned.pk).exists()


def test_another_schools_planned_change_is_not_found(page: Client) -> None:
    other = Keeper()
    planned = other.set_times(am_opens="08:40", am_closes="09:10")
    address = reverse("settings:take_back", args=["register-times", planned.pk])
    assert page.post(address).status_code == 404
    assert SchoolSettings.objects.filter(pk=planned.pk).exists()


def test_register_times_begin_tomorrow_unless_said_otherwise(page: Client, keeper: Keeper) -> None:
    typed = form_of(page, TIMES)
    assert typed["valid_from"] == "2026-11-13"
    assert typed["am_opens"] == "08:50"
    answer = page.post(TIMES, typed | {"am_opens": "08:45", "am_closes": "09:15"}, follow=True)
    assert answer.redirect_chain == [(HOME, 302)]
    assert SchoolSettings.objects.filter(school=keeper.school, valid_from=FRIDAY).exists()


def test_windows_of_two_lengths_are_saved_with_a_warning(page: Client) -> None:
    typed = form_of(page, TIMES) | {"am_opens": "08:55"}
    answer = page.post(TIMES, typed, follow=True)
    assert "25 minutes and the afternoon&#x27;s for 15" in answer.text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"am_closes": "09:21"}, "would be open for 31 minutes"),
        ({"am_opens": "25:00"}, "enter a time, such as 8:50"),
        ({"valid_from": "2026-11-11"}, "A change takes effect today or later"),
        ({"valid_from": "30/02/2027"}, "There is no 30 February 2027"),
        ({"valid_from": ""}, "Enter the day on which it takes effect."),
    ],
)
def test_times_that_cannot_be_are_said_on_the_form(
    page: Client, keeper: Keeper, typed: dict[str, str], sentence: str
) -> None:
    answer = page.post(TIMES, form_of(page, TIMES) | {"pm_closes": "13:50"} | typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "<title>Error: " in answer.text
    assert 'value="13:50"' in answer.text
    assert SchoolSettings.objects.filter(school=keeper.school).count() == 1


def test_the_second_of_two_people_sees_the_difference(page: Client, keeper: Keeper) -> None:
    mine = form_of(page, TIMES) | {"am_opens": "08:55"}
    keeper.set_times(am_opens="08:40", am_closes="09:10")
    answer = page.post(TIMES, mine)
    assert answer.status_code == 422
    assert "Somebody else has changed this" in answer.text
    assert "<td>8:40</td><td>8:55</td>" in answer.text
    assert 'value="08:55"' in answer.text


def test_the_policy_begins_as_the_defaults(page: Client, keeper: Keeper) -> None:
    typed = form_of(page, POLICY)
    assert (typed["attendance_high"], typed["late_sessions"], typed["stage_name_1"]) == (
        "95", "5", "Office check",
    )  # fmt: skip
    assert typed["letters_need_approval"] == "on"
    assert "these are the defaults" in page.get(POLICY).text
    typed |= {"late_sessions": "4", "stage_name_2": "First letter", "stage_lead_2": "office"}
    assert page.post(POLICY, typed).status_code == 302
    policy = AttendancePolicy.objects.get(school=keeper.school)
    assert (policy.late_sessions, policy.stage_names[1], policy.stage_leads[1]) == (
        4, "First letter", "office",
    )  # fmt: skip


def test_a_stage_without_a_name_is_pointed_at(page: Client) -> None:
    answer = page.post(POLICY, form_of(page, POLICY) | {"stage_name_3": ""})
    assert answer.status_code == 422
    assert 'href="#id_stage_name_3"' in answer.text


def test_the_authority_is_recorded(page: Client, keeper: Keeper) -> None:
    typed = {"name": "Marlshire Council", "attendance_email": "a@marlshire.example",
             "return_every_weeks": "4"}  # fmt: skip
    assert page.post(AUTHORITY, form_of(page, AUTHORITY) | typed).status_code == 302
    row = AuthorityProfile.objects.get(school=keeper.school)
    assert (row.name, row.recorded_by) == ("Marlshire Council", keeper.person)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"penalty_email": "council"}, "Enter a whole email address"),
        ({"portal": "not an address"}, "Enter a web address"),
        ({"portal": "javascript:alert(1)"}, "Enter a web address"),
        ({"return_every_weeks": "5"}, "enter 1 to 4 weeks"),
        ({"name": ""}, "Enter the authority&#x27;s name."),
    ],
)
def test_an_authority_that_cannot_be_right_is_refused(
    page: Client, typed: dict[str, str], sentence: str
) -> None:
    filled = form_of(page, AUTHORITY) | {"name": "Marlshire Council", "return_every_weeks": "4"}
    answer = page.post(AUTHORITY, filled | typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert not AuthorityProfile.objects.exists()


def test_the_history_says_what_changed_from_when_and_who(page: Client, keeper: Keeper) -> None:
    keeper.set_times(am_opens="08:40", am_closes="09:10")
    text = page.get(reverse("settings:register-times-history")).text
    assert "Changed, from 13 November 2026" in text
    assert "Morning register opens: 8:50 became 8:40" in text
    assert f"12 November 2026, 9:40, {keeper.person.name}" in text
    assert "Loaded, from 1 September 2020" in text


def test_the_history_of_the_school_is_in_words(page: Client) -> None:
    address = reverse("settings:school")
    page.post(address, form_of(page, address) | {"headteacher": "Ms Wren"})
    text = page.get(reverse("settings:school-history")).text
    assert "Headteacher: Ms Wren" in text


@pytest.mark.parametrize(
    ("role", "shown", "hidden"),
    [
        ("office", ["Calendar"], ["Register times", "Staff and accounts"]),
        ("admin", ["Register times", "Calendar"], []),
        ("senior_leader", ["Calendar"], ["Register times"]),
    ],
)
def test_everybody_sees_what_they_may_open(
    page: Client, keeper: Keeper, role: str, shown: list[str], hidden: list[str]
) -> None:
    page.force_login(UserFactory(school=keeper.school, role=role))
    text = page.get(HOME).text
    assert all(words in text for words in shown)
    assert not [words for words in hidden if words in text]


def test_the_place_in_the_navigation_is_for_those_with_something_to_set(
    page: Client, keeper: Keeper
) -> None:
    assert f'href="{HOME}"' in page.get(reverse("accounts:account")).text
    page.force_login(UserFactory(school=keeper.school, role="class_teacher"))
    assert f'href="{HOME}"' not in page.get(reverse("accounts:account")).text


def test_no_page_of_the_settings_takes_more_than_fifteen_queries(
    page: Client, keeper: Keeper, django_assert_max_num_queries
) -> None:
    LetterheadFactory(school=keeper.school)
    AttendancePolicyFactory(school=keeper.school)
    keeper.set_times(am_opens="08:40", am_closes="09:10")
    page.get(HOME)
    for name in ("home", "school", "register-times", "attendance-policy", "authority",
                 "letterhead", "letterhead-history", "register-times-history"):  # fmt: skip
        with django_assert_max_num_queries(15):
            assert page.get(reverse(f"settings:{name}")).status_code == 200
    assert Letterhead.objects.count() == 1
