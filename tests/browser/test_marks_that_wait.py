"""Marks that wait on a device outlive another sign-in, and are not dropped without a question."""

from playwright.sync_api import Page, expect

from registers.models import Mark
from tests.browser.conftest import OpenPage
from tests.browser.registers import LiveClass, ready, saved, set_clock, unaware
from tests.browser.support import sign_in
from tests.browser.test_register_saving import choose, kept_on_device


def class_of_two() -> LiveClass:
    room = LiveClass(pupils=2, plans=False)
    set_clock("8:52")
    return room


def sign_in_again_elsewhere(page: Page, user: object) -> None:
    """Another tab of the same browser signs in, which changes the token of every form."""
    page.context.clear_cookies(name="csrftoken")
    site = page.evaluate("location.origin")
    sign_in(page.context, user, site)
    other = page.context.new_page()
    other.goto("/account/")
    other.close()


def leave_a_mark_waiting(page: Page, room: LiveClass) -> None:
    """Mark a pupil absent without a line, then go to another page of the site."""
    page.on("dialog", lambda dialog: dialog.accept())
    page.route("**/marks/", lambda route: route.abort())
    choose(page, room, "Adeyemi", "absent")
    expect(page.locator("#save")).to_contain_text("Not connected. 1 mark kept")
    page.goto("/registers/")
    page.unroute("**/marks/")


def test_signing_in_again_in_another_tab_does_not_stop_the_saving(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = class_of_two()
    page = ready(open_page(room.address, user=room.teacher))
    sign_in_again_elsewhere(page, room.teacher)
    choose(page, room, "Adeyemi", "absent")
    saved(page)
    choose(page, room, "Ashdown", "present")
    saved(page)
    assert room.codes() == {"Adeyemi": "N", "Ashdown": "/"}


def test_marks_are_never_saved_under_the_name_of_who_signed_in_since(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = class_of_two()
    page = ready(open_page(room.address, user=room.teacher))
    sign_in_again_elsewhere(page, room.person("office"))
    choose(page, room, "Adeyemi", "absent")
    expect(page.locator("#save")).to_have_text("Open the register again to save 1 mark")
    assert (room.codes(), kept_on_device(page)) == ({}, 1)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_role("link", name="Open the register again").click()
    expect(page.locator("#save")).to_have_text("Nothing marked yet")
    assert (asked, room.codes(), kept_on_device(page)) == ([], {}, 1)


def test_signing_out_anywhere_asks_about_marks_that_wait(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = class_of_two()
    page = ready(open_page(room.address, user=room.teacher))
    leave_a_mark_waiting(page, room)
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.locator("#leave-h")).to_have_text("1 mark not saved yet")
    page.get_by_role("link", name="Go back to the register").click()
    saved(page)
    assert page.url.endswith(room.address)
    assert room.codes() == {"Adeyemi": "N"}


def test_signing_out_anywhere_can_drop_the_marks_that_wait(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = class_of_two()
    page = ready(open_page(room.address, user=room.teacher))
    leave_a_mark_waiting(page, room)
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.get_by_role("button", name="Sign out and drop them").click()
    page.wait_for_url("**/sign-in/**")
    assert (kept_on_device(page), room.codes()) == (0, {})


def test_signing_out_asks_nothing_when_nothing_waits(open_page: OpenPage, demo_clock: None) -> None:
    room = class_of_two()
    page = open_page("/registers/", user=room.teacher)
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.wait_for_url("**/sign-in/**")


def test_the_way_to_sign_in_again_asks_nothing_and_keeps_the_marks(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = class_of_two()
    page = ready(open_page(room.address, user=room.teacher))
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.context.clear_cookies(name="sessionid")
    choose(page, room, "Adeyemi", "present")
    expect(page.locator("#save")).to_contain_text("You are signed out. 1 mark kept")
    page.get_by_role("button", name="Not now").click()
    page.locator("#save").get_by_role("link", name="Sign in").click()
    page.wait_for_url("**/sign-in/**")
    assert (asked, kept_on_device(page)) == ([], 1)


def test_the_mark_that_a_plan_became_comes_with_the_next_answer_and_may_be_changed_at_once(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = LiveClass()
    set_clock("8:52")
    page = ready(open_page(room.address, user=room.teacher))
    choose(page, room, "Adeyemi", "present")  # The first save makes marks of the plans.
    saved(page)
    with page.expect_request("**/marks/") as sent:
        choose(page, room, "Boateng", "present")
    planned = Mark.objects.get(school=room.school, source="plan")
    assert sent.value.post_data_json["changes"][0]["seen_version"] == planned.pk
    saved(page)
    assert room.codes() == {"Adeyemi": "/", "Boateng": "/"}


def test_somebody_elses_mark_is_asked_about_where_the_row_showed_a_plan(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = LiveClass()
    set_clock("8:58")
    page = unaware(open_page(room.address, user=room.teacher))
    room.mark(room.named("Boateng"), "M", by=room.person("office"), at="8:58")
    choose(page, room, "Boateng", "present")
    expect(page.locator(f"#pupil-{room.named('Boateng').pk} .ask")).to_be_visible()
    assert room.codes()["Boateng"] == "M"


def test_a_and_n_leave_an_offered_trip_to_be_decided(open_page: OpenPage, demo_clock: None) -> None:
    room = LiveClass()
    set_clock("8:52")
    page = ready(open_page(room.address, user=room.teacher))
    row = page.locator(f"#pupil-{room.named('Tran-Ellery').pk}")
    row.locator("input").first.focus()
    for key in "an":
        page.keyboard.press(key)
        expect(page.locator("#typed")).to_have_text(
            "Trip is offered for Cường Tran-Ellery. Press V for the trip, or choose absent "
            "under More codes."
        )
        page.evaluate("document.getElementById('typed').textContent = ''")
    assert page.evaluate("document.activeElement.name") == f"p{room.named('Tran-Ellery').pk}"
    page.wait_for_timeout(500)
    assert (row.get_attribute("data-code"), room.codes()) == ("", {})
    row.locator(".more").click()
    page.locator("#codes-d [data-code-pick=N]").click()
    saved(page)
    assert room.codes()["Tran-Ellery"] == "N"


def test_absent_for_a_range_passes_over_an_offered_trip(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = LiveClass()
    set_clock("8:52")
    page = ready(open_page(room.address, user=room.teacher))
    page.locator(f"#pupil-{room.named('Thistlewood').pk} input").first.focus()
    for key in ("Shift+ArrowDown", "Shift+ArrowDown", "a"):
        page.keyboard.press(key)
    saved(page)
    codes = room.codes()
    assert (codes["Thistlewood"], codes["Underhay"]) == ("N", "N")
    assert "Tran-Ellery" not in codes
