"""The pages of the calendar: first a preview, then a yes, with or without script."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from registers.models import Mark
from schools.models import CalendarPeriod
from tests.calendar.office import Office
from tests.registers.classroom import THURSDAY
from toolkit import clock

YEAR = reverse("calendar:year")
ADD = reverse("calendar:add")
CLOSE = reverse("calendar:close")
INSET = {"kind": "inset", "name": "Moderation", "start": "2026-11-13", "end": "", "session": ""}
SNOW = {"day": "2026-11-12", "half": "", "warning": "unplanned", "name": "Snow"}


@pytest.fixture
def page(office: Office, client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(clock, "now", lambda: office.now)
    client.force_login(office.person)
    return client


def yes(page: Client, address: str, office: Office, typed: dict[str, str] | None = None):
    return page.post(address, {**(typed or {}), "yes": "yes", "seen": office.seen}, follow=True)


def test_the_calendar_shows_its_lines_and_its_counts(page: Client, office: Office) -> None:
    text = page.get(YEAR).text
    for words in ("Calendar 2026/27", "144 sessions on 72 days", "Autumn 1", "INSET day",
                  "2 September 2026 to 23 October 2026", "Loaded from a file"):  # fmt: skip
        assert words in text
    assert "236 sessions fewer than the 380 (190 days)" in text


def test_a_day_of_the_months_says_what_it_is_in_words(page: Client, office: Office) -> None:
    office.add(date(2026, 11, 13), session="PM")
    text = page.get(YEAR).text
    assert '<td class="cal-inset">' in text
    assert '<td class="cal-half">' in text
    assert "Half a school day" in text


def test_another_year_can_be_looked_at(page: Client) -> None:
    text = page.get(f"{YEAR}?year=2025").text
    assert "Nothing is in the calendar of 2025/26 yet" in text
    assert "Calendar 2026/27" in page.get(f"{YEAR}?year=x1").text


def test_the_year_is_printed_with_who_and_when(page: Client, office: Office) -> None:
    text = page.get(YEAR).text
    assert f"Printed 12 November 2026 at 9:40 by {office.person.name}" in text


def test_adding_shows_first_what_would_change(page: Client, office: Office) -> None:
    text = page.post(ADD, INSET).text
    assert "Nothing has changed yet." in text
    assert "2 sessions on 13 November 2026 will go. No marks are in them." in text
    assert "2026/27 will have 142 sessions on 71 days; it has 144 now." in text
    assert office.count() == 144


def test_after_a_yes_it_is_changed(page: Client, office: Office) -> None:
    answer = yes(page, ADD, office, INSET)
    assert answer.redirect_chain == [(YEAR, 302)]
    assert "Added to the calendar: INSET day: Moderation, 13 November 2026." in answer.text
    assert office.sessions(date(2026, 11, 13)) == []
    assert "What changed lately" in answer.text


def test_a_yes_to_an_old_preview_shows_a_new_one(page: Client, office: Office) -> None:
    seen = office.seen
    office.add(date(2026, 11, 16))
    answer = page.post(ADD, {**INSET, "yes": "yes", "seen": seen})
    assert answer.status_code == 422
    assert "Somebody else has changed the calendar since you looked" in answer.text
    assert office.seen in answer.text
    assert office.sessions(date(2026, 11, 13)) != []


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"start": "29/02/2027"}, "There is no 29 February 2027: February 2027 has 28 days."),
        ({"start": "2026-11-14"}, "14 November 2026 is a Saturday."),
        ({"start": "2026-11-13", "end": "2026-11-12"}, "lies before the first"),
        ({"start": ""}, "Enter the first day."),
        ({"start": "next week"}, "Enter a day such as 12/11/2026"),
        ({"kind": "unplanned_closure"}, "Choose what it is."),
        (
            {"kind": "term", "start": "2026-12-01", "end": "2027-01-08"},
            "These days overlap Autumn 2",
        ),
    ],
)
def test_what_cannot_be_meant_is_said_on_the_form(
    page: Client, office: Office, typed: dict[str, str], sentence: str
) -> None:
    answer = page.post(ADD, INSET | typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "<title>Error: " in answer.text
    assert "There is a problem" in answer.text
    assert 'value="Moderation"' in answer.text
    assert office.count() == 144


def test_a_leap_day_is_taken_as_typed(page: Client) -> None:
    answer = page.post(ADD, INSET | {"start": "29/02/2028", "kind": "bank_holiday"})
    assert "29 February 2028" in answer.text
    assert answer.status_code == 200


def test_taking_out_a_term_with_marks_names_the_days(page: Client, office: Office) -> None:
    office.room.take()
    answer = page.get(reverse("calendar:remove", args=[office.second.pk]))
    assert answer.status_code == 422
    assert "3 marks on 1 day would lose their sessions: 12 November 2026." in answer.text
    assert 'name="yes"' not in answer.text
    yes(page, reverse("calendar:remove", args=[office.second.pk]), office)
    assert CalendarPeriod.objects.filter(pk=office.second.pk).exists()


def test_taking_out_an_inset_day_asks_first(page: Client, office: Office) -> None:
    address = reverse("calendar:remove", args=[office.inset.pk])
    assert "2 sessions on 2 September 2026 will be added." in page.get(address).text
    assert CalendarPeriod.objects.filter(pk=office.inset.pk).exists()
    yes(page, address, office)
    assert not CalendarPeriod.objects.filter(pk=office.inset.pk).exists()


def test_moving_a_day_shows_both_days(page: Client, office: Office) -> None:
    address = reverse("calendar:move", args=[office.inset.pk])
    text = page.post(address, {"to": "2026-09-04"}).text
    assert "2 sessions on 2 September 2026 will be added." in text
    assert "2 sessions on 4 September 2026 will go." in text
    yes(page, address, office, {"to": "2026-09-04"})
    assert office.sessions(date(2026, 9, 4)) == []


def test_the_preview_of_a_closure_counts_marks(page: Client, office: Office) -> None:
    room = office.room
    room.mark(room.pupils[0], "/")
    room.mark(room.pupils[1], "I", by=office.person)
    text = page.post(CLOSE, SNOW).text
    assert "2 sessions on 12 November 2026 will be closed, and take only Y4." in text
    assert "Y4 will be entered 1 time, where no mark is yet." in text
    assert "1 mark (/ \\ L N O or U) will be replaced by Y4" in text
    assert "1 mark with another code will stay" in text
    assert "1 session will get Y4 when the register would have opened." in text
    assert not Mark.objects.filter(code="Y4").exists()


def test_the_office_closes_the_school_and_the_register_shows_it(
    page: Client, office: Office
) -> None:
    yes(page, CLOSE, office, SNOW)
    text = page.get(office_register(office)).text
    assert "Closed without warning" in text
    assert Mark.objects.filter(school=office.school, code="Y4").count() == 3
    closure = CalendarPeriod.objects.get(kind="unplanned_closure")
    assert reverse("calendar:reopen", args=[closure.pk]) in page.get(YEAR).text


def test_the_school_is_reopened_after_a_preview(page: Client, office: Office) -> None:
    office.close()
    closure = CalendarPeriod.objects.get(kind="unplanned_closure")
    address = reverse("calendar:reopen", args=[closure.pk])
    assert "3 entries of Y4 will be cleared." in page.get(address).text
    yes(page, address, office)
    assert office.sessions(THURSDAY) == [("AM", ""), ("PM", "")]


def test_an_administrator_sees_terms_to_change_and_no_closures(
    client: Client, office: Office
) -> None:
    office.close()
    client.force_login(office.colleague("admin"))
    text = client.get(YEAR).text
    assert CLOSE not in text
    assert "Reopen<" not in text
    assert reverse("calendar:change", args=[office.first.pk]) in text
    refused = client.post(ADD, INSET | {"kind": "planned_closure", "yes": "yes",
                                        "seen": office.seen})  # fmt: skip
    assert refused.status_code == 403
    assert office.sessions(date(2026, 11, 13)) != []


@pytest.mark.parametrize("name", ["change", "move", "remove", "reopen"])
def test_another_schools_line_is_not_found(page: Client, name: str) -> None:
    other = Office()
    answer = page.post(reverse(f"calendar:{name}", args=[other.inset.pk]), {"yes": "yes"})
    assert answer.status_code == 404
    assert CalendarPeriod.objects.filter(pk=other.inset.pk).exists()


def test_no_page_of_the_calendar_takes_more_than_fifteen_queries(
    page: Client, office: Office, django_assert_max_num_queries
) -> None:
    office.add(date(2026, 11, 20))
    office.room.take()
    page.get(YEAR)
    for ask in (
        lambda: page.get(YEAR),
        lambda: page.post(ADD, INSET),
        lambda: page.post(CLOSE, SNOW),
        lambda: page.get(reverse("calendar:remove", args=[office.inset.pk])),
    ):
        with django_assert_max_num_queries(15):
            assert ask().status_code == 200


def office_register(office: Office) -> str:
    return reverse("registers:register", args=[office.room.school_class.pk, THURSDAY, "AM"])
