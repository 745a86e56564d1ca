"""The pages on which somebody enters a code for many, and takes it back."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from registers.models import BulkChange, Mark
from schools.models import User
from tests.bulk.many import FRIDAY, SNOW, Many
from tests.registers.classroom import THURSDAY
from toolkit import clock

NEW = reverse("bulk:choose")


class Page:
    """The office's browser at 9:40, without script."""

    def __init__(self, many: Many) -> None:
        self.many = many
        self.client = Client()
        self.sign_in(many.person)

    def sign_in(self, person: User) -> None:
        self.client.force_login(person)

    def form(self, **other: Any) -> dict[str, Any]:
        return {
            "do": "preview", "whom": "school", "first_day": str(THURSDAY), "first_half": "AM",
            "last_day": str(THURSDAY), "last_half": "AM", "code": "Y2", "reason": SNOW,
        } | other  # fmt: skip

    def ask(self, **other: Any) -> Any:
        return self.client.post(NEW, self.form(**other))

    def preview(self, **other: Any) -> Any:
        answer = self.ask(**other)
        assert answer.status_code == 200, answer.content.decode()
        return answer

    def yes(self, **other: Any) -> Any:
        seen = self.preview(**other).context["effect"].version
        return self.ask(do="yes", seen=seen, **other)


@pytest.fixture
def page(many: Many, monkeypatch: pytest.MonkeyPatch) -> Page:
    monkeypatch.setattr(clock, "now", lambda: many.now)
    return Page(many)


TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')  # Any letters may stand in one.


def text(answer: Any) -> str:
    """The words of the page, without the tokens of its forms."""
    return " ".join(TOKEN.sub("", answer.content.decode()).split())


def test_the_preview_says_what_changes_and_what_stays_and_changes_nothing(page: Page) -> None:
    room = page.many.kestrel
    room.mark(room.pupils[0], "N", by=page.many.person)
    room.mark(room.pupils[1], "I", by=page.many.person)
    shown = text(page.preview(last_half="PM"))
    assert "4 first entries of Y2, where no mark is yet." in shown
    assert "1 mark replaced by Y2" in shown
    assert "6 entries to come" in shown
    assert f"Robin Ashdown001, {room.school_class.name}, 12 November 2026, morning" in shown
    assert "This is for the whole school." in shown
    assert not BulkChange.objects.exists()


def test_part_of_the_premises_closed_is_warned_of_and_days_without_school_are_named(
    page: Page,
) -> None:
    shown = text(page.preview(code="Y3", whom="years", years=["4"]))
    assert "only for pupils who could not be taken in" in shown
    page.many.office.add(FRIDAY, name="Training")
    shown = text(page.preview(last_day="2026-11-16"))
    assert "The school does not meet on 13 November 2026." in shown


def test_a_yes_does_it_and_shows_what_was_done(page: Page) -> None:
    answer = page.yes()
    change = BulkChange.objects.get()
    assert answer.headers["Location"] == reverse("bulk:change", args=[change.pk])
    shown = text(page.client.get(answer.headers["Location"]))
    assert "6 first entries will be cleared." in shown
    assert page.many.codes() == ["Y2", "Y2", "Y2"]
    assert SNOW in text(page.client.get(reverse("bulk:list")))


def test_a_yes_to_what_has_changed_meanwhile_asks_again(page: Page) -> None:
    seen = page.preview().context["effect"].version
    page.many.kestrel.mark(page.many.kestrel.pupils[0], "/", at="9:00")
    answer = page.ask(do="yes", seen=seen)
    assert answer.status_code == 422
    assert "Somebody has changed a register since you looked." in text(answer)
    assert "5 first entries of Y2" in text(answer)
    assert not BulkChange.objects.exists()


def test_pupils_are_found_by_name_and_chosen(page: Page) -> None:
    pupil = page.many.kestrel.pupils[1]
    found = text(page.ask(do="find", whom="pupils", q="Ashdown001"))
    assert f'value="{pupil.pk}"' in found
    page.yes(whom="pupils", pupil=[pupil.pk])
    assert page.many.codes() == ["", "Y2", ""]


