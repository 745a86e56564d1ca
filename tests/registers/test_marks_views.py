"""What the register's script may send, and how each refusal is answered."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.registers.classroom import Classroom
from tests.registers.screen import Screen, screen, screen_of

__all__ = ["screen"]
NOTHING = (0, 0, 0)


def change(screen: Screen, code: str = "/", at: int = 0, **more: object) -> dict[str, object]:
    pupil = screen.classroom.pupils[at]
    return {"pupil": pupil.pk, "code": code, "client_id": str(uuid4()), **more}


def test_a_change_is_saved_and_the_answer_says_what_was_stored(screen: Screen) -> None:
    sent = change(screen, "L", minutes=5, seen_version=0, client_time="2026-11-12T08:55:00Z")
    answer = screen.send(sent).json()
    [mark] = screen.classroom.entries(screen.classroom.pupils[0])
    assert answer["saved"] == [
        {
            "pupil": mark.pupil_id,
            "code": "L",
            "minutes": 5,
            "version": mark.pk,
            "client_id": sent["client_id"],
        }
    ]
    assert (answer["left"], answer["saved_at"], answer["conflicts"]) == (2, "8:55", [])
    assert answer["second"] == 8 * 3600 + 55 * 60


def test_the_server_judges_the_minutes_again(screen: Screen) -> None:
    answer = screen.send(change(screen, "L", minutes=0)).json()
    assert (answer["saved"][0]["code"], answer["saved"][0]["minutes"]) == ("/", None)


def test_the_same_change_sent_twice_is_saved_once(screen: Screen) -> None:
    sent = change(screen, seen_version=0)
    assert screen.send(sent).json()["saved"] == screen.send(sent).json()["saved"]
    assert len(screen.classroom.entries(screen.classroom.pupils[0])) == 1


def test_somebody_elses_mark_comes_back_as_a_question(screen: Screen) -> None:
    office = screen.classroom.person("office")
    screen.classroom.mark(screen.classroom.pupils[0], "I", by=office, at="8:54")
    answer = screen.send(change(screen, seen_version=0)).json()
    [conflict] = answer["conflicts"]
    assert conflict["sentence"] == "School office marked Illness at 8:54."
    assert conflict["code"] == "I"
    assert answer["saved"] == []
    assert screen.classroom.standing(screen.classroom.pupils[0]) == "I"


@pytest.mark.parametrize("pupils", [5, 30])
def test_a_save_takes_ten_queries_whatever_its_size(
    db: None, monkeypatch: pytest.MonkeyPatch, pupils: int
) -> None:
    shown = screen_of(Classroom(pupils=pupils), monkeypatch)
    shown.classroom.mark(shown.classroom.pupils[0], "N", at="8:52")
    shown.open()  # The session's last-seen time is noted once a minute.
    changes = [change(shown, at=number) for number in range(pupils)]
    with CaptureQueriesContext(connection) as queries:
        assert shown.send(*changes).status_code == 200
    asked = [one["sql"] for one in queries if "SAVEPOINT" not in one["sql"]]
    assert len(asked) <= 10, "\n".join(asked)


@pytest.mark.parametrize(
    "body",
    [
        "{not json",
        "[" * 100_000,
        [],
        {},
        {"changes": "all"},
        {"changes": []},
        {"changes": [7]},
        {"changes": [{"code": "/"}]},
        {"changes": [{"pupil": "one", "code": "/"}]},
        {"changes": [{"pupil": True, "code": "/"}]},
        {"changes": [{"pupil": -1, "code": "/"}]},
        {"changes": [{"pupil": 1, "code": None}]},
        {"changes": [{"pupil": 1, "code": "/", "client_id": "seven"}]},
        {"changes": [{"pupil": 1, "code": "L", "minutes": 1.5}]},
        {"changes": [{"pupil": 1, "code": "L", "minutes": 10**12}]},
        {"changes": [{"pupil": 1, "code": "/"}] * 201},
    ],
)
def test_what_cannot_be_read_is_refused_and_nothing_is_saved(screen: Screen, body: object) -> None:
    answer = screen.send_body(body)
    assert answer.status_code == 422
    assert answer.json()["error"].startswith("These marks could not be read")
    assert screen.classroom.saved_rows() == NOTHING


@pytest.mark.parametrize(("code", "status"), [("I", 403), ("P", 403), ("C", 403), ("?", 422)])
def test_a_code_that_teachers_do_not_enter_is_refused(
    screen: Screen, code: str, status: int
) -> None:
    answer = screen.send(change(screen), change(screen, code, at=1))
    assert answer.status_code == status
    assert answer.json()["error"]
    assert screen.classroom.saved_rows() == NOTHING


def test_p_typed_by_a_teacher_gets_its_own_sentence(screen: Screen) -> None:
    error = screen.send(change(screen, "P")).json()["error"]
    assert error == "P means sporting activity. For present press / or Space."


def test_unknown_pupils_and_pupils_of_others_get_one_and_the_same_sentence(
    screen: Screen,
) -> None:
    of_school = Classroom(school=screen.classroom.school).pupils[0]
    elsewhere = Classroom().pupils[0]
    numbers = [of_school.pk, elsewhere.pk, 2**62]
    answers = [screen.send(change(screen), {"pupil": one, "code": "/"}) for one in numbers]
    assert {answer.status_code for answer in answers} == {422}
    assert len({answer.json()["error"] for answer in answers}) == 1
    assert screen.classroom.saved_rows() == NOTHING


def test_before_the_register_opens_nothing_is_saved(screen: Screen) -> None:
    screen.set_now("8:49")
    assert screen.send(change(screen)).status_code == 422
    assert screen.classroom.saved_rows() == NOTHING


def test_a_taken_register_is_not_changed_without_a_reason(screen: Screen) -> None:
    screen.classroom.take()
    before = screen.classroom.saved_rows()
    answer = screen.send(change(screen, "N"))
    assert answer.status_code == 422
    assert "Say why" in answer.json()["error"]
    assert screen.classroom.saved_rows() == before


@pytest.mark.parametrize("name", ["marks", "submit"])
def test_strangers_are_told_so_and_change_nothing(screen: Screen, name: str) -> None:
    body = {"changes": [change(screen)]}
    screen.sign_in(screen.classroom.person("class_teacher"))
    assert screen.send_body(body, name).status_code == 403
    screen.sign_in(screen.classroom.person("governor"))
    refused = screen.send_body(body, name)
    assert (refused.status_code, "can be done by" in refused.json()["error"]) == (403, True)
    screen.sign_in(Classroom().teacher)
    assert screen.send_body(body, name).status_code == 404
    screen.client.logout()
    out = screen.send_body(body, name)
    assert (out.status_code, out.json()["error"]) == (
        401,
        "You are signed out. Sign in again to save.",
    )
    assert screen.client.get(screen.address(name)).status_code == 405
    assert screen.classroom.saved_rows() == NOTHING


def test_submitting_answers_a_script_with_where_to_go(screen: Screen) -> None:
    screen.classroom.mark_all()
    answer = screen.send_body({}, "submit")
    assert answer.json() == {"submitted_at": "8:55", "address": screen.address()}
    assert screen.classroom.page().state == "taken"


def test_submitting_too_early_names_those_left_to_a_script_and_to_a_form(screen: Screen) -> None:
    screen.classroom.mark(screen.classroom.pupils[0], "/")
    answer = screen.send_body({}, "submit")
    assert answer.status_code == 422
    assert answer.json()["pupils"] == [pupil.pk for pupil in screen.classroom.pupils[1:]]
    by_form = screen.client.post(screen.address("submit"))
    assert by_form.url == screen.address()
    assert "Not submitted." in screen.text()
    assert screen.classroom.page().state == "open"


def test_a_form_may_submit_too(screen: Screen) -> None:
    screen.classroom.mark_all()
    assert screen.client.post(screen.address("submit")).url == screen.address()
    assert screen.classroom.page().state == "taken"


def test_the_token_against_forged_requests_is_asked_for(screen: Screen) -> None:
    from django.test import Client

    forged = Client(enforce_csrf_checks=True)
    forged.force_login(screen.classroom.teacher)
    screen.client = forged
    assert screen.send(change(screen)).status_code == 403
    assert screen.classroom.saved_rows() == NOTHING


def test_a_save_brings_what_others_have_marked_since(screen: Screen) -> None:
    room = screen.classroom
    first, second, third = room.pupils
    [old] = room.mark(first, "N", by=room.person("office"), at="8:51").marks
    [kept] = room.mark(second, "I", by=room.person("office"), at="8:54").marks
    answer = screen.send_body({"changes": [change(screen, at=2)], "seen": old.version}).json()
    [told] = answer["others"]
    assert (told["pupil"], told["version"]) == (second.pk, kept.version)
    assert told["news"] == "Office: I, 8:54"
    assert set(answer["codes"]) == {"I", "/"}
    assert room.standing(third) == "/"
    assert screen.send(change(screen, at=2, code="N")).json()["others"] == []


def test_a_register_taken_meanwhile_is_said_with_the_refusal(screen: Screen) -> None:
    screen.classroom.take()
    answer = screen.send(change(screen, "N"))
    assert (answer.status_code, answer.json()["taken"]) == (422, True)
    assert screen.classroom.standing(screen.classroom.pupils[0]) == "/"


def test_marks_that_somebody_else_left_on_the_device_are_refused(screen: Screen) -> None:
    office = screen.classroom.person("office")
    body = {"changes": [change(screen)], "person": screen.classroom.teacher.pk}
    screen.sign_in(office)
    answer = screen.send_body(body)
    assert (answer.status_code, answer.json()["other"]) == (403, True)
    assert screen.classroom.saved_rows() == NOTHING
    screen.sign_in(screen.classroom.teacher)
    assert screen.send_body(body).status_code == 200


@pytest.mark.parametrize("seen", [-1, "all", 2**70, True])
def test_a_forged_memory_of_the_newest_entry_is_refused(screen: Screen, seen: object) -> None:
    assert screen.send_body({"changes": [change(screen)], "seen": seen}).status_code == 422
    assert screen.classroom.saved_rows() == NOTHING
