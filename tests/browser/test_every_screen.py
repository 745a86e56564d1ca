"""Every page of the site may be seen by anybody: its line in the table of addresses is enough."""

import pytest
from django.urls import reverse

from schools.permissions import level
from schools.roles import NONE, ROLES
from tests.access.addresses import ADDRESSES, PUBLIC
from tests.access.world import DAY, make_world
from tests.browser.conftest import OpenPage
from tests.browser.looks import faults_of
from tests.browser.registers import set_clock

NOT_PAGES = {  # Files, pictures, parts of a page, and ways to another page.
    "health", "today_count", "accounts:stay", "registers:mine", "registers:news", "keeping:table",
    "keeping:pages", "settings:logo", "fire_roll:ticks",
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


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_amiss_on_a_page(open_page: OpenPage, demo_clock: None, name: str) -> None:
    world, address = make_world(), ADDRESSES[name]
    set_clock("8:55", day=DAY)
    path = reverse(name, kwargs=address.of(world) if address.of else {})
    is_public = address.capability == PUBLIC
    person = None if is_public else world.person(role_that_may_open(address.capability))
    page = open_page(path, user=person)
    is_page = page.url.endswith(path) and page.locator("h1").count() == 1
    assert is_page, "no page of its own, so it belongs to NOT_PAGES"
    assert faults_of(page) == []
