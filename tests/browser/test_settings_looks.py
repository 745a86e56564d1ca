"""The settings and the calendar at three widths, light and dark, and a day of snow."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.registers import set_clock
from tests.browser.support import SCHEMES, WIDTHS, axe_faults
from tests.calendar.office import Office
from tests.factories.settings import LetterheadFactory
from tests.registers.classroom import THURSDAY


def test_the_office_closes_the_school_without_script_and_the_register_shows_it(
    open_page: OpenPage, demo_clock: None
) -> None:
    office = Office()
    set_clock("8:55")
    page = open_page("/settings/calendar/", user=office.person, script=False)
    page.get_by_role("link", name="Close the school for a day").click()
    page.get_by_label("Why").fill("Snow")
    page.get_by_role("button", name="Show what it changes").click()
    expect(page.get_by_text("Y4 will be entered 3 times")).to_be_visible()
    page.get_by_role("button", name="Yes, close the school").click()
    expect(page.get_by_role("status")).to_contain_text("The school is closed on 12 November 2026.")
    address = f"/registers/{office.room.school_class.pk}/{THURSDAY}/am/"
    theirs = open_page(address, user=office.room.teacher, script=False)
    expect(theirs.get_by_text("The school was closed without warning")).to_be_visible()
    page.get_by_role("link", name="Reopen").click()
    page.get_by_role("button", name="Yes, reopen it").click()
    theirs.reload()
    expect(theirs.get_by_role("button", name="Submit register")).to_be_visible()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_amiss_in_the_settings_for_anybody(
    open_page: OpenPage, demo_clock: None, width: int, scheme: str
) -> None:
    office = Office()
    set_clock("9:40")
    office.close()
    LetterheadFactory(school=office.school)
    head = office.colleague("headteacher")
    page = open_page("/settings/", user=head, width=width, scheme=scheme)
    faults = {"home": axe_faults(page)}
    for address in (
        "calendar/",
        "calendar/add/",
        f"calendar/{office.inset.pk}/remove/",
        "register-times/",
        "register-times/history/",
        "attendance-policy/",
        "letterhead/",
        "school/",
    ):
        page.goto(f"/settings/{address}")
        faults[address] = axe_faults(page)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{address} is {wide} pixels too wide"
    page.goto("/settings/register-times/")
    page.get_by_label("Morning register closes").fill("09:30")
    page.get_by_role("button", name="Save the change").click()
    expect(page.locator("#errsum")).to_contain_text("40 minutes")
    faults["refused"] = axe_faults(page)
    assert not any(faults.values()), faults
