"""The settings and the calendar at three widths, light and dark, and a day of snow."""

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.looks import faults_by_address, faults_of
from tests.browser.registers import set_clock
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
    expect(theirs.get_by_text("Closed without warning: Snow")).to_be_visible()
    page.get_by_role("link", name="Reopen").click()
    page.get_by_role("button", name="Yes, reopen it").click()
    theirs.reload()
    expect(theirs.get_by_role("button", name="Submit register")).to_be_visible()


def test_nothing_is_amiss_in_the_settings_for_anybody(
    open_page: OpenPage, demo_clock: None
) -> None:
    office = Office()
    set_clock("9:40")
    office.close()
    LetterheadFactory(school=office.school)
    head = office.colleague("headteacher")
    page = open_page("/account/", user=head)
    pages = (
        "",
        "calendar/",
        "calendar/add/",
        f"calendar/{office.inset.pk}/remove/",
        "register-times/",
        "register-times/history/",
        "attendance-policy/",
        "letterhead/",
        "school/",
    )
    assert faults_by_address(page, [f"/settings/{address}" for address in pages]) == {}
    page.goto("/settings/register-times/")
    page.get_by_label("Morning register closes").fill("09:30")
    page.get_by_role("button", name="Save the change").click()
    expect(page.locator("#errsum")).to_contain_text("40 minutes")
    assert faults_of(page) == []
