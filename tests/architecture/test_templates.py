"""Templates obey the content security policy and ask nobody else for anything."""

import re

import pytest

from tests.architecture.files import ROOT, name, templates

INLINE = {
    "an inline script": re.compile(
        r"<script\b(?![^>]*\bsrc=)(?![^>]*type=.application/json)", re.I
    ),
    "a style element": re.compile(r"<style\b", re.I),
    "a style attribute": re.compile(r"""\sstyle\s*=\s*["']""", re.I),
    "a handler": re.compile(r"""\son[a-z]+\s*=\s*["']""", re.I),
    "an htmx handler": re.compile(r"\b(data-)?hx-on\b", re.I),
    "values that htmx would evaluate": re.compile(r"""hx-(vals|headers)\s*=\s*["']\s*js:""", re.I),
    "a trigger filter that htmx would evaluate": re.compile(r"""hx-trigger\s*=\s*["'][^"']*\["""),
    "an address that is script": re.compile(r"javascript:", re.I),
    "a picture in the page": re.compile(r"""(src|href)\s*=\s*["']data:""", re.I),
}
ELSEWHERE = re.compile(r"""(?:src|href|action|hx-(?:get|post))\s*=\s*["'](?:https?:)?//""", re.I)
LINKS = re.compile(r"""<a\b[^>]*?\shref\s*=\s*["']https?://""", re.I)
STYLES = sorted((ROOT / "static").rglob("*.css"))
SCRIPTS = sorted((ROOT / "static").rglob("*.js"))


@pytest.mark.parametrize("path", templates(), ids=name)
@pytest.mark.parametrize("what", INLINE)
def test_a_template_holds_nothing_that_the_policy_forbids(path, what):
    found = INLINE[what].search(path.read_text())
    assert found is None, f"{what}: {found[0] if found else ''}"


@pytest.mark.parametrize("path", templates(), ids=name)
def test_a_page_asks_no_third_party(path):
    loads = ELSEWHERE.findall(LINKS.sub("<a ", path.read_text()))
    assert loads == []


@pytest.mark.parametrize("path", [*STYLES, *SCRIPTS], ids=name)
def test_a_style_sheet_or_script_asks_no_third_party(path):
    text = path.read_text()
    assert not re.search(r"@import|url\(\s*[\"']?(https?:)?//", text)
    if path.suffix == ".js":
        assert not re.search(r"[\"'`](https?:)?//[a-z0-9-]+\.", text, re.I)
        assert not re.search(r"\beval\s*\(|new Function\s*\(", text)


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("an inline script", "<script>go()</script>"),
        ("a style attribute", '<p style="top:0">'),
        ("a handler", '<a onclick="go()">'),
        ("an htmx handler", '<a hx-on:click="go()">'),
        ("a trigger filter that htmx would evaluate", 'hx-trigger="click[ctrlKey]"'),
    ],
)
def test_a_breach_would_be_found(what, line):
    assert INLINE[what].search(line)
