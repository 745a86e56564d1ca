"""Look at an open page as anybody may see it: at three widths, light and dark, by the axe rules."""

from collections.abc import Iterable
from itertools import product

from playwright.sync_api import Page

from tests.browser.support import CONTRAST, SCHEMES, WIDTHS, axe_faults

WIDE, NARROW = max(WIDTHS), min(WIDTHS)
LIGHT, DARK = SCHEMES
EVERY_LOOK = tuple(product(WIDTHS, SCHEMES))
SIDEWAYS = "document.documentElement.scrollWidth - innerWidth"


def faults_of(page: Page, *, every_look: bool = False, height: int | None = None) -> list[str]:
    """What is wrong with the open page: a line each, none when all is well.

    At every width nothing may reach out of the screen. Every axe rule is asked where the page is
    wide and light; contrast, which a scheme changes and a width does not, once more in the dark,
    and all the others, which a width changes and a scheme does not, where it is narrow.
    every_look: ask every rule at every width in both schemes instead.
    height: of the window in pixels, where the usual one would hide half of something.
    The page is left wide and light.
    """
    found = []
    for width, scheme in EVERY_LOOK:
        show(page, width, scheme, height)
        look = f"{width} {scheme}"
        if (wider := page.evaluate(SIDEWAYS)) > 0:
            found.append(f"{look}: {wider} pixels too wide")
        if every_look or (width, scheme) == (WIDE, LIGHT):
            found += [f"{look}: {fault}" for fault in axe_faults(page)]
        elif (width, scheme) == (WIDE, DARK):
            found += [f"{look}: {fault}" for fault in axe_faults(page, only=CONTRAST)]
        elif (width, scheme) == (NARROW, LIGHT):
            found += [f"{look}: {fault}" for fault in axe_faults(page, leave_out=CONTRAST)]
    show(page, WIDE, LIGHT, height)
    return found


def faults_by_address(page: Page, addresses: Iterable[str]) -> dict[str, list[str]]:
    """What is wrong with the pages at these addresses, without those where all is well."""
    found = {}
    for address in addresses:
        page.goto(address)
        found[address] = faults_of(page)
    return {address: faults for address, faults in found.items() if faults}


def show(page: Page, width: int, scheme: str, height: int | None) -> None:
    page.set_viewport_size({"width": width, "height": height or WIDTHS[width]})
    dark = scheme == DARK
    page.emulate_media(color_scheme="dark" if dark else "light", reduced_motion="reduce")
