"""What the late desk shows, and what it says when something is wrong."""

from datetime import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registers.models import Arrival, Departure
from tests.factories.mornings import ArrivalFactory, DepartureFactory
from tests.factories.people import PupilFactory
from tests.registers.classroom import Classroom
from tests.registers.screen import Screen

PART = {"HX-Request": "true"}


def sign_in(desk: Screen, who, **fields):
    known = {"pupil": who.pk, "arrived": "09:31", "why": "Traffic", "brought": "Mum"}
    return desk.client.post("/late-desk/", known | fields)


def test_three_letters_find_the_pupil_and_say_what_the_arrival_comes_to(desk):
    page = desk.client.get("/late-desk/", {"q": "Ashdown000"}).text
    assert "1 pupil found" in page
    assert "41 minutes late: after the register closed (U)." in page
    assert "not marked yet" in page
    assert "Sign in" in page


@pytest.mark.parametrize(
    ("arrived", "sentence"),
    [
        ("09:12", "22 minutes late: before the register closed (L)."),
        ("08:50", "In time: present."),
        ("09:45", "9:45 has not come yet."),
        ("later", "Enter a time such as 9:31."),
    ],
)
def test_the_time_can_be_changed_and_is_judged_again(desk, arrived, sentence):
    page = desk.client.get("/late-desk/", {"q": "Ashdown000", "arrived": arrived}, headers=PART)
    assert sentence in page.text
    assert "<html" not in page.text


def test_after_the_end_it_says_that_the_absence_stays(desk):
    desk.set_now("12:20")
    page = desk.client.get("/late-desk/", {"q": "Ashdown000"}).text
    assert "After the end of the morning: an absence." in page


def test_signing_in_marks_the_register_and_offers_a_slip(desk, classroom):
    pupil = classroom.pupils[0]
    answer = sign_in(desk, pupil, slip="on")
    arrival = Arrival.objects.get()
    assert answer.url == f"/late-desk/?slip={arrival.pk}"
    assert classroom.standing(pupil) == "U"
    page = desk.client.get(answer.url).text
    assert "Signed in at <b>9:31</b>" in page
    assert "The office has marked the register." in page
    assert "traffic, mum" in page


def test_a_pupil_marked_present_is_pointed_out_before_anything_is_changed(desk, classroom):
    classroom.mark(classroom.pupils[0], "/")
    page = desk.client.get("/late-desk/", {"q": "Ashdown000"}).text
    assert "as /: present (morning)." in page


def test_the_help_with_codes_stands_beside_the_form_once_however_often_that_is_sent(desk):
    typed = {"q": "Ashdown000", "why": "Traffic"}
    assert desk.client.get("/late-desk/", typed).text.count("Which code?") == 1
    assert "Which code?" not in desk.client.get("/late-desk/", typed, headers=PART).text


def test_a_mark_changed_meanwhile_is_said_and_nothing_is_lost(desk, classroom):
    pupil = classroom.pupils[0]
    classroom.mark(pupil, "/")
    answer = sign_in(desk, pupil, **{f"seen-{pupil.pk}": "0", "q": "Ashdown000"})
    assert answer.status_code == 422
    assert "Someone else has just changed this mark." in answer.text
    assert 'value="Traffic" checked' in answer.text
    assert Arrival.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"pupil": ""}, "Choose the pupil who came."),
        ({"pupil": "99999999999999999999"}, "Choose the pupil who came."),
        ({"pupil": "987654321"}, "not on the roll today"),
        ({"arrived": ""}, "Enter when the pupil came."),
        ({"arrived": "25:99"}, "Enter a time such as 9:31."),
        ({"arrived": "09:59"}, "9:59 has not come yet."),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(desk, classroom, fields, sentence):
    answer = sign_in(desk, classroom.pupils[0], **fields)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Error: " in answer.text
    assert Arrival.objects.count() == 0


