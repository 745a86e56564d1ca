"""A module says in a sentence what it is for, and is short enough to be read."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.files import modules, name, parts, product_modules, tree

LONGEST = 250  # Lines.
LEFT_OVER = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")


def only_names_others(path: Path) -> bool:
    """Whether a package's first file is empty or only offers names from its modules."""
    allowed = (ast.Import, ast.ImportFrom, ast.Assign)
    return path.name == "__init__.py" and all(isinstance(node, allowed) for node in tree(path).body)


@pytest.mark.parametrize("path", modules(), ids=name)
def test_a_module_opens_with_one_sentence_and_stays_short(path):
    assert len(path.read_text().splitlines()) <= LONGEST, "split the module by what its parts do"
    if only_names_others(path):
        return
    first_line = (ast.get_docstring(tree(path)) or "").partition("\n")[0]
    assert first_line.endswith("."), "say in one sentence what the module is for"


@pytest.mark.parametrize("path", modules(), ids=name)
def test_nothing_is_left_to_be_done(path):
    assert not LEFT_OVER.search(path.read_text())
    names = {ast.unparse(node) for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)}
    assert not names & {"pytest.mark.skip", "pytest.mark.xfail", "pytest.mark.skipif"}


@pytest.mark.parametrize("path", product_modules(), ids=name)
def test_only_commands_print(path):
    if "commands" in parts(path):
        return
    calls = [node.func for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    assert "print" not in {ast.unparse(call) for call in calls}


@pytest.mark.parametrize("path", product_modules(), ids=name)
def test_no_signal_does_work_that_nobody_sees(path):
    imported = {
        f"{node.module}.{alias.name}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert not {
        one for one in imported if one.startswith(("django.db.models.signals", "django.dispatch"))
    }
