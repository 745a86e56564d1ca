"""Corrections after submission, of one pupil or of several; and an open question is not lost."""

from playwright.sync_api import Dialog, expect

from tests.browser.conftest import OpenPage
from tests.browser.registers import LiveClass, ready, set_clock, unaware
from tests.browser.signed_in import end_sign_in, type_password, with_password
from tests.browser.test_register_saving import choose


def test_one_reason_amends_every_pupil_of_a_range(open_page: OpenPage, demo_clock: None) -> None:
    room = LiveClass(pupils=4, plans=False)
    room.take()
    set_clock("9:40")
    page = ready(open_page(room.address, user=room.person("office")))
    page.locator(f"#pupil-{room.named('Ashdown').pk} input[type=radio]").first.focus()
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("i")
    expect(page.locator("#reason-h")).to_have_text("Change 2 pupils to illness")
    page.locator("#reason-text").fill("Sickness on the bus")
    page.locator("#reason-d button[type=submit]").click()
    expect(page.locator(".changed")).to_have_count(2)
    assert room.codes() == {
        "Adeyemi": "/", "Ashdown": "I", "Barraclough": "I", "Begum-Hale": "/",
    }  # fmt: skip
    for surname in ("Ashdown", "Barraclough"):
        [new, first] = room.entries(room.named(surname))
        assert (new.reason, new.amendment, first.code) == ("Sickness on the bus", True, "/")


def test_a_sign_in_that_ended_before_several_marks_are_amended_is_no_success(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = LiveClass(pupils=3, plans=False)
    room.take()
    set_clock("9:41")
    page = ready(open_page(room.address, user=with_password(room.person("office"))))
    page.locator(f"#pupil-{room.named('Adeyemi').pk} input").first.focus()
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("i")
    page.get_by_label("Reason for the change").fill("Sickness on the bus")
    end_sign_in(page)
    page.get_by_role("button", name="Save change").click()
    type_password(page)
    expect(page.locator("#live")).to_contain_text("Not changed: Amara Adeyemi")
    assert set(room.codes().values()) == {"/"}


def test_a_question_that_waits_for_an_answer_keeps_the_page(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = LiveClass(pupils=3, plans=False)
    set_clock("8:58")
    page = unaware(open_page(room.address, user=room.teacher))
    room.mark(room.named("Adeyemi"), "I", by=room.person("office"), at="8:58")
    choose(page, room, "Adeyemi", "present")
    expect(page.locator(f"#pupil-{room.named('Adeyemi').pk} .ask")).to_be_visible()
    choose(page, room, "Ashdown", "present")
    expect(page.locator("#save")).to_have_text("1 mark not saved. See the row")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.evaluate("setTimeout(() => location.assign('/registers/'), 0)")
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    assert page.url.endswith(room.address)


def test_the_office_corrects_a_mark_without_script_and_sees_both_entries(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = LiveClass(pupils=2, plans=False)
    room.take()
    set_clock("9:40")
    page = open_page(room.address, user=room.person("office"), script=False)
    page.locator(f"#pupil-{room.named('Adeyemi').pk} a.more").click()
    page.locator("input[name=code][value=I]").check(force=True)
    page.get_by_label("Reason for the change").fill("Mum rang")
    page.get_by_role("button", name="Save change").click()
    page.locator(f"#pupil-{room.named('Adeyemi').pk} a.changed").click()
    entries = page.locator(".tl > li")
    expect(entries).to_have_count(2)
    expect(entries.first).to_contain_text("Reason: Mum rang")
    expect(entries.last).to_contain_text("No longer in force")
    assert room.codes() == {"Adeyemi": "I", "Ashdown": "/"}
