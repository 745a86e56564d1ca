"""The board of all registers: what needs doing first, and what became of each."""

import re
from typing import Any

import pytest
from django.urls import reverse

from registers.queries.board import Half, board
from schools.actions.set_cover import set_cover
from tests.registers.classroom import Classroom
from tests.registers.reminding import awake, covered
from tests.registers.screen import Screen, screen

__all__ = ["screen"]
BOARD = "/registers/"


@pytest.fixture
def office(screen: Screen) -> Screen:
    """The office's screen, at a school whose one class is Kestrel."""
    screen.classroom.school_class.name = "Kestrel"
    screen.classroom.school_class.save()
    screen.sign_in(screen.classroom.person("office"))
    return screen


def another(room: Classroom, name: str) -> Classroom:
    other = Classroom(school=room.school)
    other.school_class.name = name
    other.school_class.save()
    return other


def halves(room: Classroom, at: str, **when: Any) -> list[Half]:
    return board(by=room.person("office"), day=room.day, at=room.at(at, **when))


def needs(room: Classroom, at: str) -> list[tuple[str, str]]:
    return [(line.register.class_name, line.need) for line in halves(room, at)[0].lines]


def text(screen: Screen, address: str = BOARD) -> str:
    """What stands on the board, without its tags."""
    page = screen.client.get(address).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.partition("<main")[2]))


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


def test_a_register_that_only_a_known_absence_opened_is_not_started(office: Screen) -> None:
    from registers.actions.open_registers import open_registers
    from tests.factories.registers import PlanFactory

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
    from tests.factories.registers import RegisterFactory

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


def test_cover_is_set_from_the_board_and_the_class_is_theirs_at_once(office: Screen) -> None:
    room = office.classroom
    supply = room.person("class_teacher", surname="Pell")
    link = f"{reverse('staff:cover')}?class={room.school_class.pk}&amp;day={room.day}"
    assert link in office.client.get(BOARD).content.decode()
    form = office.client.get(link.replace("&amp;", "&")).content.decode()
    assert f'value="{room.day}"' in form
    assert f'<option value="{room.school_class.pk}" selected>' in form
    set_cover(
        by=room.person("office"),
        person_id=supply.pk,
        class_id=room.school_class.pk,
        first=room.day,
        last=room.day,
        at=room.at("8:55"),
    )
    assert "Cover: Miss Pell" in text(office)
    office.sign_in(supply)
    assert "Kestrel Yours" in text(office)
    assert office.client.get(office.address()).status_code == 200


@pytest.mark.parametrize("day", ["", "2026-11-11", "yesterday", "0000-00-00"])
def test_the_cover_page_proposes_today_for_a_day_that_cannot_be(office: Screen, day: str) -> None:
    page = office.client.get(f"{reverse('staff:cover')}?day={day}").content.decode()
    assert f'value="{office.classroom.day}"' in page


def test_a_class_that_nobody_has_is_pointed_out(office: Screen) -> None:
    office.classroom.school_class.teachers.all().delete()
    page = text(office)
    assert "no teacher" in page
    assert "Remind" not in page


@pytest.mark.parametrize("role", ["class_teacher", "year_lead"])
def test_who_has_registers_of_their_own_sees_their_list_as_before(
    screen: Screen, role: str
) -> None:
    another(screen.classroom, "Jay")
    if role == "year_lead":
        screen.sign_in(screen.classroom.person(role, year_groups=["4"]))
    page = screen.client.get(BOARD).content.decode()
    assert 'id="board"' not in page
    assert "Remind" not in page
    assert ("Jay" in page) == (role == "year_lead")


@pytest.mark.parametrize(
    ("role", "shown"),
    [
        ("office", True),
        ("headteacher", True),
        ("senior_leader", True),
        ("safeguarding_lead", False),
        ("family_liaison", False),
    ],
)
def test_setting_cover_is_offered_to_whoever_may(screen: Screen, role: str, shown: bool) -> None:
    screen.sign_in(screen.classroom.person(role))
    page = screen.client.get(BOARD).content.decode()
    assert 'id="board"' in page
    assert ("Set cover" in page) == shown


def test_a_script_gets_the_part_and_nothing_where_nothing_has_changed(office: Screen) -> None:
    page = office.client.get(BOARD).content.decode()
    [again] = re.findall(r'hx-get="([^"]+)"', page)[-1:]
    asked = {"HX-Request": "true", "X-Rollbook-Poll": "1"}
    unchanged = office.client.get(again, headers=asked)
    assert (unchanged.status_code, unchanged.content) == (204, b"")
    office.classroom.mark(office.classroom.pupils[0], "/")
    part = office.client.get(again, headers=asked)
    assert part.status_code == 200
    assert part.content.decode().lstrip().startswith('<div id="board"')
    assert "2 not marked" in part.content.decode()
    assert again not in part.content.decode()


def test_the_board_refreshes_every_minute_only_while_it_is_seen_and_only_today(
    office: Screen,
) -> None:
    page = office.client.get(BOARD).content.decode()
    assert 'data-while-seen hx-get="/registers/?seen=' in page
    assert 'hx-trigger="every 60s, rollbook:seen"' in page
    assert "js/while_seen.js" in page
    office.set_now("9:00", day=office.classroom.day.replace(day=13))
    page = office.client.get(f"{BOARD}?day=2026-11-12").content.decode()
    assert 'id="board"' in page
    assert "while-seen " not in page
    assert "Remind<" not in page
    assert "Set cover<" not in page


def test_a_wrong_day_is_said(office: Screen) -> None:
    answer = office.client.get(f"{BOARD}?day=yesterday")
    assert answer.status_code == 422
    assert "Enter a day" in answer.content.decode()


@pytest.mark.parametrize("classes", [1, 8])
@pytest.mark.parametrize("day", ["", "?day=2026-11-12"])
def test_the_board_takes_fifteen_queries_whatever_the_number_of_classes(
    office: Screen, django_assert_max_num_queries: Any, classes: int, day: str
) -> None:
    room = office.classroom
    for number in range(classes):
        other = awake(another(room, f"Class of {number}"))
        covered(other)
        other.mark(other.pupils[0], "/")
    office.set_now("9:22")
    for number, other in enumerate(room.school.classes.exclude(name="Kestrel")):
        if number % 2:
            office.client.post(f"/registers/{other.pk}/{room.day}/am/remind/")
    if day:
        office.set_now("9:22", day=room.day.replace(day=13))
    office.sign_in(room.person("office"))
    with django_assert_max_num_queries(15):
        assert office.client.get(f"{BOARD}{day}").status_code == 200
