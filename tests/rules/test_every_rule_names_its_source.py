"""A reader can check each rule against the law, the guidance or our own choice."""

import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import pytest

import rules

MODULES = [importlib.import_module(f"rules.{m.name}") for m in pkgutil.iter_modules(rules.__path__)]
POLICY = Path(__file__).parents[2] / "docs" / "policy"
PAGES = {page: page.read_text(encoding="utf-8") for page in sorted(POLICY.glob("*.md"))}


def public_functions():
    for module in MODULES:
        for name, thing in vars(module).items():
            if name.startswith("_") or getattr(thing, "__module__", "") != module.__name__:
                continue
            if inspect.isfunction(thing):
                yield f"{module.__name__}.{name}", thing
            for attribute, value in vars(thing).items() if inspect.isclass(thing) else ():
                if isinstance(value, property) and not attribute.startswith("_"):
                    yield f"{module.__name__}.{name}.{attribute}", value.fget


@pytest.mark.parametrize(
    "function", [pytest.param(function, id=name) for name, function in public_functions()]
)
def test_every_function_says_where_its_rule_comes_from(function):
    assert "Source:" in (inspect.getdoc(function) or "")


def test_no_rule_knows_django_a_database_or_the_clock():
    for module in MODULES:
        source = Path(module.__file__).read_text(encoding="utf-8")
        for word in ("django", "psycopg", ".today()", ".now(", "print("):
            assert word not in source, f"{module.__name__} has {word}"


@pytest.mark.parametrize("module", [Path(module.__file__).name for module in MODULES])
def test_every_rule_has_a_page_in_plain_english(module):
    assert any(f"(../../rules/{module})" in page for page in PAGES.values())


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_a_page_links_only_to_what_exists(page):
    for link in re.findall(r"\]\(([^)#]+)", PAGES[page]):
        assert (page.parent / link).exists(), link
