"""Find the register code for what a parent or a teacher says, and why it is that one."""

import csv
import re
import unicodedata
from collections import Counter
from math import log
from pathlib import Path
from typing import NamedTuple

from rules.codes import CODES, counts_as

TABLE = Path(__file__).parent / "data" / "code_cases.csv"
MOST = 5
SHORTEST = 3  # Letters of a word that is looked for by its beginning.
FILLERS = frozenset((TABLE.parent / "filler_words.txt").read_text("ascii").split())


class Case(NamedTuple):
    """One situation. words: how people say it; codes: the first is the usual one."""

    situation: str
    words: tuple[str, ...]
    codes: tuple[str, ...]
    why: str
    source: str


def read_cases(path: Path) -> tuple[Case, ...]:
    """Read the table of situations, in its order. Source: each row names its own."""
    rows = csv.DictReader(path.read_bytes().decode().splitlines())
    return tuple(
        Case(
            situation=row["situation"],
            words=tuple(row["words"].split("; ")),
            codes=tuple(row["codes"].split()),
            why=row["why"],
            source=row["source"],
        )
        for row in rows
    )


def find(said: str) -> list[Case]:
    """The situations that fit the words best, the best first; at most five, and none for none.

    A code typed by itself, such as "M" or "c2", gives the situations that end in it. What fits:
    words by their beginning, rarer words more, whole phrases most. Source: product rule.
    """
    typed = said.strip()
    if typed.upper() in CODES:
        return [case for case in CASES if typed.upper() in case.codes]
    asked = _tokens(typed)
    phrase = f" {' '.join(asked)} "
    scored = [(_score(index, asked, phrase), -index) for index in range(len(CASES))]
    best = max(scored, default=(0.0, 0))[0]
    found = sorted((one for one in scored if one[0] > best / 6), reverse=True)
    return [CASES[-place] for _, place in found[:MOST]]


def effect(code: str) -> str:
    """What one session of the code does to the percentage, in a sentence. Raises UnknownCode.

    Source: the statistical classes of Working together to improve school attendance.
    """
    row = counts_as(code)
    if row.present:
        return "Counts as attended."
    if row.authorised:
        return "Counts as an authorised absence: attendance falls."
    if row.unauthorised:
        return "Counts as an unauthorised absence: attendance falls."
    return "Not counted: neither attended nor missed."


def _tokens(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    words = re.findall(r"[a-z]+", "".join(one for one in plain if not unicodedata.combining(one)))
    return [word for word in words if word not in FILLERS and len(word) > 1]


def _score(index: int, asked: list[str], phrase: str) -> float:
    known, phrases = INDEX[index]
    score = sum(
        max((RARITY[word] for word in known if _fits(one, word)), default=0.0) for one in asked
    )
    return score + sum(len(one.split()) for one in phrases if f" {one} " in phrase)


def _fits(asked: str, known: str) -> bool:
    if asked == known:
        return True
    shorter, longer = sorted((asked, known), key=len)
    return (
        len(shorter) >= SHORTEST and longer.startswith(shorter) and len(longer) < 2 * len(shorter)
    )


def _index(case: Case) -> tuple[frozenset[str], tuple[str, ...]]:
    phrases = [_tokens(text) for text in (*case.words, case.situation)]
    several = tuple(" ".join(words) for words in phrases if len(words) > 1)
    return frozenset(word for words in phrases for word in words), several


CASES = read_cases(TABLE)
INDEX = [_index(case) for case in CASES]
_COUNTED = Counter(word for known, _ in INDEX for word in known)
RARITY = {word: 1 + log(len(CASES) / count) for word, count in _COUNTED.items()}
