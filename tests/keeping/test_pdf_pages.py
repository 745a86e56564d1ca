"""A page for print is tagged, carries its own fonts, and is the same file whenever it is made."""

import subprocess
import sys
import time

import pytest

from tests.architecture.files import ROOT
from tests.keeping import papers
from toolkit import pdf_pages
from toolkit.csv_files import sha256
from toolkit.pdf_pages import NotAPage, as_pdf

PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Registers</title></head>
<body><p class="printed">Printed 1 November 2026</p><h1>{}</h1></body></html>"""


def test_a_page_is_tagged_with_title_and_language():
    root = papers.reader(as_pdf(PAGE.format("Merlin"))).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert papers.reader(as_pdf(PAGE.format("Merlin"))).metadata.title == "Registers"


def test_the_same_page_gives_the_same_bytes_in_another_process():
    page = PAGE.format("Łucja Nguyễn")
    code = (
        "import os, sys, django; django.setup(); from toolkit.pdf_pages import as_pdf; "
        "from toolkit.csv_files import sha256; print(sha256(as_pdf(sys.argv[1])))"
    )
    there = subprocess.run(
        [sys.executable, "-c", code, page],
        cwd=ROOT,
        env={"ENVIRONMENT": "test", "DJANGO_SETTINGS_MODULE": "attendance_site.settings"},
        capture_output=True,
        text=True,
        check=True,
    )
    time.sleep(1.1)  # Fonts would note the second in which they are embedded.
    assert there.stdout.strip() == sha256(as_pdf(page)) == sha256(as_pdf(page))


@pytest.mark.parametrize(
    ("name", "needed"),
    [
        ("Merlin", set()),
        ("Paweł Żuk", {"Atkinson-Hyperlegible-Next-Ext-Bold"}),
        ("Nguyễn Hường", {"Noto-Sans-Vietnamese-Bold"}),
        ("Ōkubo", {"Noto-Sans-Latin-Ext-Bold"}),
        ("Привет", {"Noto-Sans-Cyrillic-Bold"}),
        ("Ελένη", {"Noto-Sans-Greek-Bold"}),
    ],
)
def test_a_name_is_printed_in_our_fonts_and_no_other(name, needed):
    pdf = as_pdf(PAGE.format(name))
    ours = {"Atkinson-Hyperlegible-Next", "Atkinson-Hyperlegible-Next-Bold"}
    assert needed <= papers.fonts(pdf) <= ours | needed
    assert name in papers.text(pdf)


def test_each_font_file_is_a_family_of_its_own():
    """Two files of one family would be taken for one font, and the wrong letters drawn."""
    families = pdf_pages._faces().split("--paper-font: ")[1].split(";")[0].split(", ")
    files = {path.name for path in pdf_pages.FONTS.glob("*.woff2")}
    assert len(set(families)) == len(families) == len(files)


def test_every_page_has_its_foot():
    text = papers.text(as_pdf(PAGE.format("Merlin")))
    assert "Printed 1 November 2026" in text
    assert "Page 1 of 1" in text


@pytest.mark.parametrize("page", ["<html><title>a</title></html>", '<html lang="en"></html>'])
def test_a_page_without_title_or_language_is_refused(page):
    with pytest.raises(NotAPage, match="a title and a language"):
        as_pdf(page)


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/a.png", (ROOT / "manage.py").as_uri(), "data:image/png,a"]
)
def test_a_page_may_load_nothing_but_our_fonts(address):
    with pytest.raises(ValueError, match="may not load"):
        pdf_pages._fetcher().fetch(address)
    assert papers.text(as_pdf(PAGE.format(f'<img alt="picture" src="{address}">')))
