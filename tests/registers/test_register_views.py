"""What somebody sees who opens a register, and what its form does without script."""

import gzip
import re

import pytest
from django.urls import reverse

from tests.factories.registers import PlanFactory
from tests.registers.classroom import Classroom
from tests.registers.screen import Screen, screen, screen_of

__all__ = ["screen"]
NOBODY_ELSE = (0, 0, 0)  # Marks, closed marks and registers: nothing was saved.


def test_opening_a_register_shows_everybody_unmarked_and_saves_nothing(screen: Screen) -> None:
    text = screen.text()
    assert text.count('class="pr is-unmarked"') == 3
    assert "checked" not in text
    assert "open until 9:20" in text
    assert screen.classroom.saved_rows() == NOBODY_ELSE


@pytest.mark.parametrize("pupils", [5, 30])
def test_opening_a_register_takes_ten_queries_whatever_its_size(
    db: None, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries, pupils: int
) -> None:
    room = Classroom(pupils=pupils)
    shown = screen_of(room, monkeypatch)
    shown.open()  # The session's last-seen time is noted once a minute.
    for pupil in room.pupils[:3]:
        room.mark(pupil, "/")
    with django_assert_max_num_queries(10):
        assert shown.open().status_code == 200


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("8:49", "Opens at 8:50."),
        ("8:57", '<b id="clock">8:57</b>'),
        ("9:20", "open until 9:20"),
        ("9:21", "closed at 9:20"),
    ],
)
def test_the_head_says_where_the_register_stands(screen: Screen, at: str, words: str) -> None:
    screen.set_now(at)
    assert words in screen.text()


def test_before_it_opens_nobody_can_be_marked(screen: Screen) -> None:
    screen.set_now("8:49")
    text = screen.text()
    assert text.count('<fieldset class="marks" disabled>') == 3
    assert 'id="submit"' not in text
    answer = screen.post(**{f"p{screen.classroom.pupils[0].pk}": "/"})
    assert answer.status_code == 422
    assert "opens at 8:50" in answer.content.decode()
    assert screen.classroom.saved_rows() == NOBODY_ELSE


def test_after_closing_late_says_that_it_is_u(screen: Screen) -> None:
    screen.set_now("9:21")
    text = screen.text()
    assert '<span class="closed-note" id="closed-note" >' in text
    assert "closed at 9:20" in text
    assert "Late now counts as an unauthorised absence (U)" in text
    assert text.count("Late (U)</span>") == 6


def test_a_known_absence_stands_in_its_row_and_a_trip_is_only_offered(screen: Screen) -> None:
    ill, away, _ = screen.classroom.pupils
    PlanFactory(pupil=ill, code="I", start=screen.classroom.day)
    PlanFactory(pupil=away, code="V", start=screen.classroom.day)
    text = screen.text()
    assert 'data-code="I" data-mins="" data-version="0" data-known="I"' in text
    assert 'data-code="" data-mins="" data-version="0" data-offer="V"' in text
    assert "Ill</span>" in text
    assert "Mark rest present (1)" in text


def test_the_form_saves_marks(screen: Screen) -> None:
    first, second, third = screen.classroom.pupils
    answer = screen.post(**{f"p{first.pk}": "/", f"p{second.pk}": "N", f"p{third.pk}": "L"})
    assert answer.status_code == 302
    assert [screen.classroom.standing(pupil) for pupil in screen.classroom.pupils] == [
        "/",
        "N",
        "L",
    ]
    assert "All marks saved 8:55" in screen.text()


def test_the_form_leaves_alone_what_nobody_touched(screen: Screen) -> None:
    first, second, _ = screen.classroom.pupils
    screen.set_now("9:25")
    screen.classroom.mark(first, "L", minutes=35, at="9:25")
    screen.post(**{f"p{first.pk}": "L", f"p{second.pk}": "/"})
    assert len(screen.classroom.entries(first)) == 1
    assert screen.classroom.standing(first) == "U"


def test_mark_rest_present_marks_the_unmarked_and_passes_over_what_is_offered(
    screen: Screen,
) -> None:
    absent, away, other = screen.classroom.pupils
    PlanFactory(pupil=away, code="V", start=screen.classroom.day)
    screen.post("rest", **{f"p{absent.pk}": "N"})
    assert [screen.classroom.standing(pupil) for pupil in (absent, away, other)] == ["N", "", "/"]


