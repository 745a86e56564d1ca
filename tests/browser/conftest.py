"""The live site and the browser that looks at it."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django import DjangoDbBlocker

from tests.browser.support import FLAGS, chromium_program, open_context, sign_in
from tests.support.live_site import LiveSite

PICTURES = Path(__file__).resolve().parent.parent.parent / "test-results"
FAILED = pytest.StashKey[bool]()

# Playwright keeps an event loop in this thread; our database calls do not run inside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser, and says so."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture(scope="session")
def live(committed_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[LiveSite]:
    """The real web server on the committed test database, with a clock that can be set."""
    site = LiveSite(committed_database)
    try:
        site.start()
        yield site
    finally:
        site.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run; each person in it has their own context."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_program(), args=list(FLAGS))
        yield chromium
        chromium.close()


class OpenPage(Protocol):
    """Opens a page; see `open_context` for the keyword arguments, and `user` to be signed in."""

    def __call__(self, path: str, *, user: object = None, **context: object) -> Page: ...


@pytest.fixture
def open_page(
    request: pytest.FixtureRequest, live: LiveSite, browser: Browser, committed: None
) -> Iterator[OpenPage]:
    """Open an address of the live site in a browser of its own.

    `open_page("/registers/", user=teacher, width=390, scheme="dark", script=False)`. A picture
    of every page that is open when a test fails is kept in test-results/.
    """
    with ExitStack() as contexts:
        pages: list[Page] = []

        def open_one(path: str, *, user: object = None, **options: object) -> Page:
            context, _watch = contexts.enter_context(open_context(browser, live.url, **options))
            if user is not None:
                sign_in(context, user, live.url)
            page = context.new_page()
            pages.append(page)
            page.goto(path)
            return page

        yield open_one
        if request.node.stash.get(FAILED, False):
            PICTURES.mkdir(exist_ok=True)
            for number, page in enumerate(pages):
                name = f"{request.node.path.stem}-{request.node.name}-{number}.png"
                page.screenshot(path=PICTURES / name.replace("/", "_"), full_page=True)


@pytest.fixture
def demo_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a test set the time that the live site shows."""
    monkeypatch.setattr(settings, "DEMO_CLOCK", True)
