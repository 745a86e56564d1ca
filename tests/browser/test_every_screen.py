"""Every page of the site may be seen by anybody: its line in the table of addresses is enough."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from schools.permissions import level
from schools.roles import NONE, ROLES
from tests.access.addresses import ADDRESSES, PUBLIC
from tests.access.world import DAY, make_world
from tests.browser.conftest import OpenPage
from tests.browser.looks import faults_of
from tests.browser.registers import set_clock
from tests.browser.support import sign_in
from tests.support.live_site import LiveSite

NOT_PAGES = {  # Files, pictures, parts of a page, and ways to another page.
    "health", "today_count", "accounts:stay", "registers:mine", "registers:news", "keeping:table",
    "registers:reminders", "keeping:pages", "settings:logo", "fire_roll:ticks",
    "fire_roll:close",  # Leads to the roll while none is open.
}  # fmt: skip
LOOKED_AT_WITH_MORE_ON_THEM = {  # In the tests of their own area.
    "home", "today", "accounts:account", "accounts:change_password", "accounts:sign_in",
    "accounts:forgotten_password", "accounts:choose_password", "people:list", "people:pupil",
    "people:register", "people:admit", "people:readmit", "people:edit", "people:change_class",
    "people:classes", "people:rename_class", "people:history", "people:return_made", "people:trail",
    "contacts:add", "contacts:edit_link", "contacts:edit_parent", "contacts:end",
    "contacts:start_flag", "contacts:change_flag", "contacts:end_flag", "contacts:remove_flag",
    "contacts:look_alikes", "contacts:look_alike", "contacts:to_mend", "registers:today",
    "registers:register", "registers:mark", "roll:leave", "roll:part_time", "roll:suspend",
    "staff:list", "staff:cover", "staff:invite", "staff:person", "staff:roles", "staff:leaving",
    "staff:classes", "staff:delegates", "keeping:all_data", "keeping:list", "keeping:check",
    "loads:list", "loads:load", "calendar:year", "calendar:add", "calendar:remove", "settings:home",
    "settings:school", "settings:register-times", "settings:register-times-history",
    "settings:attendance-policy", "settings:letterhead",
}  # fmt: skip
ELSEWHERE = NOT_PAGES | LOOKED_AT_WITH_MORE_ON_THEM
PAGES = [
    name for name, address in ADDRESSES.items() if address.method == "get" and name not in ELSEWHERE
]


def area_of(name: str) -> str:
    return name.partition(":")[0]


AREAS = sorted({area_of(name) for name in PAGES})


def role_that_may_open(capability: str | tuple[str, ...] | None) -> str:
    """The headteacher where that is enough, else the first role that is."""
    several = (capability,) if isinstance(capability, str) else capability or ()
    able = [
        role
        for role in ("headteacher", *ROLES)
        if not several or any(level(role, one) != NONE for one in several)
    ]
    return able[0]


def test_nothing_is_left_out_that_is_gone() -> None:
    assert set(ADDRESSES) >= ELSEWHERE


@pytest.mark.parametrize("area", AREAS)
def test_nothing_is_amiss_on_the_pages_of_an_area(
    open_page: OpenPage, live: LiveSite, demo_clock: None, area: str
) -> None:
    set_clock("8:55", day=DAY)
    page = open_page("/account/sign-in/")
    faults = {name: faults_of_page(page, name, live) for name in PAGES if area_of(name) == area}
    assert {name: found for name, found in faults.items() if found} == {}


def faults_of_page(page: Page, name: str, live: LiveSite) -> list[str]:
    """What is wrong with a page, in a school of its own."""
    world, address = make_world(), ADDRESSES[name]
    path = reverse(name, kwargs=address.of(world) if address.of else {})
    if address.capability != PUBLIC:
        sign_in(page.context, world.person(role_that_may_open(address.capability)), live.url)
    page.goto(path)
    is_page = page.url.endswith(path) and page.locator("h1").count() == 1
    return faults_of(page) if is_page else ["no page of its own, so it belongs to NOT_PAGES"]
