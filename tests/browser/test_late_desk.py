"""A late child is signed in at the hatch, and the class's register shows it."""

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.looks import faults_of
from tests.browser.registers import LiveClass, set_clock


def test_a_late_child_is_signed_in_with_three_letters(
    open_page: OpenPage, demo_clock: None
) -> None:
    kestrel = LiveClass()
    set_clock("8:55")
    kestrel.mark(kestrel.named("Kowalczuk"), "N")
    kestrel.mark(kestrel.named("Ashdown"), "/")
    set_clock("9:31")
    page = open_page("/late-desk/", user=kestrel.person("office", job_title="School office"))

    page.get_by_label("First three letters of a name").press_sequentially("luc")
    expect(page.get_by_text("1 pupil found")).to_be_visible()
    expect(page.get_by_text("41 minutes late: after the register closed (U).")).to_be_visible()
    assert faults_of(page) == []

    page.get_by_label("Arrived at").fill("09:12")
    page.get_by_label("Arrived at").dispatch_event("change")
    expect(page.get_by_text("22 minutes late: before the register closed (L).")).to_be_visible()
    page.get_by_label("Bus or taxi late").check()
    page.get_by_label("Mum", exact=True).check()
    page.get_by_role("button", name="Sign in Łucja, 9:12").click()

    expect(page.get_by_text("Łucja Kowalczuk: signed in at 9:12.")).to_be_visible()
    expect(page.get_by_role("row", name="Łucja Kowalczuk")).to_contain_text("22 min")
    assert kestrel.codes()["Kowalczuk"] == "L"


def test_a_child_is_signed_out_with_the_keyboard_and_in_again(
    open_page: OpenPage, demo_clock: None
) -> None:
    kestrel = LiveClass()
    set_clock("10:30")
    page = open_page("/late-desk/out/", user=kestrel.person("office"))
    page.keyboard.type("gallaghan")
    expect(page.get_by_text("1 pupil found")).to_be_visible()
    page.get_by_label("With whom").fill("Mum")
    page.get_by_label("Medical or dental appointment").check()
    page.get_by_label("Expected back at").fill("12:00")
    page.get_by_role("button", name="Sign the pupil out").focus()
    page.keyboard.press("Enter")
    row = page.get_by_role("row", name="Saoirse Gallaghan")
    expect(row).to_contain_text("expected 12:00")
    assert faults_of(page) == []
    set_clock("11:40")
    row.get_by_role("button", name="Back").click()
    expect(page.get_by_role("row", name="Saoirse Gallaghan")).to_contain_text("11:40")
