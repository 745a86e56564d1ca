"""Turn a page of HTML into a tagged PDF whose bytes depend on that page alone.

WeasyPrint's fonts and our style sheet are read once for each process. Fonts come from this
checkout and nothing is fetched from anywhere else, so a page cannot ask the network for anything.
"""

import atexit
import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

if TYPE_CHECKING:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

STATIC = Path(settings.BASE_DIR) / "static"
FONTS = STATIC / "fonts"
STYLES = STATIC / "css"
VARIANT = "pdf/ua-1"  # Tagged, with title and language, for screen readers.
FONT_FACE = re.compile(r'@font-face \{[^}]*url\("\.\./fonts/([a-z-]+)\.woff2"\)[^}]*\}')
FAMILY, WEIGHT_RANGE = re.compile(r'font-family: "[^"]*"'), re.compile(r" font-weight: \d+ \d+;")
ONE_AT_A_TIME = threading.Lock()  # The library says nothing of threads.


class NotAPage(ValueError):
    """The HTML lacks the title or the language that a tagged PDF must have."""


def as_pdf(html: str) -> bytes:
    """The PDF of a whole HTML page, styled by static/css/paper.css.

    The page names its title and language, and says when it was printed in its own text: the file
    carries no other time, so the same HTML gives the same bytes. Raises NotAPage.
    """
    if "<title>" not in html or not re.search(r"<html[^>]* lang=", html):
        raise NotAPage("A page for print needs a title and a language.")
    with ONE_AT_A_TIME, _fonts_without_a_time():
        from weasyprint import HTML  # Here, because its libraries take long to load.

        styles, fonts = _styles()
        page = HTML(string=html, base_url=STYLES.as_uri() + "/", url_fetcher=_fetcher())
        written: bytes = page.write_pdf(
            stylesheets=[styles], font_config=fonts, pdf_variant=VARIANT, cache=_pictures()
        )
    return written


@contextmanager
def _fonts_without_a_time() -> Iterator[None]:
    """Let the embedded fonts not say when they were written, which they do by the second."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = "0"
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


@cache
def _styles() -> "tuple[CSS, FontConfiguration]":
    """Our style sheet for paper, with the fonts of the screen's tokens."""
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    atexit.register(_styles.cache_clear)  # Its clearing up needs an interpreter that still runs.
    base = (STYLES / "paper.css").as_uri()
    sheet = _faces() + (STYLES / "paper.css").read_text(encoding="utf-8")
    return CSS(string=sheet, base_url=base, url_fetcher=_fetcher(), font_config=fonts), fonts


def _faces() -> str:
    """The screen's font faces, and all of them in their order as --paper-font.

    Each file is a family of its own, because files of one family are taken for one font, which
    draws the wrong letters. The weights are dropped: the files say themselves which they have.
    """
    tokens = (STYLES / "tokens.css").read_text(encoding="utf-8")
    faces, families = [], []
    for face in FONT_FACE.finditer(tokens):
        families.append(f'"{_family(face[1])}"')
        named = FAMILY.sub(f"font-family: {families[-1]}", face[0])
        faces.append(WEIGHT_RANGE.sub("", named))
    return "\n".join([*faces, f":root {{ --paper-font: {', '.join(families)}; }}", ""])


def _family(file: str) -> str:
    """The family that a PDF names, such as "Noto Sans Greek Ext" for more-greek-ext."""
    for start, name in (("text-latin", "Atkinson Hyperlegible Next"), ("more", "Noto Sans")):
        if file.startswith(start):
            return f"{name} {file.removeprefix(start).replace('-', ' ').title().strip()}".strip()
    raise NotAPage(f"{file}.woff2 belongs to no font that we know.")


@cache
def _pictures() -> dict[str, Any]:
    """Pictures that were read already."""
    return {}


@cache
def _fetcher() -> Any:
    """Reads files of static/fonts and refuses every other address."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OnlyOurFonts(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            allowed = {path.as_uri(): path for path in FONTS.glob("*.woff2")}
            if url not in allowed:
                raise ValueError(f"A page for print may not load {url}.")
            return URLFetcherResponse(url, allowed[url].read_bytes())

    return OnlyOurFonts()
