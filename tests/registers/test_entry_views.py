"""What the page of one pupil's entry shows and saves."""

from typing import Any

import pytest

from tests.registers.classroom import Classroom
from tests.registers.screen import Screen, screen

__all__ = ["screen"]


def post(screen: Screen, **fields: Any) -> Any:
    return screen.client.post(screen.entry(screen.classroom.pupils[0]), fields)


def test_a_code_is_entered_without_script(screen: Screen) -> None:
    assert post(screen, code="L", minutes="3").url == screen.address()
    [mark] = screen.classroom.entries(screen.classroom.pupils[0])
    assert (mark.code, mark.minutes_late) == ("L", 3)


def test_a_mark_is_cleared_without_script_before_submission(screen: Screen) -> None:
    screen.classroom.mark(screen.classroom.pupils[0], "N")
    post(screen, do="clear")
    assert screen.classroom.standing(screen.classroom.pupils[0]) == ""


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Choose a code."),
        ({"code": "L", "minutes": "some"}, "Enter the minutes late as a whole number"),
        ({"code": "L", "minutes": "1000"}, "Enter the minutes late as a whole number"),
    ],
)
def test_a_faulty_form_is_shown_again_with_what_was_typed(
    screen: Screen, fields: dict[str, str], sentence: str
) -> None:
    answer = post(screen, **fields, reason="She told me")
    assert answer.status_code == 422
    text = answer.content.decode()
    assert sentence in text
    assert "She told me" in text
    assert f'value="{fields.get("minutes", "")}"' in text
    assert screen.classroom.saved_rows() == (0, 0, 0)


def test_an_amendment_keeps_the_first_entry_with_who_role_when_and_why(screen: Screen) -> None:
    screen.classroom.take()
    office = screen.classroom.person(
        "office", forename="Kiran", surname="Shah", job_title="Office manager"
    )
    screen.sign_in(office)
    screen.set_now("9:41")
    assert post(screen, code="I", reason="Mum rang").status_code == 302
    text = screen.client.get(screen.entry(screen.classroom.pupils[0])).content.decode()
    assert "Reason: Mum rang" in text
    assert "12 November 2026 at 9:41, Kiran Shah, Office manager" in text
    assert "12 November 2026 at 8:55, Ada" in text
    assert "No longer in force since 12 November 2026 at 9:41" in text
    assert screen.text().count('class="changed"') == 1


def test_an_amendment_without_a_reason_is_refused_and_the_choice_kept(screen: Screen) -> None:
    screen.classroom.take()
    answer = post(screen, code="N", reason="  ")
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Enter the reason for the change." in text
    assert 'value="N" checked' in text
    assert screen.classroom.standing(screen.classroom.pupils[0]) == "/"


def test_an_entry_that_somebody_changed_meanwhile_is_not_overwritten(screen: Screen) -> None:
    screen.classroom.take()
    office = screen.classroom.person("office")
    screen.classroom.change(screen.classroom.pupils[0], "I", by=office)
    answer = post(screen, code="N", reason="Not here", seen_version="0")
    assert answer.status_code == 422
    assert "Someone else has just changed this mark" in answer.content.decode()
    assert screen.classroom.standing(screen.classroom.pupils[0]) == "I"


def test_after_the_session_a_teacher_reads_but_does_not_change(screen: Screen) -> None:
    screen.classroom.take()
    screen.set_now("12:01")
    text = screen.client.get(screen.entry(screen.classroom.pupils[0])).content.decode()
    assert "You cannot change this entry now. The office can." in text
    assert post(screen, code="N", reason="Not here").status_code == 403
    assert screen.classroom.standing(screen.classroom.pupils[0]) == "/"


def test_strangers_see_and_change_nothing(screen: Screen) -> None:
    address = screen.entry(screen.classroom.pupils[0])
    for person, status in [
        (screen.classroom.person("class_teacher"), 403),
        (screen.classroom.person("governor"), 403),
        (Classroom().person("headteacher"), 404),
    ]:
        screen.sign_in(person)
        assert screen.client.get(address).status_code == status
        assert screen.client.post(address, {"code": "/"}).status_code == status
    assert screen.classroom.saved_rows() == (0, 0, 0)


def test_a_pupil_who_is_not_on_this_register_is_not_found(screen: Screen) -> None:
    other = Classroom(school=screen.classroom.school).pupils[0]
    assert screen.client.get(screen.entry(other)).status_code == 404


def test_the_offices_note_is_not_for_teachers(screen: Screen) -> None:
    office = screen.classroom.person("office")
    screen.sign_in(office)
    post(screen, code="M", reason="Heart scan")
    entry = screen.entry(screen.classroom.pupils[0])
    assert "Heart scan" in screen.client.get(entry).content.decode()
    screen.sign_in(screen.classroom.teacher)
    assert "Heart scan" not in screen.client.get(entry).content.decode()


def test_leave_is_the_headteachers_to_give_with_a_written_reason(screen: Screen) -> None:
    screen.sign_in(screen.classroom.person("office"))
    assert post(screen, code="C", reason="Funeral").status_code == 403
    screen.sign_in(screen.classroom.person("headteacher"))
    refused = post(screen, code="C")
    assert refused.status_code == 422
    assert "Write the reason for which C is given." in refused.content.decode()
    assert screen.classroom.saved_rows() == (0, 0, 0)
    assert post(screen, code="C", reason="Funeral").status_code == 302
    assert screen.classroom.standing(screen.classroom.pupils[0]) == "C"


LONG = "9" * 5000


def test_a_number_of_thousands_of_digits_is_a_fault_like_any_other(screen: Screen) -> None:
    pupil = screen.classroom.pupils[0]
    assert post(screen, code="L", minutes=LONG).status_code == 422
    assert post(screen, code="N", seen_version=LONG).status_code == 302
    form = "application/x-www-form-urlencoded"
    assert screen.client.post(screen.address(), f"p{LONG}=/", form).status_code == 422
    assert screen.post(**{f"p{pupil.pk}": "/", f"v{pupil.pk}": LONG}).status_code == 302


def test_a_code_that_the_person_may_not_use_is_refused_on_the_form(screen: Screen) -> None:
    answer = post(screen, code="M", reason="Dentist")
    assert answer.status_code == 403
    assert "The office records M" in answer.content.decode()
    assert "Dentist" in answer.content.decode()
    whole = screen.post(**{f"p{screen.classroom.pupils[0].pk}": "M"})
    assert whole.status_code == 403
    assert "The office records M" in whole.content.decode()
    assert screen.classroom.saved_rows() == (0, 0, 0)
