"""A sign-in that ends in the middle of a register: the password, and the marks go on."""

import pytest
from playwright.sync_api import Page, expect

from registers.models import Mark, Register
from schools.middleware import SEEN
from tests.browser.conftest import OpenPage
from tests.browser.registers import LiveClass, ready, saved, set_clock
from tests.browser.signed_in import (
    PASSWORD,
    end_sign_in,
    last_tapped,
    session_of,
    type_password,
    with_password,
)
from tests.browser.support import axe_faults
from tests.browser.test_connection_lost import mark, once_each
from tests.browser.test_register_saving import choose, kept_on_device

BOX = "#again-d"


def asks_until(page: Page, met: str) -> None:
    """The page asks for news, as it does every ten seconds; while one is asked it asks no other."""
    page.wait_for_function(f"() => {{ window.rollbookRegister.look(); return {met}; }}")


def opened(open_page: OpenPage, room: LiveClass, **how: object) -> Page:
    set_clock("8:52")
    return ready(open_page(room.address, user=with_password(room.teacher), **how))


def test_thirty_marks_outlive_a_sign_in_that_ends_in_the_middle(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = LiveClass(plans=False)
    page = opened(open_page, room)
    mark(page, "/", 12)
    saved(page)
    end_sign_in(page)
    mark(page, "a", 18)  # The box waits for a pause, so that no key meant for the class is lost.
    expect(page.locator("#left")).to_have_text("0")
    expect(page.locator("#again-kept")).to_have_text(
        "18 marks are kept on this device and saved once you are signed in."
    )
    assert (len(room.codes()), kept_on_device(page)) == (12, 1)
    type_password(page, "a guess")
    expect(page.locator("#again-wrong")).to_have_text("The password is wrong. Try again.")
    type_password(page)
    expect(page.locator(BOX)).to_be_hidden()
    saved(page)
    assert once_each(room)
    assert set(Mark.objects.filter(school=room.school).values_list("entered_by", flat=True)) == {
        room.teacher.pk
    }
    assert kept_on_device(page) == 0
    page.get_by_role("button", name="Sign out", exact=True).click()  # Its token is the new one.
    page.wait_for_url("**/sign-in/**")


def test_a_register_whose_sign_in_ended_is_submitted_after_the_password(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = LiveClass(plans=False)
    page = opened(open_page, room)
    page.locator("#rest").click()
    saved(page)
    end_sign_in(page)
    page.context.clear_cookies(name="csrftoken")  # And the page's token has gone with it.
    page.locator("#submit").click()
    type_password(page)
    expect(page.locator("#save")).to_contain_text("Submitted 8:5")
    [register] = Register.objects.filter(school=room.school)
    assert (register.submitted_by, once_each(room)) == (room.teacher, True)


def test_the_box_says_when_too_many_passwords_were_wrong_and_the_marks_stay(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = LiveClass(pupils=2, plans=False)
    page = opened(open_page, room)
    end_sign_in(page)
    choose(page, room, "Adeyemi", "absent")
    wrong = page.locator("#again-wrong")
    for attempt in range(5):
        type_password(page, f"a guess {attempt}")
        expect(page.locator("#again-password")).to_have_value("")
    expect(wrong).to_have_text("Too many wrong passwords. Wait 15 minutes, then try again.")
    type_password(page)
    expect(wrong).to_have_text("Too many wrong passwords. Wait 15 minutes, then try again.")
    page.get_by_role("button", name="Not now").click()
    expect(page.locator("#save")).to_contain_text("You are signed out. 1 mark kept")
    assert (room.codes(), kept_on_device(page)) == ({}, 1)


def test_nobody_else_takes_up_the_marks_and_the_same_person_does(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = LiveClass(pupils=2, plans=False)
    other = with_password(room.person("office"))
    page = opened(open_page, room)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    end_sign_in(page)
    choose(page, room, "Adeyemi", "absent")
    expect(page.locator("#again-email")).to_have_value(room.teacher.email)
    page.evaluate("email => { document.getElementById('again-email').value = email; }", other.email)
    type_password(page)  # A changed address does not help either.
    expect(page.locator("#again-wrong")).to_have_text("The password is wrong. Try again.")
    page.get_by_role("link", name="Use the sign-in page instead").click()
    sign_in_by_page(page, other.email)
    expect(page.locator("#save")).to_have_text("Nothing marked yet")
    page.wait_for_timeout(1000)
    assert (room.codes(), kept_on_device(page), asked) == ({}, 1, [])
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.wait_for_url("**/sign-in/**")
    page.goto(f"/account/sign-in/?next={room.address}")
    sign_in_by_page(page, room.teacher.email)
    saved(page)
    [kept] = Mark.objects.filter(school=room.school)
    assert (kept.code, kept.entered_by) == ("N", room.teacher)


def sign_in_by_page(page: Page, email: str) -> None:
    page.get_by_label("School email").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("#register")).to_be_visible()


def test_signing_in_again_in_another_tab_closes_the_box(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = LiveClass(pupils=2, plans=False)
    page = opened(open_page, room)
    end_sign_in(page)
    choose(page, room, "Adeyemi", "absent")
    expect(page.locator(BOX)).to_be_visible()
    tab = page.context.new_page()
    tab.goto(f"/account/sign-in/?next={room.address}")
    sign_in_by_page(tab, room.teacher.email)
    tab.close()
    page.bring_to_front()
    asks_until(page, "!document.getElementById('again-d').open")
    saved(page)
    assert room.codes() == {"Adeyemi": "N"}


def test_a_shared_device_is_warned_after_eighteen_minutes_and_polls_are_no_taps(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = LiveClass(pupils=2, plans=False)
    set_clock("8:52")
    page = open_page("/account/", user=with_password(room.teacher))
    last_tapped(page, minutes_ago=0)
    page.clock.install()
    ready_page = page.goto(room.address)
    assert ready_page is not None
    last_tapped(page, minutes_ago=18.2)
    seen = session_of(page)[SEEN]
    for _ in range(3):
        page.clock.run_for(11_000)  # Polls of the register.
    assert session_of(page)[SEEN] == seen
    expect(page.locator("#idle-note")).to_be_hidden()
    page.clock.fast_forward("18:00")
    page.clock.run_for(6_000)
    expect(page.locator("#idle-words")).to_contain_text("You will be signed out in 2 minutes")
    page.get_by_role("button", name="Stay signed in").click()
    expect(page.locator("#idle-note")).to_be_hidden()
    assert session_of(page)[SEEN] > seen
    last_tapped(page, minutes_ago=20)
    page.clock.fast_forward("20:00")
    page.clock.run_for(6_000)
    expect(page.locator("#idle-words")).to_contain_text("You have been signed out")
    type_password(page)
    expect(page.locator(BOX)).to_be_hidden()
    expect(page.locator("#idle-note")).to_be_hidden()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_the_box_can_be_used_by_everybody(
    open_page: OpenPage, demo_clock: None, width: int, scheme: str
) -> None:
    room = LiveClass(pupils=3, plans=False)
    page = opened(open_page, room, width=width, scheme=scheme)
    end_sign_in(page)
    asks_until(page, "document.getElementById('again-d').open")
    type_password(page, "a guess")
    expect(page.locator("#again-wrong")).to_be_visible()
    assert axe_faults(page) == []
    assert page.evaluate("document.activeElement.id") == "again-password"
