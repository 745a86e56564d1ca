"""When a register that is open asks what others do, and how it shows it."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.registers import ready, set_clock
from tests.browser.support import axe_faults
from tests.browser.test_two_on_a_register import (
    LOOK,
    class_and_office,
    looks,
    row,
    wait_for,
)


def test_nothing_is_asked_while_nobody_can_see_the_page_and_at_once_on_return(
    open_page: OpenPage, demo_clock: None
) -> None:
    room, _shah = class_and_office()
    set_clock("8:58")
    page = open_page("/account/", user=room.teacher)
    asked = looks(page)
    page.clock.install()
    page.goto(room.address)
    wait_for(page, asked, 1)
    see = """state => {
        Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
    }"""
    page.evaluate(see, "hidden")
    page.clock.run_for(35_000)
    page.wait_for_load_state("networkidle")
    assert len(asked) == 1
    page.evaluate(see, "visible")
    wait_for(page, asked, 2)
    page.clock.run_for(10_100)
    wait_for(page, asked, 3)


@pytest.mark.parametrize(("width", "scheme"), [(820, "dark"), (390, "light")])
def test_the_news_of_others_can_be_read_by_everybody(
    open_page: OpenPage, demo_clock: None, width: int, scheme: str
) -> None:
    room, shah = class_and_office()
    ready(open_page(room.address, user=shah))
    page = ready(open_page(room.address, user=room.teacher, width=width, scheme=scheme))
    expect(page.locator("#here")).to_have_text("K. Shah is here too")
    room.mark(room.named("Adeyemi"), "I", by=shah, at="8:58")
    page.evaluate(LOOK)
    expect(row(page, room, "Adeyemi").locator(".news")).to_be_visible()
    assert axe_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