def test_what_was_chosen_is_kept_when_something_is_changed(page: Page) -> None:
    shown = text(page.ask(do="back", whom="years", years=["4"], reason="Ice"))
    assert 'value="Ice"' in shown
    assert 'name="years" value="4"' in shown


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"code": "ZZ"}, "is not a register code."),
        ({"code": "Y4"}, "close the school in the calendar"),
        ({"code": "V"}, "record it as a trip"),
        ({"code": "N", "last_half": "PM"}, "only for sessions that have begun"),
        ({"code": "N", "first_day": "2026-11-13", "last_day": "2026-11-13"},
         "only for sessions that have begun"),
        ({"last_day": "2028-11-12"}, "is more than a school year"),
        ({"first_day": "31/02/2026"}, "Enter a day that there is"),
        ({"first_day": "2026-11-14", "last_day": "2026-11-14"}, "does not meet in any"),
        ({"reason": ""}, "Enter the reason."),
        ({"whom": "years", "years": ["99"]}, "Choose from the year groups."),
        ({"whom": "classes", "classes": ["x"]}, "Choose from the classes."),
        ({"whom": "classes"}, "Choose a class."),
        ({"whom": "pupils", "pupil": ["1", "x"]}, "is not on the roll in these sessions."),
        ({"whom": "pupils", "pupil": [str(10**30)]}, "is not on the roll in these sessions."),
        ({"whom": ""}, "Choose for whom."),
        ({"years": ["4"]}, "There are year groups ticked too."),
        ({"first_half": "XX"}, "Choose the morning or the afternoon."),
    ],
)  # fmt: skip
def test_bad_input_is_answered_with_a_sentence(
    page: Page, typed: dict[str, Any], sentence: str
) -> None:
    answer = page.ask(**typed)
    assert answer.status_code == 422
    assert sentence in text(answer).replace("&quot;", '"')
    assert text(answer).count("<title>Error:") == 1
    assert Mark.objects.count() == 0


def test_who_chooses_pupils_does_not_get_the_whole_school(page: Page) -> None:
    answer = page.ask(pupil=[page.many.kestrel.pupils[0].pk])
    assert answer.status_code == 422
    assert "There are pupils by name ticked too." in text(answer)


def test_five_thousand_pupils_in_one_form_get_a_sentence(page: Page) -> None:
    answer = page.ask(whom="pupils", pupil=[str(number) for number in range(5000)])
    assert answer.status_code == 400
    assert "more in it than can be taken in at once. Nothing was saved." in text(answer)
    assert Mark.objects.count() == 0


def test_a_code_of_somebody_elses_role_says_whose_it_is(page: Page) -> None:
    answer = page.ask(code="C", first_day="2026-11-13", last_day="2026-11-13")
    assert answer.status_code == 403
    assert "Only the headteacher records C" in text(answer)


def test_what_changes_nothing_is_refused(page: Page) -> None:
    page.yes()
    answer = page.ask()
    assert answer.status_code == 422
    assert "Nothing would change" in text(answer)


def test_it_is_taken_back_from_its_page(page: Page) -> None:
    page.yes()
    room = page.many.kestrel
    room.mark(room.pupils[0], "L", minutes=20, at="9:40", by=page.many.person)
    change = BulkChange.objects.get()
    page.many.at = page.many.time("9:50")
    answer = page.client.post(reverse("bulk:undo", args=[change.pk]), follow=True)
    assert "Taken back. 1 mark stayed: look below." in text(answer)
    assert "Robin Ashdown000, 12 November 2026, morning" in text(answer)
    assert page.many.codes() == ["L", "", ""]
    again = page.client.post(reverse("bulk:undo", args=[change.pk]), follow=True)
    assert "This was taken back already." in text(again)


def test_y5_is_y_for_those_who_may_not_see_it(page: Page) -> None:
    many = page.many
    head = many.kestrel.person("headteacher")
    pupil = many.kestrel.pupils[0]
    page.sign_in(head)
    done = page.yes(whom="pupils", pupil=[pupil.pk], code="Y5", reason="Remanded")
    assert "Y5" in text(page.client.get(done.headers["Location"]))
    page.sign_in(many.person)
    change = BulkChange.objects.get()
    for address in (reverse("bulk:list"), reverse("bulk:change", args=[change.pk])):
        shown = text(page.client.get(address))
        assert "Y5" not in shown
        assert "Remanded" not in shown
    assert "Y5" not in text(page.preview())


def test_the_act_of_another_school_is_not_found(page: Page) -> None:
    change = Many().enter()
    assert page.client.get(reverse("bulk:change", args=[change.pk])).status_code == 404
    assert page.client.post(reverse("bulk:undo", args=[change.pk])).status_code == 404
    change.refresh_from_db()
    assert change.undone_at is None


@pytest.mark.parametrize("role", ["class_teacher", "governor", "family_liaison"])
def test_others_are_told_who_can_do_it(page: Page, role: str) -> None:
    page.sign_in(page.many.kestrel.person(role))
    assert page.client.get(NEW).status_code == 403
    assert page.ask().status_code == 403


def test_no_page_takes_more_than_fifteen_queries(page: Page, django_assert_max_num_queries) -> None:
    many = page.many
    for number in range(30):
        many.kestrel.newcomer(legal_surname=f"Zed{number:02}")
    many.kestrel.mark_all("N")
    with django_assert_max_num_queries(15):
        page.preview(last_half="PM")
    page.yes(last_half="PM")
    change = BulkChange.objects.get()
    for address in (NEW, reverse("bulk:list"), reverse("bulk:change", args=[change.pk])):
        with django_assert_max_num_queries(15):
            assert page.client.get(address).status_code == 200
