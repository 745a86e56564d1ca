"""The office closes the school without warning and reopens it, and enters snow for one year."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.looks import faults_of
from tests.browser.registers import set_clock
from tests.bulk.many import Many
from tests.registers.classroom import Classroom


def register_of(room: Classroom) -> str:
    return f"/registers/{room.school_class.pk}/{room.day}/am/"


def school_at_work() -> Many:
    """Kestrel, Year 4, and Wren, Year 5, both with a name to look for."""
    many = Many()
    for room, name in ((many.kestrel, "Kestrel"), (many.wren, "Wren")):
        room.school_class.name = name
        room.school_class.save()
    return many


def yes(page: Page, words: str) -> None:
    expect(page.get_by_text("Nothing has changed yet.")).to_be_visible()
    assert faults_of(page) == []
    page.get_by_role("button", name=words).click()


def test_a_burst_boiler_closes_the_morning_and_the_school_reopens_after_all(
    open_page: OpenPage, demo_clock: None
) -> None:
    many = school_at_work()
    many.kestrel.take()
    many.wren.mark_all("N", by=many.person)
    many.wren.submit()
    set_clock("9:40")
    page = open_page("/registers/", user=many.person)
    page.get_by_role("link", name="Codes for many pupils").click()
    page.get_by_role("link", name="Close the school").click()

    page.get_by_label("How much of it").select_option("The morning only")
    page.get_by_label("Was it planned?").select_option("No: the site had to close (Y4)")
    page.get_by_label("Why").fill("Burst boiler")
    page.get_by_role("button", name="Show what it changes").click()
    expect(page.get_by_text("6 marks (/ \\ L N O or U) will be replaced by Y4")).to_be_visible()
    yes(page, "Yes, close the school")

    expect(page.get_by_text("The school is closed on 12 November 2026 (morning).")).to_be_visible()
    assert many.codes(many.kestrel) == many.codes(many.wren) == ["Y4", "Y4", "Y4"]
    page.goto(register_of(many.kestrel))
    expect(page.get_by_role("main")).to_contain_text("Burst boiler")
    page.goto("/today/")
    expect(page.get_by_text("Burst boiler")).to_be_visible()
    page.goto("/registers/")
    expect(page.get_by_role("main")).to_contain_text("Burst boiler")

    page.goto("/settings/calendar/")
    page.get_by_role("link", name="Reopen 12 November 2026").click()
    expect(page.get_by_text("6 marks that Y4 had replaced will be entered again.")).to_be_visible()
    yes(page, "Yes, reopen it")
    expect(page.get_by_role("status")).to_contain_text("Reopened: Unplanned closure: Burst boiler")
    assert many.codes(many.kestrel) == ["/", "/", "/"]
    assert many.codes(many.wren) == ["N", "N", "N"]
    assert [one.code for one in many.kestrel.entries(many.kestrel.pupils[0])] == ["/", "Y4", "/"]


def test_snow_on_the_roads_is_entered_for_one_year_and_taken_back(
    open_page: OpenPage, demo_clock: None
) -> None:
    many = school_at_work()
    many.wren.mark(many.wren.pupils[0], "/")
    many.wren.mark(many.wren.pupils[1], "N", by=many.person)
    set_clock("9:40")
    page = open_page("/bulk/new/", user=many.person)
    assert faults_of(page) == []
    page.get_by_label("Year groups", exact=True).check()
    page.get_by_label("Year 5", exact=True).check()
    page.get_by_label("To the end of the").select_option("Afternoon")
    page.get_by_label("Code", exact=True).select_option("Y2")
    page.get_by_label("Reason").fill("Snow on the roads")
    page.get_by_role("button", name="Show what it changes").click()

    expect(page.get_by_text("1 first entry of Y2, where no mark is yet.")).to_be_visible()
    expect(page.get_by_text("1 mark replaced by Y2")).to_be_visible()
    expect(page.get_by_text("3 entries to come")).to_be_visible()
    left = page.get_by_role("region", name="What stays as it is")
    expect(left).to_contain_text("Robin Ashdown000, Wren, 12 November 2026, morning")
    yes(page, "Yes, enter Y2")

    expect(page.get_by_role("heading", name="Y2 for Year 5")).to_be_visible()
    assert faults_of(page) == []
    assert many.codes(many.wren) == ["/", "Y2", "Y2"]
    assert many.codes(many.kestrel) == ["", "", ""]
    page.goto(register_of(many.wren))
    expect(page.get_by_role("main")).to_contain_text("Travel widely disrupted")

    page.goto("/bulk/")
    assert faults_of(page) == []
    page.get_by_role("link", name="Look, or take back Y2").click()
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("Taken back.", exact=True)).to_be_visible()
    assert many.codes(many.wren) == ["/", "N", ""]
