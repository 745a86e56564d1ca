"""Only toolkit/clock.py reads the clock, so that the demo and the tests can set it."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.files import PACKAGES, ROOT, name, product_modules, tree

CLOCK = ROOT / "toolkit" / "clock.py"
READS = re.compile(
    r"(^|\.)(datetime\.(now|utcnow|today|fromtimestamp)|date\.today|timezone\.(now|localdate|localtime)"
    r"|time\.(time|time_ns|localtime|gmtime|ctime|strftime))$"
)
SETS_ITSELF = {"auto_now", "auto_now_add"}
SQL_CLOCK = re.compile(
    r"\b(now\(\)|current_(date|timestamp|time)|clock_timestamp|localtimestamp)\b", re.I
)
HAS_CLOCK_OF_ITS_OWN = {"Now", "TransactionNow"}


def reads_of_the_clock(path: Path) -> set[str]:
    """What in the module asks the computer what time it is."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute) and READS.search(ast.unparse(node)):
            found.add(ast.unparse(node))
        elif isinstance(node, ast.keyword) and node.arg in SETS_ITSELF:
            found.add(str(node.arg))
        elif isinstance(node, ast.alias) and node.name in HAS_CLOCK_OF_ITS_OWN:
            found.add(node.name)
    return found


@pytest.mark.parametrize("path", [path for path in product_modules() if path != CLOCK], ids=name)
def test_a_module_is_given_the_time(path):
    assert reads_of_the_clock(path) == set()


def test_the_clock_itself_would_be_found():
    assert reads_of_the_clock(CLOCK) == {"datetime.now"}


MIGRATIONS = [
    path for package in PACKAGES for path in sorted((ROOT / package).rglob("migrations/*.py"))
]


@pytest.mark.parametrize("path", [*MIGRATIONS, *product_modules()], ids=name)
def test_the_database_is_given_the_time_too(path):
    texts = [
        node.value
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    sql = [text for text in texts if re.search(r"\b(SELECT|INSERT|UPDATE|CREATE|BEGIN)\b", text)]
    assert not [text for text in sql if SQL_CLOCK.search(text)]
