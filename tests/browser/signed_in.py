"""A sign-in as the server keeps it: its time moved back, or ended, while a page is open."""

from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.backends.cached_db import SessionStore
from playwright.sync_api import Page, expect

from schools.middleware import SEEN, SHARED
from schools.models import User
from tests.factories.people import hashed
from toolkit import clock

PASSWORD = "seven grey herons wade"


def session_of(page: Page) -> SessionStore:
    """The session of the page's browser, as it is stored now."""
    [key] = [
        cookie["value"]
        for cookie in page.context.cookies()
        if cookie["name"] == settings.SESSION_COOKIE_NAME
    ]
    return SessionStore(key)


def end_sign_in(page: Page) -> None:
    """The server forgets the sign-in, as after 20 minutes without a tap; the page is not told."""
    session_of(page).flush()


def last_tapped(page: Page, *, minutes_ago: float) -> None:
    """A shared device on which nothing was tapped for so long."""
    session = session_of(page)
    session[SHARED] = True
    session[SEEN] = int((clock.real_now() - timedelta(minutes=minutes_ago)).timestamp())
    session.save()


def with_password(person: User) -> User:
    """The person, who can now sign in by typing."""
    person.password = hashed(PASSWORD)
    person.save()
    return person


def type_password(page: Page, password: str = PASSWORD) -> None:
    """Answer the box over the register."""
    expect(page.locator("#again-d")).to_be_visible()
    page.locator("#again-password").fill(password)
    page.locator("#again-d").get_by_role("button", name="Sign in").click()
