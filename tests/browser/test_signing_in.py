"""Somebody signs in, with or without script, with the keyboard, on any screen."""

import pytest
from django.conf import settings
from django.contrib.sessions.backends.cached_db import SessionStore
from playwright.sync_api import expect

from schools.middleware import SEEN
from tests.browser.looks import faults_by_address, faults_of
from tests.browser.support import axe_faults
from tests.factories.people import PASSWORD, UserFactory

SIGN_IN = "/account/sign-in/"


@pytest.fixture
def governor(committed):
    """Somebody whose first page holds no pupils."""
    number = UserFactory._meta.next_sequence()
    return UserFactory(
        role="governor",
        email=f"governor{number}@signing-in.example",
        school__urn=f"{700000 + number}",
        school__name="Larkrise Primary School",
        typed=PASSWORD,
    )


def type_in(page, person, password=PASSWORD):
    page.get_by_label("School email").fill(person.email)
    page.get_by_label("Password").fill(password)


@pytest.mark.parametrize("script", [True, False])
def test_somebody_signs_in_and_out(open_page, governor, script):
    page = open_page(SIGN_IN, script=script)
    type_in(page, governor)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/")
    assert page.get_by_role("heading", level=1).inner_text() == f"Welcome, {governor.name}"
    page.get_by_role("button", name="Sign out").locator("visible=true").click()
    page.wait_for_url(f"**{SIGN_IN}")


def test_the_keyboard_is_enough(open_page, governor):
    page = open_page(SIGN_IN)
    page.get_by_label("School email").focus()
    page.keyboard.type(governor.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert not page.get_by_label("This is a shared device").is_checked()
    page.keyboard.press("Enter")
    page.wait_for_url("**/")


def test_a_wrong_password_puts_the_reader_at_the_summary_of_errors(open_page, governor):
    page = open_page(SIGN_IN)
    type_in(page, governor, "a guess")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    assert page.title().startswith("Error: Sign in")
    assert page.evaluate("document.activeElement.id") == "errsum"
    assert page.get_by_label("School email").input_value() == governor.email
    assert axe_faults(page) == []


def test_the_pages_outside_are_open_to_everybody(open_page):
    page = open_page(SIGN_IN)
    assert faults_of(page, every_look=True) == []
    others = ("/account/forgotten-password/", "/account/choose-password/reset/1/a-b/")
    assert faults_by_address(page, others) == {}


def test_the_pages_of_ones_account_are_open_to_everybody(open_page, governor):
    page = open_page("/account/", user=governor)
    assert faults_of(page, every_look=True) == []  # The frame that every page has.
    others = ("/", "/account/password/", "/registers/", "/nowhere/")
    assert faults_by_address(page, others) == {}


def test_the_menu_of_a_small_screen_opens_without_script(open_page, governor):
    page = open_page("/account/", user=governor, width=390, script=False)
    page.get_by_text("Menu").click()
    page.get_by_role("link", name="Your account").locator("visible=true").wait_for()
    assert page.get_by_role("button", name="Sign out").locator("visible=true").is_visible()


def test_a_shared_device_is_warned_two_minutes_before_the_end(open_page, governor):
    page = open_page(SIGN_IN)
    page.clock.install()
    type_in(page, governor)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/")
    warning = page.get_by_text("You will be signed out in 2 minutes")
    let_pass(page, minutes=17, seconds=50)
    assert not warning.is_visible()
    let_pass(page, seconds=15)
    expect(warning).to_be_visible()
    assert axe_faults(page) == []
    page.get_by_role("button", name="Stay signed in").click()
    expect(warning).to_be_hidden()
    let_pass(page, minutes=20, seconds=5)
    expect(page.get_by_text("You have been signed out.")).to_be_visible()


def let_pass(page, *, minutes=0, seconds=0):
    """Let the time pass without a tap, for the session on the server and then in the browser."""
    idle = minutes * 60 + seconds
    names = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    session = SessionStore(names[settings.SESSION_COOKIE_NAME])
    session[SEEN] -= idle
    session.save()
    page.clock.run_for(idle * 1000)