def test_submitting_with_somebody_unmarked_keeps_the_marks_and_names_the_first(
    screen: Screen,
) -> None:
    first, second, _ = screen.classroom.pupils
    answer = screen.post("submit", **{f"p{first.pk}": "/"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert f"Not submitted. {second.name}" in text
    assert f'href="#pupil-{second.pk}"' in text
    assert "<title>Error: " in text.replace("\n", "")
    assert screen.classroom.standing(first) == "/"
    assert not screen.classroom.page().register.is_taken()  # type: ignore[union-attr]


def test_submitting_a_whole_register_says_who_and_when(screen: Screen) -> None:
    screen.post("submit", **{f"p{pupil.pk}": "/" for pupil in screen.classroom.pupils})
    text = screen.text()
    assert f"Submitted 8:55 by A. {screen.classroom.teacher.surname}" in text
    assert 'id="submit"' not in text


def test_somebody_elses_newer_mark_is_not_overwritten_by_the_form(screen: Screen) -> None:
    pupil = screen.classroom.pupils[0]
    office = screen.classroom.person("office")
    screen.classroom.mark(pupil, "I", by=office, at="8:54")
    answer = screen.post(**{f"p{pupil.pk}": "/", f"v{pupil.pk}": "12345"})
    assert answer.status_code == 422
    assert "School office marked Illness at 8:54. That was kept." in answer.content.decode()
    assert screen.classroom.standing(pupil) == "I"


def test_a_pupil_of_another_class_is_refused_and_nothing_is_saved(screen: Screen) -> None:
    stranger = Classroom(school=screen.classroom.school).pupils[0]
    mine = screen.classroom.pupils[0]
    answer = screen.post(**{f"p{mine.pk}": "/", f"p{stranger.pk}": "/"})
    assert answer.status_code == 422
    assert "not on this register" in answer.content.decode()
    assert screen.classroom.saved_rows() == NOBODY_ELSE


def test_a_code_that_teachers_do_not_enter_is_forbidden(screen: Screen) -> None:
    answer = screen.post(**{f"p{screen.classroom.pupils[0].pk}": "I"})
    assert answer.status_code == 403
    assert screen.classroom.saved_rows() == NOBODY_ELSE


def test_another_teacher_may_not_open_or_save_the_register(screen: Screen) -> None:
    screen.sign_in(screen.classroom.person("class_teacher"))
    assert screen.open().status_code == 403
    assert screen.post(**{f"p{screen.classroom.pupils[0].pk}": "/"}).status_code == 403
    assert screen.classroom.saved_rows() == NOBODY_ELSE


@pytest.mark.parametrize("role", ["governor", "senco", "admin"])
def test_who_marks_no_register_opens_none(screen: Screen, role: str) -> None:
    screen.sign_in(screen.classroom.person(role))
    assert screen.open().status_code == 403
    assert screen.client.get(reverse("registers:today")).status_code == 403


@pytest.mark.parametrize("role", ["office", "headteacher", "attendance_lead", "senior_leader"])
def test_those_who_may_amend_open_every_register(screen: Screen, role: str) -> None:
    screen.sign_in(screen.classroom.person(role))
    assert screen.open().status_code == 200


def test_a_class_of_another_school_is_not_found(screen: Screen, db: None) -> None:
    elsewhere = Classroom()
    screen.sign_in(elsewhere.person("headteacher"))
    assert screen.open().status_code == 404
    assert screen.post(**{f"p{screen.classroom.pupils[0].pk}": "/"}).status_code == 404


def test_an_impossible_day_and_an_impossible_class_are_not_found(screen: Screen) -> None:
    address = screen.address().replace("2026-11-12", "2026-11-31")
    assert screen.client.get(address).status_code == 404
    huge = f"/registers/{'9' * 30}/2026-11-12/am/"
    assert screen.client.get(huge).status_code == 404


def test_who_is_not_signed_in_is_sent_to_sign_in(screen: Screen) -> None:
    screen.client.logout()
    answer = screen.open()
    assert answer.status_code == 302
    assert "sign-in" in answer.url


def test_a_teacher_never_reads_which_y_it_is_where_it_is_detention(screen: Screen) -> None:
    pupil = screen.classroom.pupils[0]
    lead = screen.classroom.person("attendance_lead")
    screen.classroom.mark(pupil, "Y5", by=lead)
    a_word = re.compile(r"\bY5\b")  # The letters alone may stand in a token of the form.
    assert not a_word.search(screen.text())
    assert "detention" not in screen.client.get(screen.entry(pupil)).content.decode()
    screen.sign_in(lead)
    assert a_word.search(screen.text())


def test_an_empty_class_says_so(screen: Screen) -> None:
    from schools.models import ClassMembership

    ClassMembership.objects.filter(school=screen.classroom.school).delete()
    text = screen.text()
    assert "No pupil is in this class on this day." in text
    assert 'id="submit"' not in text


@pytest.mark.parametrize("role", ["class_teacher", "office"])
def test_the_printed_page_says_which_school_when_and_who(screen: Screen, role: str) -> None:
    if role == "office":
        screen.sign_in(screen.classroom.person("office", forename="Kiran", surname="Shah"))
    text = screen.text()
    assert f"{screen.classroom.school.name}. Printed 12 November 2026 at 8:55 by" in text


def test_a_year_lead_opens_the_classes_of_their_years_only(screen: Screen) -> None:
    screen.sign_in(screen.classroom.person("year_lead", year_groups=["4"]))
    assert screen.open().status_code == 200
    screen.sign_in(screen.classroom.person("year_lead", year_groups=["5"]))
    assert screen.open().status_code == 403


def test_after_closing_a_mark_that_is_late_already_is_still_called_late(screen: Screen) -> None:
    screen.classroom.mark(screen.classroom.pupils[0], "L", minutes=5)
    screen.set_now("9:21")
    assert screen.text().count("Late (U)</span>") == 4


def test_the_page_of_thirty_pupils_weighs_little(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = screen_of(Classroom(pupils=30), monkeypatch)
    assert len(gzip.compress(shown.open().content)) < 9 * 1024
