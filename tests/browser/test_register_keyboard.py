"""A teacher marks with the keyboard, takes marks back, and submits."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.registers import LiveClass, ready, saved, set_clock


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def row(page: Page, room: LiveClass, surname: str):
    return page.locator(f"#pupil-{room.named(surname).pk}")


def test_a_teacher_marks_thirty_pupils_by_keyboard_alone_and_submits(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = LiveClass()
    set_clock("8:52")
    page = ready(open_page("/registers/mine/", user=room.teacher))
    assert page.url.endswith(room.address)
    row(page, room, "Adeyemi").locator("input").first.focus()
    press(page, "/", "a", "l", "Space")
    for _ in range(22):
        press(page, "/")
    expect(page.locator("#left")).to_have_text("3")
    press(page, "v")
    expect(row(page, room, "Tran-Ellery")).to_have_attribute("data-code", "V")
    press(page, "\\", "n")
    expect(page.locator("#left")).to_have_text("0")
    saved(page)
    assert not room.is_taken()
    while page.evaluate("document.activeElement.id") != "submit":
        press(page, "Tab")
    press(page, "Enter")
    expect(page.locator("#save")).to_contain_text("Submitted 8:5")
    codes = room.codes()
    assert len(codes) == 30
    assert (codes["Ashdown"], codes["Barraclough"], codes["Boateng"]) == ("N", "L", "I")
    assert (codes["Tran-Ellery"], codes["Wexcombe"]) == ("V", "N")
    assert room.is_taken()


def test_submitting_too_early_goes_to_the_first_pupil_not_marked(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = LiveClass(pupils=4, plans=False)
    set_clock("8:52")
    page = ready(open_page(room.address, user=room.teacher))
    row(page, room, "Adeyemi").locator("input").first.click()
    page.locator("#submit").click(force=True)  # Not ready, and says why.
    expect(page.locator("#typed")).to_have_text(
        "Not submitted. Noah Ashdown is the first pupil not marked."
    )
    assert page.evaluate("document.activeElement.name") == f"p{room.named('Ashdown').pk}"
    saved(page)
    assert not room.is_taken()


def test_undo_goes_back_to_the_opening_of_the_page_and_saves_each_step(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = LiveClass(pupils=5, plans=False)
    set_clock("8:52")
    room.mark(room.pupils[0], "N", at="8:51")
    page = ready(open_page(room.address, user=room.teacher))
    row(page, room, "Adeyemi").locator("input").first.focus()
    press(page, "/")
    page.locator("#rest").click()
    saved(page)
    assert set(room.codes().values()) == {"/"}
    expect(page.locator("#submit")).to_be_focused()
    page.locator("#undo").click()
    saved(page)
    assert room.codes() == {"Adeyemi": "/"}
    press(page, "Control+z")
    saved(page)
    assert room.codes() == {"Adeyemi": "N"}
    expect(page.locator("#undo")).to_be_disabled()


def test_a_range_is_marked_at_once_and_backspace_clears(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = LiveClass(pupils=6, plans=False)
    set_clock("8:52")
    page = ready(open_page(room.address, user=room.teacher))
    row(page, room, "Adeyemi").locator("input").first.focus()
    press(page, "Shift+ArrowDown", "Shift+ArrowDown", "v")
    saved(page)
    assert list(room.codes().values()) == ["V", "V", "V"]
    press(page, "Home", "Backspace")
    saved(page)
    assert list(room.codes().values()) == ["V", "V"]
    press(page, "End", "Enter", "ArrowUp")
    expect(page.locator(".pr.is-here")).to_have_count(1)


def test_letters_that_teachers_do_not_use_are_answered_and_not_written(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = LiveClass(pupils=3, plans=False)
    set_clock("8:52")
    page = ready(open_page(room.address, user=room.teacher))
    row(page, room, "Adeyemi").locator("input").first.focus()
    press(page, "p")
    expect(page.locator("#typed")).to_have_text(
        "P means sporting activity. For present press / or Space."
    )
    press(page, "i")
    expect(page.locator("#typed")).to_have_text("The office records I. For absent press A.")
    press(page, "c")
    expect(page.locator("#typed")).to_have_text("The office records C. For absent press A.")
    page.wait_for_timeout(500)
    assert room.codes() == {}


def test_late_counts_minutes_from_the_clock_and_is_u_after_closing(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = LiveClass(pupils=3, plans=False)
    set_clock("9:20")
    page = ready(open_page(room.address, user=room.teacher))
    row(page, room, "Adeyemi").locator("input").first.focus()
    press(page, "l")
    expect(row(page, room, "Adeyemi").locator(".mins")).to_have_text("30 min late")
    saved(page)
    set_clock("9:21")
    page.reload()
    ready(page)
    expect(page.locator("#closed-note")).to_be_visible()
    row(page, room, "Ashdown").locator("input[value=L]").click()
    saved(page)
    assert room.codes() == {"Adeyemi": "L", "Ashdown": "U"}
    row(page, room, "Ashdown").locator(".mins").click()
    page.get_by_role("button", name="−5").click()
    expect(page.locator("#mins-word")).to_contain_text("Late (L)")
    page.get_by_role("button", name="Save", exact=True).click()
    saved(page)
    assert room.codes() == {"Adeyemi": "L", "Ashdown": "L"}


def test_the_office_types_two_part_codes(open_page: OpenPage, demo_clock: None) -> None:
    room = LiveClass(pupils=4, plans=False)
    set_clock("9:31")
    page = ready(open_page(room.address, user=room.person("office")))
    row(page, room, "Adeyemi").locator("input").first.focus()
    press(page, "y")
    expect(page.locator("#typed")).to_have_text("Y_")
    press(page, "2", "i", "m")
    saved(page)
    assert room.codes() == {"Adeyemi": "Y2", "Ashdown": "I", "Barraclough": "M"}
    press(page, "y")
    page.wait_for_timeout(1400)
    assert len(room.codes()) == 3
