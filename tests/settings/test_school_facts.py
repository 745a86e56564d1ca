"""The school's own facts, and school.csv after somebody has changed them by hand."""

from datetime import UTC, date, datetime, time

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import Act
from schools.actions.edit_school import FACTS, edit_school, version_of
from schools.actions.set_register_times import RegisterTimes, set_register_times
from schools.dated_settings import KINDS, rows_of
from schools.dated_settings import version_of as version_of_rows
from schools.models import School, SchoolSettings
from tests.factories.people import UserFactory
from tests.loading.conftest import folder
from tests.loading.folders import Folder
from tests.settings.keeper import Keeper, form_of

__all__ = ["folder"]
PAGE = reverse("settings:school")
AT = datetime(2025, 10, 7, 9, 0, tzinfo=UTC)


def test_a_changed_fact_holds_at_once_and_is_remembered(page: Client, keeper: Keeper) -> None:
    answer = page.post(PAGE, form_of(page, PAGE) | {"phone": "01632 960 777"}, follow=True)
    assert "The school&#x27;s facts are saved." in answer.text
    keeper.school.refresh_from_db()
    assert keeper.school.phone == "01632 960 777"
    act = Act.objects.get(school=keeper.school, act="edit_school")
    assert act.detail["changes"] == {"phone": ["01632 960001", "01632 960 777"]}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": " "}, "Enter the school&#x27;s name."),
        ({"phone": "12"}, "Enter a whole phone number"),
        ({"email": "office"}, "Enter a whole email address"),
        ({"postcode": "TN12"}, "is not a postcode"),
        ({}, "Nothing is different."),
    ],
)
def test_what_cannot_be_right_is_refused(
    page: Client, keeper: Keeper, typed: dict[str, str], sentence: str
) -> None:
    answer = page.post(PAGE, form_of(page, PAGE) | typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert not Act.objects.filter(school=keeper.school, act="edit_school").exists()


def test_a_postcode_is_tidied(page: Client, keeper: Keeper) -> None:
    page.post(PAGE, form_of(page, PAGE) | {"postcode": "zz9 9zz"})
    keeper.school.refresh_from_db()
    assert keeper.school.postcode == "ZZ9 9ZZ"


def test_the_second_of_two_people_sees_the_difference(page: Client, keeper: Keeper) -> None:
    mine = form_of(page, PAGE) | {"headteacher": "Ms Wren"}
    page.post(PAGE, form_of(page, PAGE) | {"headteacher": "Mr Rook"})
    answer = page.post(PAGE, mine)
    assert answer.status_code == 422
    assert "Somebody else has changed this" in answer.text
    assert "<td>Mr Rook</td><td>Ms Wren</td>" in answer.text
    again = mine | {"seen": form_of(page, PAGE)["seen"]}
    assert page.post(PAGE, again).status_code == 302
    keeper.school.refresh_from_db()
    assert keeper.school.headteacher == "Ms Wren"


def loaded(folder: Folder) -> School:
    folder["school"][0]["phone"] = "01632 960001"
    folder.load()
    return School.objects.get()


def by_hand(school: School, **changed: str) -> None:
    facts = {name: getattr(school, name) for name in FACTS}
    lead = UserFactory(school=school, role="attendance_lead")
    edit_school(by=lead, facts=facts | changed, seen=version_of(school), at=AT)


def test_a_file_that_repeats_itself_leaves_our_phone_number(folder: Folder) -> None:
    by_hand(loaded(folder), phone="01632 960777")
    report = folder.load()
    assert report.changes_nothing()
    assert any('"01632 960777" was entered here' in one for one in report.notices)
    assert School.objects.get().phone == "01632 960777"


def test_a_file_with_a_new_phone_number_is_followed(folder: Folder) -> None:
    by_hand(loaded(folder), phone="01632 960777")
    folder["school"][0]["phone"] = "01632 960002"
    assert folder.load().changed == {"school": 1}
    assert School.objects.get().phone == "01632 960002"


def new_times(school: School, starts: date) -> None:
    today = date(2025, 10, 7)
    seen = version_of_rows(rows_of(KINDS["register-times"].table, school_id=school.pk, today=today))
    times = RegisterTimes(
        am_opens=time(8, 45), am_closes=time(9, 15), pm_opens=time(13, 30), pm_closes=time(13, 45),
        session_ends_am=time(12, 15), session_ends_pm=time(15, 20), first_texts_at=time(9, 40),
    )  # fmt: skip
    set_register_times(by=UserFactory(school=school, role="headteacher"), times=times,
                       valid_from=starts, seen=seen, at=AT)  # fmt: skip


def test_a_file_that_repeats_itself_leaves_our_register_times(folder: Folder) -> None:
    new_times(loaded(folder), date(2025, 10, 8))
    report = folder.load(effective=date(2025, 10, 9))
    assert report.changes_nothing()
    assert any("register times that were loaded before" in one for one in report.notices)
    assert SchoolSettings.objects.in_force(date(2025, 10, 9)).am_opens == time(8, 45)


def test_a_file_with_new_register_times_keeps_the_time_of_first_texts(folder: Folder) -> None:
    new_times(loaded(folder), date(2025, 10, 8))
    folder["school"][0]["am_opens"] = "08:55"
    folder.load(effective=date(2025, 10, 9))
    row = SchoolSettings.objects.in_force(date(2025, 10, 9))
    assert (row.am_opens, row.first_texts_at) == (time(8, 55), time(9, 40))


def test_a_load_leaves_a_planned_change_planned(folder: Folder) -> None:
    new_times(loaded(folder), date(2025, 11, 3))
    folder["school"][0]["am_opens"] = "08:55"
    folder.load(effective=date(2025, 10, 9))
    assert SchoolSettings.objects.in_force(date(2025, 10, 9)).am_opens == time(8, 55)
    assert SchoolSettings.objects.in_force(date(2025, 11, 3)).am_opens == time(8, 45)
