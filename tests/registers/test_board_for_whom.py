"""Cover from the board, who sees it, and how it refreshes itself."""

import re
from typing import Any

import pytest
from django.urls import reverse

from schools.actions.set_cover import set_cover
from tests.registers.boards import BOARD, another, office, text
from tests.registers.reminding import awake, covered
from tests.registers.screen import Screen, screen

__all__ = ["office", "screen"]


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
