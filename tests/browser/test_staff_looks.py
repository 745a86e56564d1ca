"""The staff pages at three widths, light and dark, and a morning's cover without script."""

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.looks import faults_by_address, faults_of
from tests.browser.registers import LiveClass, set_clock
from tests.factories.people import PASSWORD
from tests.factories.staff import DelegationFactory


def test_cover_is_set_without_script_and_is_the_next_register(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = LiveClass(pupils=2, plans=False)
    set_clock("8:52")
    clerk = room.person("office")
    supply = room.person("class_teacher", forename="Sam", surname="Okoro", job_title="Supply")
    page = open_page("/staff/cover/", user=clerk, script=False)
    page.get_by_label("Class", exact=True).select_option("Kestrel")
    page.get_by_label("Who covers").select_option("Sam Okoro, Supply")
    page.get_by_role("button", name="Set cover").click()
    expect(page.get_by_role("status")).to_contain_text("Sam Okoro covers Kestrel.")
    theirs = open_page("/registers/mine/", user=supply, script=False)
    expect(theirs.get_by_role("heading", level=1)).to_contain_text("Kestrel")
    page.get_by_role("button", name="Take back Kestrel from Sam Okoro").click()
    expect(page.get_by_text("No cover is set.")).to_be_visible()
    theirs.goto("/registers/mine/")
    expect(theirs.get_by_role("heading", level=1)).to_have_text("Registers")


def test_nothing_is_amiss_on_the_staff_pages_for_anybody(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = LiveClass(pupils=1, plans=False)
    set_clock("8:52")
    head = room.person("headteacher", typed=PASSWORD)
    deputy = room.person("senior_leader", "year_lead", year_groups=["4"])
    DelegationFactory(user=deputy, given_by=head)
    page = open_page("/account/", user=head)
    person = f"/staff/{deputy.pk}/"
    pages = (
        "/staff/",
        person,
        f"{person}roles/",
        f"{person}leaving/",
        f"/staff/{room.teacher.pk}/classes/",
        "/staff/cover/",
        "/staff/delegates/",
    )
    assert faults_by_address(page, pages) == {}
    page.goto("/staff/invite/")
    page.get_by_role("button", name="Add and invite").click()
    expect(page.locator("#errsum")).to_contain_text("Enter the surname.")
    expect(page.locator("#errsum")).to_be_focused()
    assert faults_of(page) == []
