"""The papers beside the code lead only to what exists, and their lists are complete."""

import re

import pytest

from tests.architecture.files import ROOT, name

PAPERS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LISTED = sorted([*(ROOT / "docs" / "adr").glob("*.md"), *(ROOT / "docs" / "policy").glob("*.md")])


@pytest.mark.parametrize("paper", PAPERS, ids=name)
def test_a_paper_links_only_to_what_exists(paper):
    for link in re.findall(r"\]\(([^)#]+)", paper.read_text(encoding="utf-8")):
        if not link.startswith("https://"):
            assert (paper.parent / link).exists(), link


@pytest.mark.parametrize("page", LISTED, ids=name)
def test_a_page_stands_in_the_list_of_its_folder(page):
    readme = page.parent / "README.md"
    assert page == readme or f"({page.name})" in readme.read_text(encoding="utf-8")


def test_every_command_that_the_papers_offer_is_there():
    offered = set()
    for paper in PAPERS:
        text = paper.read_text(encoding="utf-8").partition("## Not offered yet")[0]
        offered |= set(re.findall(r"manage\.py ([a-z_]+)", text))
    there = {path.stem for path in ROOT.glob("*/management/commands/*.py")}
    assert offered <= there
