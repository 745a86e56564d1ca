"""What browser tests share: widths, pages, sign-in without the form, and the axe rules."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.sessions.backends.cached_db import SessionStore
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

WIDTHS = {1280: 900, 820: 1180, 390: 844}  # Pixels: a desk, a tablet, a telephone.
SCHEMES = ("light", "dark")
PASSWORD = "larkton-elm-row-robin-51"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
CONTRAST = "color-contrast"


def chromium_program() -> str:
    """The browser's path: CHROMIUM, or the one on the path."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert found, "Chromium is missing; ./test installs it, or says how."
    return found


@dataclass
class Watch:
    """What a browser complained of, and whom it asked, while pages were open."""

    site: str
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)

    def on_error(self, error: object) -> None:
        self.complaints.append(str(error))

    def on_request(self, request: Request) -> None:
        if not request.url.startswith((self.site, "blob:", "about:")):
            self.strangers.append(request.url)


@contextmanager
def open_context(
    browser: Browser,
    site: str,
    *,
    width: int = 1280,
    scheme: str = "light",
    script: bool = True,
    touch: bool = False,
) -> Iterator[tuple[BrowserContext, Watch]]:
    """A browser of one person: own cookies, a width in pixels, light or dark, with script or not.

    At the end it fails on script errors, refusals of the content security policy, and requests
    to anybody but the site.
    """
    context = browser.new_context(
        base_url=site,
        viewport={"width": width, "height": WIDTHS.get(width, 900)},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=script,
        has_touch=touch,
        locale="en-GB",
        timezone_id="Europe/London",
    )
    watch = Watch(site)
    context.on("request", watch.on_request)
    context.on("console", watch.on_console)
    context.on("weberror", lambda error: watch.on_error(error.error))
    try:
        yield context, watch
        assert not watch.complaints, f"the browser complained: {watch.complaints}"
        assert not watch.strangers, f"the page asked a third party: {watch.strangers}"
    finally:
        context.close()


def sign_in(context: BrowserContext, user: AbstractBaseUser, site: str) -> None:
    """Give the browser a session of this person, as if they had signed in by the form."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session.session_key or "", "url": site}]
    )


def choose_password(page: Page, email: str) -> None:
    """Follow an invitation that is open, and sign in."""
    for box in page.locator("input[type=password]").all():
        box.fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    type_in(page, email)


def type_in(page: Page, email: str) -> None:
    """Sign in by the form that is open, with the password that `choose_password` chose."""
    page.get_by_label("School email").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def axe_faults(page: Page, *, only: str = "", leave_out: str = "") -> list[str]:
    """What the accessibility rules find wrong on the page: a line each, none when all is well.

    only: the one rule to ask; else all of AXE_TAGS are asked, except the one to leave out.
    """
    if page.evaluate("typeof window.axe") == "undefined":
        page.evaluate(AXE_SCRIPT)
    asked = {"type": "rule", "values": [only]} if only else {"type": "tag", "values": AXE_TAGS}
    options: dict[str, Any] = {"runOnly": asked, "resultTypes": ["violations"]}
    if leave_out:
        options["rules"] = {leave_out: {"enabled": False}}
    found = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
