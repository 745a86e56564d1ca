"""What a register showed at 9:20 can be shown later, and marks be corrected for one reason."""

from playwright.sync_api import expect

from registers.models import Mark
from tests.browser.conftest import OpenPage
from tests.browser.looks import faults_of
from tests.browser.registers import LiveClass, set_clock


def test_the_head_sees_what_a_register_showed_and_who_changed_it(
    open_page: OpenPage, demo_clock: None
) -> None:
    kestrel = LiveClass(pupils=3, plans=False)
    pupil = kestrel.pupils[0]
    kestrel.mark(pupil, "N")
    for other in kestrel.pupils[1:]:
        kestrel.mark(other, "/")
    kestrel.submit()
    office = kestrel.person("office", forename="Priya", surname="Raman")
    kestrel.change(pupil, "I", by=office, reason="Mum rang", at="9:40")
    set_clock("10:00")

    page = open_page(kestrel.address, user=kestrel.person("headteacher"))
    page.get_by_role("link", name="changed").first.click()
    expect(page.get_by_text("Reason: Mum rang")).to_be_visible()
    page.get_by_role("link", name="The whole register, as it stood at a moment").click()
    row = page.get_by_role("row", name=pupil.name)
    expect(row).to_contain_text("Absent, reason not yet known")
    expect(row).to_contain_text("Illness")
    expect(page.get_by_text("1 pupil has another mark now.")).to_be_visible()
    page.get_by_label("at", exact=True).fill("09:45")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("Nothing has changed since.")).to_be_visible()
    assert faults_of(page) == []


def test_an_illness_found_to_be_a_holiday_is_corrected_once_for_all_its_sessions(
    open_page: OpenPage, demo_clock: None
) -> None:
    kestrel = LiveClass(pupils=2, plans=False)
    pupil = kestrel.pupils[0]
    for half in ("AM", "PM"):
        kestrel.mark(pupil, "I", by=kestrel.person("office"), at="14:00", half=half)
        kestrel.mark(kestrel.pupils[1], "/", at="14:00", half=half)
        kestrel.submit(at="14:05", half=half)
    set_clock("14:30")

    page = open_page(f"/pupils/{pupil.pk}/", user=kestrel.person("attendance_lead"))
    page.get_by_role("link", name="Every session this year").click()
    expect(page.get_by_role("cell", name="Thursday 12 November, morning: Illness")).to_be_visible()
    page.get_by_role("link", name="Change several marks").click()
    page.get_by_label("From").fill("2026-11-12")
    page.get_by_label("To", exact=True).fill("2026-11-12")
    page.get_by_label("Marks that are now").select_option("I")
    page.get_by_label("Become").select_option("G")
    page.get_by_label("Reason for the change").fill("Seen at the airport")
    page.get_by_role("button", name="Show what would change").click()
    expect(page.get_by_text("2 marks would change.")).to_be_visible()
    assert faults_of(page) == []
    page.get_by_role("button", name="Change 2 marks").click()
    expect(page.get_by_text("2 marks changed.")).to_be_visible()
    assert Mark.objects.filter(pupil=pupil, amendment=True, code="G").count() == 2


def test_the_right_code_is_found_in_ones_own_words(open_page: OpenPage, demo_clock: None) -> None:
    kestrel = LiveClass(pupils=2, plans=False)
    set_clock("9:40")
    address = f"{kestrel.address}pupils/{kestrel.pupils[0].pk}/"
    page = open_page(address, user=kestrel.person("office"))
    page.get_by_text("Which code?").click()
    page.get_by_label("What happened, in your words").press_sequentially("at the dentist until 10")
    found = page.locator("#code-help-found")
    expect(found).to_contain_text("Medical or dental appointment")
    expect(found).to_contain_text("Counts as an authorised absence")
    expect(found).to_contain_text("SI 2024/208, regulation 10")
    assert faults_of(page) == []
