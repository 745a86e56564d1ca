"""The registers without script, at three widths, light and dark, and on paper."""

from playwright.sync_api import expect

from registers.changes import Change
from tests.browser.conftest import OpenPage
from tests.browser.looks import faults_by_address, faults_of
from tests.browser.registers import LiveClass, ready, set_clock

HERE = "document.activeElement.className || document.activeElement.name"
TALL = 2600  # Pixels: every row is clear of the bar, which else covers half of one.


def test_a_register_is_taken_without_script(open_page: OpenPage, demo_clock: None) -> None:
    room = LiveClass(pupils=6)
    set_clock("8:52")
    page = open_page("/registers/", user=room.teacher, script=False)
    page.get_by_role("link", name="Morning register of Kestrel").click()
    first, second = (page.locator(f"#pupil-{room.pupils[at].pk}") for at in (0, 1))
    first.locator("input[type=radio]").nth(0).check()
    second.locator("input[type=radio]").nth(2).check()
    page.get_by_role("button", name="Save marks").click()
    expect(page.locator("#save")).to_contain_text("All marks saved 8:5")
    assert room.codes() == {"Adeyemi": "/", "Ashdown": "N", "Boateng": "I"}
    page.get_by_role("button", name="Submit register").click()
    expect(page.locator("#errsum")).to_contain_text("Not submitted. Zoë Barraclough")
    page.locator(f"#pupil-{room.named('Barraclough').pk} .more").click()
    page.get_by_label("Late, before the register closed").check()
    page.get_by_label("Minutes late").fill("2")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("2 min late")).to_be_visible()
    page.get_by_role("button", name="Mark rest present").click()
    page.get_by_role("button", name="Submit register").click()
    expect(page.locator("#save")).to_contain_text("Submitted 8:5")
    assert room.is_taken()
    page.locator(f"#pupil-{room.pupils[0].pk} .more").click()
    page.get_by_label("Absent, reason not yet known").check()
    page.get_by_label("Reason for the change").fill("She went home before the bell")
    page.get_by_role("button", name="Save change").click()
    page.get_by_role("link", name="changed").click()
    expect(page.locator(".tl > li")).to_have_count(2)
    assert room.codes()["Adeyemi"] == "N"


def test_nothing_is_amiss_for_anybody(open_page: OpenPage, demo_clock: None) -> None:
    room = LiveClass(pupils=8)
    set_clock("9:25")
    for pupil, code in zip(room.pupils[:4], ["/", "L", "N", "V"], strict=True):
        room.save(Change(pupil.pk, code, 4 if code == "L" else None), at="8:56")
    room.mark_all("\\", half="PM", at="13:35")
    room.submit(half="PM", at="13:36")
    page = open_page(room.address, user=room.teacher)
    assert faults_of(page, every_look=True, height=TALL) == []
    for dialog, opener in (("codes-d", ".more"), ("mins-d", ".mins:not([hidden])")):
        page.locator(opener).first.click()
        expect(page.locator(f"#{dialog}")).to_be_visible()
        assert faults_of(page, height=TALL) == []
        page.keyboard.press("Escape")
    afternoon, pupil = room.address.replace("/am/", "/pm/"), f"pupils/{room.pupils[0].pk}/"
    others = ("/registers/", f"{room.address}{pupil}", afternoon, f"{afternoon}{pupil}")
    assert faults_by_address(page, others) == {}


def test_the_printed_register_leaves_out_what_paper_cannot_press(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = LiveClass(pupils=4, plans=False)
    set_clock("8:52")
    page = open_page(room.address, user=room.teacher)
    page.emulate_media(media="print")
    expect(page.locator(".reg-bar")).to_be_hidden()
    expect(page.locator(".marks").first).to_be_hidden()
    expect(page.locator(".print-only")).to_contain_text("Printed 12 November 2026 at 8:5")
    expect(page.locator(".pr .code").first).to_be_visible()


def test_thirty_pupils_fit_a_laptop_after_closing_and_no_row_has_three_lines(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = LiveClass()
    ill = room.named("Boateng")
    set_clock("9:25")
    page = open_page(room.address, user=room.teacher)
    page.set_viewport_size({"width": 1280, "height": 860})
    expect(page.locator("#closed-note")).to_be_visible()
    last = page.locator(".pr").last.bounding_box()
    bar = page.locator(".reg-bar").bounding_box()
    assert last
    assert bar
    assert last["y"] + last["height"] <= bar["y"]
    room.mark_all(at="8:56")
    room.submit(at="8:57")
    room.change(ill, "L", minutes=12, at="9:30")
    page.reload()
    row = page.locator(f"#pupil-{ill.pk}")
    for part in (".mins", ".tag", ".changed"):
        expect(row.locator(part)).to_be_visible()
    lines = {
        round(box["y"] + box["height"] / 2)
        for part in (".mins", ".tag", ".changed")
        if (box := row.locator(part).bounding_box())
    }
    assert max(lines) - min(lines) <= 2
    assert row.evaluate("row => row.offsetHeight") <= 46


def test_the_marks_of_a_row_come_first_then_its_buttons(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = LiveClass(pupils=3, plans=False)
    set_clock("8:56")
    room.mark(room.named("Adeyemi"), "L", minutes=4, at="8:54")
    page = ready(open_page(room.address, user=room.teacher))
    page.locator(f"#pupil-{room.named('Adeyemi').pk} input:checked").focus()
    stops = []
    for _ in range(3):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(HERE))
    assert stops == ["more", "mins", f"p{room.named('Ashdown').pk}"]
