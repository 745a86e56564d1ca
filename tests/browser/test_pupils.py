"""Find a pupil while typing, admit one, and look at the pages of pupils as anybody may see them."""

from datetime import date

import pytest
from playwright.sync_api import expect

from schools.models import PupilFlag
from tests.browser.conftest import OpenPage
from tests.browser.looks import faults_by_address
from tests.browser.registers import LiveClass, set_clock
from tests.factories.people import ParentFactory, PupilParentFactory, upn_of


def live_school() -> LiveClass:
    """Kestrel class; brothers share a mother, and one of them has a flag and a past."""
    room = LiveClass(pupils=8)
    mother = ParentFactory(school=room.school, mobile="07700 900123", mobile_number="+447700900123")
    for pupil in room.pupils[:2]:
        PupilParentFactory(pupil=pupil, parent=mother, relationship="Mother")
    PupilFlag.objects.create(
        school=room.school, pupil=room.pupils[0], kind="young_carer", start=date(2026, 9, 1)
    )
    return room


def test_a_pupil_is_found_while_typing_and_opened_by_the_keyboard(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = live_school()
    set_clock("9:25")
    page = open_page("/pupils/", user=room.person("office"))
    expect(page.get_by_label("Find a pupil")).to_be_focused()
    page.keyboard.type("zoe")
    found = page.locator("#found tbody tr")
    expect(found).to_have_count(1)
    expect(page.get_by_role("status")).to_have_text("1 pupil for “zoe”")
    assert page.url.endswith("/pupils/?q=zoe")
    page.get_by_label("Find a pupil").fill("900 123")
    expect(found).to_have_count(1 + 1)
    page.get_by_label("Find a pupil").fill("xyzzy")
    expect(page.locator("#found")).to_contain_text("Nobody open to you")
    page.get_by_label("Find a pupil").fill("zoe")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Zoë Barraclough")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Pupils")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_the_office_admits_a_pupil_and_changes_the_class(
    open_page: OpenPage, demo_clock: None, script: bool
) -> None:
    room = live_school()
    set_clock("9:25")
    page = open_page("/pupils/", user=room.person("office"), script=script)
    page.get_by_role("link", name="Admit a pupil").click()
    page.get_by_label("Legal forename").fill("Ivy")
    page.get_by_label("Legal surname").fill("Marsh")
    page.get_by_label("UPN").fill(upn_of(987654321))
    page.get_by_label("Date of birth").fill("2020-02-29")
    page.get_by_label("Postcode").fill("zz1")
    page.get_by_label("Starting day").fill("2026-11-13")
    page.get_by_label("Class", exact=True).select_option(label=room.school_class.name)
    page.get_by_label("Year group").select_option(label="Year 1")
    page.get_by_role("button", name="Admit the pupil").click()
    expect(page.locator("#errsum")).to_contain_text("“zz1” is not a postcode.")
    page.get_by_label("Postcode").fill("zz11aa")
    page.get_by_role("button", name="Admit the pupil").click()
    expect(page.locator("h1")).to_contain_text("Ivy Marsh")
    expect(page.get_by_text("ZZ1 1AA")).to_be_visible()
    expect(page.get_by_text("must be told of Ivy Marsh by 17 November 2026")).to_be_visible()
    page.get_by_role("link", name="Change class").click()
    page.get_by_label("Year group").select_option(label="Year 2")
    page.get_by_label("First day in it").fill("2026-11-16")
    page.get_by_role("button", name="Change class").click()
    expect(page.get_by_text("Year 2 from 16 November 2026")).to_be_visible()


def test_nothing_is_amiss_for_anybody(open_page: OpenPage, demo_clock: None) -> None:
    room = live_school()
    set_clock("9:25")
    page = open_page("/pupils/", user=room.person("headteacher"))
    one = f"/pupils/{room.pupils[0].pk}/"
    pages = (
        "/pupils/?q=a", "/pupils/?left=1", one, f"{one}edit/", f"{one}class/", f"{one}history/",
        f"{one}readmit/", f"{one}return-made/", "/pupils/admit/", "/pupils/classes/",
        f"/pupils/classes/{room.school_class.pk}/", "/pupils/admission-register/?by=class",
        "/access-trail/",
    )  # fmt: skip
    assert faults_by_address(page, pages) == {}