def test_another_schools_pupil_is_nobody_here(desk):
    stranger = Classroom().pupils[0]
    answer = sign_in(desk, stranger)
    assert (answer.status_code, Arrival.objects.count()) == (422, 0)


def test_nobody_on_the_roll_with_that_name_is_said(desk):
    PupilFactory(legal_surname="Zzyzx")
    assert "Nobody on the roll today" in desk.client.get("/late-desk/", {"q": "zzyz"}).text


def test_many_of_one_name_ask_for_another_letter(desk, classroom):
    for number in range(9):
        classroom.newcomer(legal_surname=f"Oyelaran{number}")
    page = desk.client.get("/late-desk/", {"q": "oye"}).text
    assert "8 pupils found" in page
    assert "There are more." in page


def test_a_mistake_is_taken_back_on_the_page(desk, classroom):
    sign_in(desk, classroom.pupils[0])
    arrival = Arrival.objects.get()
    page = desk.client.post(f"/late-desk/{arrival.pk}/take-back/", follow=True).text
    assert "the signing-in was taken back" in page
    assert "Nobody yet today." in page


def test_another_schools_arrival_and_departure_are_not_found(desk):
    arrival, departure = ArrivalFactory(), DepartureFactory()
    assert desk.client.post(f"/late-desk/{arrival.pk}/take-back/").status_code == 404
    assert desk.client.post(f"/late-desk/out/{departure.pk}/back/").status_code == 404
    assert desk.client.post(f"/late-desk/out/{departure.pk}/stayed/").status_code == 404


def test_who_leaves_is_signed_out_and_in_again(desk, classroom):
    pupil = classroom.pupils[0]
    answer = desk.client.post(
        "/late-desk/out/",
        {"pupil": pupil.pk, "left_at": "09:30", "with_whom": "Gran", "why": "Felt unwell"},
        follow=True,
    )
    assert "signed out at 9:30" in answer.text
    assert "not expected back today" in answer.text
    departure = Departure.objects.get()
    page = desk.client.post(f"/late-desk/out/{departure.pk}/back/", follow=True).text
    assert "back at 9:31" in page


def test_who_is_signed_out_is_not_signed_in_as_late(desk, classroom):
    DepartureFactory(pupil=classroom.pupils[0], day=classroom.day, left_at=time(9, 25))
    page = desk.client.get("/late-desk/", {"q": "Ashdown000"}).text
    assert "was signed out at 9:25, and so is not late" in page
    assert "Brought by" not in page
    answer = sign_in(desk, classroom.pupils[0])
    assert answer.status_code == 422
    assert "was signed out at 9:25" in answer.text
    assert not Arrival.objects.exists()


def test_a_leaving_without_a_person_keeps_what_was_typed(desk, classroom):
    answer = desk.client.post(
        "/late-desk/out/",
        {"pupil": classroom.pupils[0].pk, "left_at": "09:30", "with_whom": "", "other_why": "Vet"},
    )
    assert answer.status_code == 422
    assert "Enter who takes the pupil." in answer.text
    assert 'value="Vet"' in answer.text


def test_without_sessions_it_says_so(desk, classroom):
    desk.set_now("9:31", day=classroom.day.replace(day=14))
    assert "no session today" in desk.client.get("/late-desk/").text
    assert "no session today" in desk.client.get("/late-desk/out/").text


@pytest.mark.parametrize("address", ["/late-desk/", "/late-desk/out/"])
def test_the_number_of_queries_does_not_grow(desk, classroom, address):
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert desk.client.get(address, {"q": "ashdown"}).status_code == 200
        return len(queries)

    few = asked()
    for number in range(5):
        pupil = classroom.newcomer(legal_surname=f"Ashdown9{number}")
        ArrivalFactory(pupil=pupil, day=classroom.day)
        DepartureFactory(pupil=pupil, day=classroom.day)
    assert asked() <= max(few, 15)
    assert asked() <= 15
