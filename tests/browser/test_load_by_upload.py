"""An empty school is loaded from a page: the files are checked, looked at, and loaded."""

from datetime import date

import pytest
from playwright.sync_api import expect

from registers.load_tasks import check, load
from registers.models import FolderLoad, Mark
from tests.browser.looks import faults_by_address
from tests.browser.registers import set_clock
from tests.factories.loads import FolderLoadFactory
from tests.factories.people import UserFactory
from tests.loading.folders import Folder
from tests.loads.uploads import contents, empty_school, zipped

MONDAY = date(2025, 10, 6)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_an_administrator_loads_the_first_files(script, open_page, demo_clock, tmp_path):
    set_clock("8:00", day=MONDAY)
    admin = empty_school("990303" if script else "990304")
    given = contents(Folder(tmp_path / "school", urn=admin.school.urn))
    page = open_page("/", user=admin, script=script)
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    page.get_by_role("link", name="Choose the files").click()
    files = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": b"x"}
    page.get_by_label("The school's files").set_input_files([files])
    page.get_by_role("button", name="Check the files").click()
    expect(page.locator("#errsum")).to_contain_text("is not one of a school's files")

    files = {"name": "school.zip", "mimeType": "application/zip", "buffer": zipped(given)}
    page.get_by_label("The school's files").set_input_files([files])
    page.get_by_role("button", name="Check the files").click()
    expect(page.locator("#state")).to_contain_text("The files are being checked")
    row = FolderLoad.objects.get(school=admin.school)
    check(load_id=row.pk)
    if not script:
        page.get_by_role("link", name="Look again").click()
    expect(page.locator("#state")).to_contain_text("2 pupils", timeout=10_000)
    assert not Mark.objects.filter(school=admin.school).exists()

    page.get_by_role("button", name="Load it").click()
    expect(page.locator("#state")).to_contain_text("The files are being loaded")
    load(load_id=row.pk)
    if not script:
        page.get_by_role("link", name="Look again").click()
    expect(page.locator("#state")).to_contain_text("Loaded at 8:0", timeout=10_000)
    assert Mark.objects.filter(school=admin.school).count() == 2
    if script:
        with page.expect_response("**/settings/load/"):
            page.get_by_role("link", name="Load the school's files").click()
        expect(page.locator("main")).to_contain_text("Loaded")


def test_loads_and_today_are_open_to_everybody(open_page, demo_clock):
    set_clock("9:41", day=MONDAY)
    office = UserFactory(role="office")
    fault = {"file": "marks.csv", "line": 2, "column": "code", "found": "QQ", "expected": "a code"}
    report = {"faults": [fault] * 30, "more_faults": 4, "notices": ["Look at this."]}
    refused = FolderLoadFactory(school=office.school, state="refused", report=report)
    waits = FolderLoadFactory(school=office.school, state="checked")
    loads = [f"/settings/load/{one.pk}/" for one in (refused, waits)]
    page = open_page("/account/", user=office)
    assert faults_by_address(page, ["/today/", "/settings/load/", *loads]) == {}
