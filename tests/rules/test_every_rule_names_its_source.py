"""A reader can check each rule against the law, the guidance or our own choice."""

import importlib
import inspect
import pkgutil
from pathlib import Path

import pytest

import rules

MODULES = [importlib.import_module(f"rules.{m.name}") for m in pkgutil.iter_modules(rules.__path__)]


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
