"""The five days beside a name: what a teacher sees of them, at every width and in any colours."""

from datetime import date

from playwright.sync_api import Locator, expect

from tests.browser.conftest import OpenPage
from tests.browser.looks import faults_of
from tests.browser.registers import LiveClass, set_clock
from tests.factories.registers import MarkFactory, RegisterFactory
from tests.factories.schools import SessionFactory

WEEK = [date(2026, 11, day) for day in (5, 6, 9, 10, 11)]
TALL = 2600  # Pixels: every row is clear of the bar, which else covers half of one.
COLOUR = "cells => getComputedStyle(cells).fill"
WHITE = "rgb(255, 255, 255)"


def a_week_later() -> LiveClass:
    """A class that was marked for five days: one was late twice, two were away for a day."""
    room = LiveClass()
    away = {(room.named("Nwosu").pk, WEEK[1]): "I", (room.named("Farouk").pk, WEEK[4]): "N"}
    late = {(room.named("Larkwell").pk, WEEK[2]): "L", (room.named("Larkwell").pk, WEEK[3]): "U"}
    for day in WEEK:
        for half in ("AM", "PM"):
            SessionFactory(school=room.school, day=day, half=half)
            taken = RegisterFactory(school_class=room.school_class, day=day, half=half)
            for pupil in room.pupils:
                known = (away | late).get((pupil.pk, day))
                MarkFactory(register=taken, pupil=pupil, **({"code": known} if known else {}))
    return room


def cells_of(row: Locator) -> Locator:
    return row.get_by_role("img")


def test_a_teacher_sees_who_was_in_school_and_never_why_or_how_late(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = a_week_later()
    set_clock("8:52")
    page = open_page(room.address, user=room.teacher)
    rows = {name: page.locator(f"#pupil-{room.named(name).pk}") for name in ("Nwosu", "Larkwell")}
    expect(cells_of(rows["Nwosu"])).to_have_accessible_name(
        "5 days: not in school on Friday 6 November"
    )
    expect(cells_of(rows["Larkwell"])).to_have_accessible_name("5 days: in school")
    assert "late" not in rows["Larkwell"].locator(".pr-n").inner_text().casefold()
    expect(page.locator("#legend")).to_contain_text("Not in school")
    assert faults_of(page, every_look=True, height=TALL) == []


def test_thirty_names_with_their_five_days_fit_a_laptop_and_keep_their_height_when_late(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = a_week_later()
    set_clock("8:56")
    page = open_page(room.address, user=room.teacher)
    page.set_viewport_size({"width": 1280, "height": 860})
    rows = page.locator(".pr")
    for at in range(30):
        assert rows.nth(at).evaluate("row => row.offsetHeight") <= 46
        expect(cells_of(rows.nth(at))).to_be_visible()
    last, bar = rows.last.bounding_box(), page.locator(".reg-bar").bounding_box()
    assert last
    assert bar
    assert last["y"] + last["height"] <= bar["y"]
    longest = page.locator(f"#pupil-{room.named('Begum-Hale').pk}")
    longest.locator(".mk--l input").click()
    expect(longest.locator(".mins")).to_be_visible()
    assert longest.evaluate("row => row.offsetHeight") <= 46


def test_a_phone_and_paper_leave_the_five_days_out_and_a_tablet_shows_them(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = a_week_later()
    set_clock("8:52")
    page = open_page(room.address, user=room.teacher)
    cells = page.locator(".pr .days").first
    for width, shown in ((820, True), (1100, True), (641, True), (640, False), (390, False)):
        page.set_viewport_size({"width": width, "height": 900})
        expect(cells).to_be_visible(visible=shown)
    page.set_viewport_size({"width": 1280, "height": 860})
    page.emulate_media(media="print")
    expect(cells).to_be_hidden()


def test_the_cells_take_the_readers_own_colours(open_page: OpenPage, demo_clock: None) -> None:
    room = a_week_later()
    set_clock("8:52")
    page = open_page(room.address, user=room.teacher)
    cells = page.locator(".pr .days").first
    page.emulate_media(forced_colors="active", color_scheme="dark")
    assert cells.evaluate(COLOUR) == WHITE
