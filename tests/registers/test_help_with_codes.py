"""Whoever chooses a code can ask in their own words which one it is."""

import pytest

from registers.permissions import codes_of
from registers.views.code_help import who_records
from rules import codes
from tests.factories.people import UserFactory
from tests.registers.screen import Screen, screen
from toolkit import clock

__all__ = ["screen"]


def test_the_answer_says_the_code_why_what_it_counts_as_and_who_records_it(screen: Screen) -> None:
    page = screen.client.get("/codes/", {"q": "at the dentist until 10"}).text
    assert "Medical or dental appointment." in page
    assert "Counts as an authorised absence: attendance falls." in page
    assert "The office records it." in page
    assert "SI 2024/208, regulation 10" in page


def test_htmx_gets_the_answer_alone(screen: Screen) -> None:
    answer = screen.client.get("/codes/", {"q": "Eid"}, headers={"HX-Request": "true"}).text
    assert "Religious observance." in answer
    assert "<html" not in answer


def test_without_a_question_every_code_in_force_is_listed(screen: Screen) -> None:
    page = screen.client.get("/codes/").text
    for code in codes.entry_codes(on=clock.today()):
        assert codes.meaning(code) in page


def test_words_that_fit_nothing_say_so_and_are_never_markup(screen: Screen) -> None:
    page = screen.client.get("/codes/", {"q": "<b>xyzzy</b>"}).text
    assert "Nothing fits “&lt;b&gt;xyzzy&lt;/b&gt;”." in page


def test_a_question_of_any_length_is_answered(screen: Screen) -> None:
    assert screen.client.get("/codes/", {"q": "x" * 5000}).status_code == 200


def test_a_page_where_a_code_is_chosen_offers_the_help(screen: Screen) -> None:
    assert "/codes/" in screen.text()
    pupil = screen.classroom.pupils[0]
    assert "Which code?" in screen.client.get(screen.entry(pupil)).text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "sentence"),
    [
        ("class_teacher", "Teachers and the office record it."),
        ("office", "The office records it."),
        ("headteacher", "Only the headteacher records it"),
    ],
)
def test_what_it_says_of_who_records_agrees_with_who_may(role: str, sentence: str) -> None:
    """Each code of the sentence is one that the role may choose, the year round."""
    person = UserFactory(role=role)
    today = clock.today()
    said = [code for code in codes.entry_codes(on=today) if who_records(code).startswith(sentence)]
    assert said
    assert set(said) <= codes_of(person, on=today)
