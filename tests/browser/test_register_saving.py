"""No mark is lost: a dropped line, a page left too soon, two people at once, signing out."""

from playwright.sync_api import Dialog, Page, expect

from registers.models import Mark
from tests.browser.conftest import OpenPage
from tests.browser.registers import LiveClass, ready, saved, set_clock, unaware

KEPT = "Object.keys(sessionStorage).filter(key => key.startsWith('rollbook:')).length"


def choose(page: Page, room: LiveClass, surname: str, button: str) -> None:
    """Press one of the three buttons in a pupil's row: present, late or absent."""
    at = ["present", "late", "absent"].index(button)
    page.locator(f"#pupil-{room.named(surname).pk} input[type=radio]").nth(at).click()


def kept_on_device(page: Page) -> int:
    return int(page.evaluate(KEPT))


def test_marks_wait_on_the_device_while_the_line_is_cut_and_are_saved_after(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = LiveClass(pupils=4, plans=False)
    set_clock("8:52")
    page = ready(open_page(room.address, user=room.teacher))
    choose(page, room, "Adeyemi", "present")
    saved(page)
    page.context.set_offline(True)
    choose(page, room, "Ashdown", "absent")
    choose(page, room, "Barraclough", "late")
    choose(page, room, "Begum-Hale", "present")
    expect(page.locator("#save")).to_have_text("Not connected. 3 marks kept on this device")
    page.locator("#submit").click()
    expect(page.locator("#typed")).to_have_text("Submitting when connected.")
    assert (kept_on_device(page), room.codes()) == (1, {"Adeyemi": "/"})
    page.context.set_offline(False)
    expect(page.locator("#save")).to_contain_text("Submitted 8:5")
    assert room.codes() == {
        "Adeyemi": "/",
        "Ashdown": "N",
        "Barraclough": "L",
        "Begum-Hale": "/",
    }
    assert room.is_taken()
    assert kept_on_device(page) == 0


def test_a_lost_answer_does_not_save_a_mark_twice(open_page: OpenPage, demo_clock: None) -> None:
    room = LiveClass(pupils=2, plans=False)
    set_clock("8:52")
    page = ready(open_page(room.address, user=room.teacher))
    lost: list[str] = []

    def lose_the_answer(route) -> None:
        route.fetch()
        lost.append(route.request.url)
        route.abort()
        page.unroute("**/marks/")

    page.route("**/marks/", lose_the_answer)
    choose(page, room, "Adeyemi", "present")
    expect(page.locator("#save")).to_contain_text("Not connected. 1 mark kept")
    choose(page, room, "Adeyemi", "absent")
    saved(page)
    assert len(lost) == 1
    assert room.codes() == {"Adeyemi": "N"}
    assert Mark.objects.filter(school=room.school).count() == 2


def test_marks_left_unsaved_are_asked_about_and_resumed_by_the_same_person(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = LiveClass(pupils=2, plans=False)
    set_clock("8:52")
    page = ready(open_page(room.address, user=room.teacher))
    page.route("**/marks/", lambda route: route.abort())
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    choose(page, room, "Adeyemi", "absent")
    expect(page.locator("#save")).to_contain_text("Not connected. 1 mark kept")
    stored = page.evaluate("Object.values(sessionStorage).join()")
    assert "Adeyemi" not in stored
    page.goto("/registers/")
    assert asked == ["beforeunload"]
    assert room.codes() == {}
    page.unroute("**/marks/")
    page.goto(room.address)
    saved(page)
    assert room.codes() == {"Adeyemi": "N"}
    assert kept_on_device(page) == 0


def test_signing_out_with_unsaved_marks_asks_first(open_page: OpenPage, demo_clock: None) -> None:
    room = LiveClass(pupils=2, plans=False)
    set_clock("8:52")
    page = ready(open_page(room.address, user=room.teacher))
    page.route("**/marks/", lambda route: route.abort())
    choose(page, room, "Adeyemi", "absent")
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.locator("#leave-h")).to_have_text("1 mark not saved yet")
    page.get_by_role("button", name="Wait").click()
    assert page.url.endswith(room.address)
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.get_by_role("button", name="Sign out and drop them").click()
    page.wait_for_url("**/sign-in/**")
    assert (kept_on_device(page), room.codes()) == (0, {})


def test_of_two_people_the_second_is_asked_in_the_row(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = LiveClass(pupils=3, plans=False)
    set_clock("8:58")
    page = unaware(open_page(room.address, user=room.teacher))
    office = room.person("office")
    room.mark(room.named("Adeyemi"), "I", by=office, at="8:58")
    room.mark(room.named("Ashdown"), "I", by=office, at="8:58")
    choose(page, room, "Adeyemi", "present")
    choose(page, room, "Ashdown", "present")
    question = page.locator(f"#pupil-{room.named('Adeyemi').pk} .ask")
    expect(question.locator("p")).to_have_text(
        "School office marked Illness at 8:58. Keep that, or use yours (Present)?"
    )
    assert room.codes() == {"Adeyemi": "I", "Ashdown": "I"}
    question.get_by_role("button", name="Use mine").click()
    page.locator(f"#pupil-{room.named('Ashdown').pk} .ask").get_by_role(
        "button", name="Keep"
    ).click()
    saved(page)
    assert room.codes() == {"Adeyemi": "/", "Ashdown": "I"}


def test_somebody_whose_sign_in_has_ended_keeps_the_marks(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = LiveClass(pupils=2, plans=False)
    set_clock("8:52")
    page = ready(open_page(room.address, user=room.teacher))
    page.context.clear_cookies(name="sessionid")
    choose(page, room, "Adeyemi", "present")
    expect(page.locator("#save")).to_contain_text("You are signed out. 1 mark kept")
    assert kept_on_device(page) == 1


def test_the_office_changes_a_submitted_mark_with_a_reason_and_both_entries_show(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = LiveClass(pupils=3, plans=False)
    room.take()
    set_clock("9:41")
    office = room.person("office", forename="Kiran", surname="Shah", job_title="Office manager")
    page = ready(open_page(room.address, user=office))
    page.locator(f"#pupil-{room.named('Ashdown').pk} .more").click()
    page.get_by_role("button", name="Illness").click()
    expect(page.locator("#reason-h")).to_have_text("Change Noah Ashdown to illness")
    page.get_by_role("button", name="Save change").click()
    expect(page.locator("#reason-d")).to_be_visible()  # The reason is still missing.
    page.get_by_label("Reason for the change").fill("Mum rang")
    page.get_by_role("button", name="Save change").click()
    expect(page.locator(".changed")).to_have_count(1)
    page.locator(".changed").click()
    entries = page.locator(".tl > li")
    expect(entries).to_have_count(2)
    expect(entries.nth(0)).to_contain_text("Kiran Shah, Office manager")
    expect(entries.nth(0)).to_contain_text("Reason: Mum rang")
    expect(entries.nth(1)).to_contain_text("Present (morning)")
    assert room.codes()["Ashdown"] == "I"


def test_a_choice_in_a_submitted_register_changes_nothing_until_the_reason_is_given(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = LiveClass(pupils=3, plans=False)
    room.take()
    set_clock("9:05")
    page = ready(open_page(room.address, user=room.teacher))
    choose(page, room, "Ashdown", "absent")
    expect(page.locator("#reason-d")).to_be_visible()
    page.locator("#reason-d").get_by_role("button", name="Cancel").click()
    row = page.locator(f"#pupil-{room.named('Ashdown').pk}")
    expect(row.locator("input[type=radio]").first).to_be_checked()
    assert room.codes()["Ashdown"] == "/"
