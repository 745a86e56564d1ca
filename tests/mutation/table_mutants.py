"""Make one small mistake at a time where mutmut makes none: table, editions and properties."""

import ast
import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

FLAGS = ("possible", "present", "authorised", "unauthorised", "on_site")
WORDS = ("code", "group", "family", "category", "replaced_by")
OPPOSITE = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.BitOr: ast.BitAnd,
    ast.Mod: ast.Mult,
}


class Mutant(NamedTuple):
    """One mistake: the whole text of one file, and where and what it is."""

    label: str
    path: Path
    text: str


def of_table(path: Path) -> Iterator[Mutant]:
    """Flip every flag, move every date by a day and break every word that a rule reads."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for number, row in enumerate(rows):
        for column, wrong in _wrong_cells(row):
            changed = [*rows[:number], {**row, column: wrong}, *rows[number + 1 :]]
            label = f"{path.name}: {row['code']} {column}: {row[column]!r} -> {wrong!r}"
            yield Mutant(label, path, _csv(changed))


def _wrong_cells(row: dict[str, str]) -> Iterator[tuple[str, str]]:
    for column in FLAGS:
        yield column, "0" if row[column] == "1" else "1"
    for column in ("valid_from", "valid_to"):
        if row[column]:
            for days in (-1, 1):
                moved = date.fromisoformat(row[column]) + timedelta(days)
                yield column, moved.isoformat()
            yield column, ""
        else:
            yield column, "2025-01-01"
    for column in WORDS:
        yield column, row[column] + "X"


def _csv(rows: list[dict[str, str]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0].keys(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def of_module(path: Path) -> Iterator[Mutant]:
    """Change one constant or operator at a time outside plain functions."""
    places = len(list(_places(ast.parse(path.read_text(encoding="utf-8")))))
    for place in range(places):
        for choice in (0, 1):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            node = list(_places(tree))[place]
            before = ast.unparse(node)
            if _break(node, choice):
                label = f"{path.name}:{node.lineno}: {before} -> {ast.unparse(node)}"
                yield Mutant(label, path, ast.unparse(tree))


def _places(tree: ast.AST) -> Iterator[ast.expr]:
    """Every constant and operator, but for plain functions, docstrings and type hints."""
    for child in ast.iter_child_nodes(tree):
        plain_function = isinstance(child, ast.FunctionDef) and not child.decorator_list
        docstring = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
        if plain_function or docstring or child in _hints(tree):
            continue
        if isinstance(child, ast.Constant | ast.Compare | ast.BinOp | ast.BoolOp | ast.IfExp):
            yield child
        yield from _places(child)


def _hints(node: ast.AST) -> list[ast.AST | None]:
    if isinstance(node, ast.AnnAssign):
        return [node.annotation]
    if isinstance(node, ast.FunctionDef):
        return [node.returns, *node.decorator_list]
    is_literal = isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Literal"
    return [node.slice] if is_literal else []


def _break(node: ast.expr, choice: int) -> bool:
    """Make the mistake in place; False when there is no such second mistake to make."""
    match node:
        case ast.Constant(value=bool() as value) if choice == 0:
            node.value = not value
        case ast.Constant(value=int() as value) if not isinstance(value, bool):
            node.value = value + (1 if choice == 0 else -1)
        case ast.Constant(value=str() as value) if choice == 0:
            node.value = value + "X"
        case ast.Compare(ops=[operator]) if choice == 0 and type(operator) in OPPOSITE:
            node.ops = [OPPOSITE[type(operator)]()]
        case ast.BinOp(op=operator) if choice == 0 and type(operator) in OPPOSITE:
            node.op = OPPOSITE[type(operator)]()
        case ast.BoolOp(op=operator) if choice == 0:
            node.op = ast.Or() if isinstance(operator, ast.And) else ast.And()
        case ast.IfExp() if choice == 0:
            node.body, node.orelse = node.orelse, node.body
        case _:
            return False
    return True
