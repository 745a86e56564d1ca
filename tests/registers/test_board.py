"""The board of all registers: what needs doing first, and what became of each."""

from typing import Any

import pytest

from registers.actions.open_registers import open_registers
from registers.queries.board import Half, board
from tests.factories.registers import PlanFactory, RegisterFactory
from tests.registers.boards import BOARD, another, office, text
from tests.registers.classroom import Classroom
from tests.registers.reminding import awake, covered
from tests.registers.screen import Screen, screen

__all__ = ["office", "screen"]


def halves(room: Classroom, at: str, **when: Any) -> list[Half]:
    return board(by=room.person("office"), day=room.day, at=room.at(at, **when))


def needs(room: Classroom, at: str) -> list[tuple[str, str]]:
    return [(line.register.class_name, line.need) for line in halves(room, at)[0].lines]


def test_what_needs_doing_stands_first(office: Screen) -> None:
    kestrel = office.classroom
    begun, late = another(kestrel, "Heron"), another(kestrel, "Avocet")
    another(kestrel, "Jay")
    begun.mark(begun.pupils[0], "/", at="8:55")
    late.take()
    assert needs(kestrel, "9:10") == [
        ("Heron", "open"),
        ("Jay", "not_started"),
        ("Kestrel", "not_started"),
        ("Avocet", "taken"),
    ]
    assert needs(kestrel, "9:21") == [
        ("Heron", "missing"),
        ("Jay", "missing"),
        ("Kestrel", "missing"),
        ("Avocet", "taken"),
    ]
    assert {need for _name, need in needs(kestrel, "8:40")} == {"not_open", "taken"}
    assert halves(kestrel, "8:40")[0].unmarked == 0


def test_a_register_that_only_a_known_absence_opened_is_not_started(office: Screen) -> None:
    room = office.classroom
    PlanFactory(pupil=room.pupils[0], start=room.day)
    open_registers(school=room.school, day=room.day, half="AM", at=room.at("8:50"))
    assert needs(room, "8:55") == [("Kestrel", "not_started")]
    assert halves(room, "8:55")[0].unmarked == 2


@pytest.mark.parametrize(
    ("at", "first", "stage"),
    [
        ("8:00", "AM", "not_open"),
        ("8:50", "AM", "open"),
        ("9:20", "AM", "open"),
        ("9:21", "AM", "over"),
        ("13:29", "AM", "over"),
        ("13:30", "PM", "open"),
        ("15:30", "PM", "over"),
    ],
)
def test_the_session_of_now_comes_first(office: Screen, at: str, first: str, stage: str) -> None:
    shown = halves(office.classroom, at)
    assert (shown[0].half, shown[0].stage, len(shown)) == (first, stage, 2)


def test_an_earlier_day_begins_with_its_morning(office: Screen) -> None:
    friday = office.classroom.day.replace(day=13)
    assert [one.half for one in halves(office.classroom, "10:00", day=friday)] == ["AM", "PM"]


def test_the_figures_count_what_is_taken_missing_and_unmarked(office: Screen) -> None:
    taken = another(office.classroom, "Jay")
    taken.take()
    office.classroom.mark(office.classroom.pupils[0], "/")
    office.set_now("9:25")
    shown = text(office)
    assert "Morning registers taken 1 of 2 Closed at 9:20" in shown
    assert "Missing 1 " in shown
    assert "Pupils not marked 2 " in shown


@pytest.mark.parametrize(("at", "late"), [("9:20", False), ("9:21", True)])
def test_a_register_submitted_after_closing_says_so_and_when(
    office: Screen, at: str, late: bool
) -> None:
    room = office.classroom
    room.mark_all(at="9:00")
    room.submit(at=at)
    office.set_now("9:40")
    shown = text(office)
    assert ("Taken Late" in shown) == late
    assert f"{at}, {room.teacher.name}" in shown


def test_a_cover_teacher_who_took_it_is_named(office: Screen) -> None:
    supply = covered(office.classroom)
    office.classroom.mark_all(by=supply, at="9:00")
    office.classroom.submit(by=supply, at="9:05")
    assert f"Taken by cover 9:05, {supply.name}" in text(office)


@pytest.mark.parametrize(
    ("role", "words"), [("office", "the office"), ("headteacher", "the headteacher")]
)
def test_the_office_finishes_a_missing_register_and_the_board_says_so(
    office: Screen, role: str, words: str
) -> None:
    room = office.classroom
    room.mark(room.pupils[0], "/")
    finisher = room.person(role)
    office.set_now("9:30")
    page = office.client.get(BOARD).content.decode()
    assert f'id="finish-{room.school_class.pk}-AM" href="{office.address()}"' in page
    assert "It is recorded as taken by you" in page
    office.sign_in(finisher)
    office.post("rest", **{f"p{pupil.pk}": "/" for pupil in room.pupils[1:]})
    office.post("submit")
    assert f"Taken by {words} Late 9:30, {finisher.name}" in text(office)
    assert {mark.entered_role for mark in room.entries(room.pupils[1])} == {role}
    assert f"Submitted 9:30 by {finisher.forename[0]}. {finisher.surname}" in office.text()
    today = office.client.get("/today/").content.decode()
    assert ("1 taken by the office" in today) == (role == "office")


def test_a_register_loaded_from_files_is_neither_late_nor_anybodys(office: Screen) -> None:
    room = office.classroom
    RegisterFactory(
        school_class=room.school_class,
        day=room.day,
        half="AM",
        submitted_at=None,
        submitted_by=None,
        submitted_role="",
        imported_at=room.at("9:00"),
    )
    assert "Taken loaded from files" in text(office)


def test_who_was_asked_stands_there_until_the_register_is_taken(office: Screen) -> None:
    room = awake(office.classroom)
    button = f'id="remind-{room.school_class.pk}-AM"'
    office.set_now("9:22")
    assert button in office.client.get(BOARD).content.decode()
    office.client.post(office.address("remind"))
    office.set_now("9:23")
    page = office.client.get(BOARD).content.decode()
    assert f"{room.teacher.formal_name} asked 9:22, not read yet" in page
    assert button not in page
    office.sign_in(room.teacher)
    office.client.post(office.address("read"))
    office.sign_in(room.person("office"))
    page = office.client.get(BOARD).content.decode()
    assert f"{room.teacher.formal_name} asked 9:22, read 9:23" in page
    assert button in page
    room.take()
    assert "asked 9:22" not in text(office)
