"""Every variable that the product reads stands in .env.example, and no other."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
READERS = {"text", "flag", "whole", "words", "one_of", "get"}
OURS_ALONE = {"PYTEST_VERSION", "DJANGO_SETTINGS_MODULE"}
NAME = re.compile(r"[A-Z][A-Z_]+")


def read_by(path: Path) -> Iterator[str]:
    """Names of variables that a module reads: env.text("NAME"), environ["NAME"] and the like."""
    tree = ast.parse(path.read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            asks = node.func.attr in READERS and ast.unparse(node.func.value) in {
                "os.environ",
                "environ",
                "env",
                "environment",
            }
            names = [node.args[0]] if asks else []
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in {"text", "one_of"}:
            names = node.args[:1]
        elif isinstance(node, ast.Subscript) and "environ" in ast.unparse(node.value):
            names = [node.slice]
        else:
            names = []
        for name in names:
            if isinstance(name, ast.Constant) and NAME.fullmatch(str(name.value)):
                yield str(name.value)


def test_env_example_names_every_variable_and_no_other():
    code = {
        name
        for path in [*ROOT.glob("attendance_site/**/*.py"), ROOT / "manage.py"]
        for name in read_by(path)
    }
    code |= production_needs()
    compose = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))
    browser = {"CHROMIUM"}
    documented = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert documented == (code | compose | browser) - OURS_ALONE


def production_needs() -> set[str]:
    """The names that production.py looks up in a loop."""
    source = (ROOT / "attendance_site" / "production.py").read_text()
    loops = [
        node.iter for node in ast.walk(ast.parse(source)) if isinstance(node, ast.comprehension)
    ]
    return {name for loop in loops for name in NAME.findall(ast.unparse(loop))}
