"""The files of the project, for the tests that hold them to the house rules."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
NOT_OURS = {".venv", ".git", ".local", "mutants", "staticfiles", "test-results", ".hypothesis"}
PACKAGES = (
    "attendance_site", "letters", "penalties", "casework", "contact", "leave", "registers",
    "schools", "audit", "toolkit", "rules",
)  # fmt: skip


@cache
def modules() -> list[Path]:
    """Every Python module but migrations."""
    found = [path for path in sorted(ROOT.rglob("*.py")) if not NOT_OURS & set(parts(path))]
    return [path for path in found if "migrations" not in parts(path)]


@cache
def product_modules() -> list[Path]:
    """Every module of the product itself: neither tests nor benchmarks."""
    return [path for path in modules() if parts(path)[0] in (*PACKAGES, "manage.py")]


@cache
def templates() -> list[Path]:
    """Every template."""
    return sorted((ROOT / "templates").rglob("*.html"))


@cache
def tracked() -> list[Path]:
    """The text files that git keeps; every file where the checkout has no git."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    names = [name for name in listed.stdout.split("\0") if name]
    found = [ROOT / name for name in names] or [
        path for path in ROOT.rglob("*") if not NOT_OURS & set(parts(path))
    ]
    return sorted(path for path in found if path.is_file() and is_text(path))


def is_text(path: Path) -> bool:
    return b"\0" not in path.read_bytes()[:4096]


def parts(path: Path) -> tuple[str, ...]:
    """The path's names below the top of the checkout."""
    return path.relative_to(ROOT).parts


def name(path: Path) -> str:
    """The path as a test calls it."""
    return "/".join(parts(path))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())
