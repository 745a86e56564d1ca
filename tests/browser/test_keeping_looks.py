"""The copies of the registers and the record of a pupil at three widths, light and dark."""

import zipfile

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.looks import faults_of
from tests.browser.registers import LiveClass, set_clock
from tests.factories.keeping import KeptCopyFactory


def test_nothing_is_amiss_on_the_pages_of_what_is_kept(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = LiveClass(pupils=1, plans=False)
    set_clock("8:52")
    copy = KeptCopyFactory(school=room.school)
    page = open_page("/settings/copies/", user=room.person("headteacher"))
    assert faults_of(page) == []
    page.get_by_text("SHA-256").click()
    expect(page.get_by_text(copy.pages_sha256)).to_be_visible()
    page.get_by_role("link", name="Check the files").click()
    expect(page.get_by_text("PDF. Checked: unchanged")).to_be_visible()
    assert faults_of(page) == []
    page.goto(f"/pupils/{room.pupils[0].pk}/all-data/")
    page.get_by_role("button", name="Make the file").click()
    expect(page.locator("#errsum")).to_contain_text("Say who asked for it, and when.")
    assert faults_of(page) == []


def test_the_record_of_a_pupil_is_made_without_script(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = LiveClass(pupils=2, plans=False)
    set_clock("8:52")
    pupil = room.pupils[0]
    page = open_page(f"/pupils/{pupil.pk}/", user=room.person("headteacher"), script=False)
    page.get_by_role("link", name="All that is held").click()
    page.get_by_label("Who asked for it, and when").fill("Her mother, by letter")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Make the file").click()
    with zipfile.ZipFile(waiting.value.path()) as folder:
        assert pupil.upn.encode() in folder.read("pupil.csv")
        assert folder.read("read-me-first.pdf").startswith(b"%PDF-1.7")
