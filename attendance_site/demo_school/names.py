"""Give invented people names of many backgrounds, none twice in a class."""

import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

DATA = Path(__file__).parent / "data"
ENGLISH = "english"
LETTERS = str.maketrans({"ł": "l", "Ł": "L", "ı": "i", "đ": "d", "Đ": "D", "ø": "o"})


class Background(NamedTuple):
    """Names that go together, with what the school's records say about such a family."""

    key: str
    share: float
    ethnicity: str
    language: str
    observes: str  # "Eid" or empty
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    surnames: tuple[str, ...]

    def forenames(self, sex: str) -> tuple[str, ...]:
        """The given names for a sex, F or M."""
        return self.girls if sex == "F" else self.boys


@cache
def backgrounds() -> dict[str, Background]:
    """All backgrounds by key."""
    with (DATA / "names.toml").open("rb") as file:
        tables = tomllib.load(file)
    return {key: _background(key, table) for key, table in tables.items()}


def _background(key: str, table: dict[str, str]) -> Background:
    if "starts" in table:
        starts, ends = table["starts"].split(), table["ends"].split()
        surnames = [start + end for start in starts for end in ends if start[-1] != end[0]]
    else:
        surnames = table["surnames"].split()
    return Background(
        key=key,
        share=float(table["share"]),
        ethnicity=table["ethnicity"],
        language=table["language"],
        observes=table.get("observes", ""),
        girls=tuple(table["girls"].split()),
        boys=tuple(table["boys"].split()),
        surnames=tuple(surnames),
    )


@cache
def grown_up_names() -> dict[str, tuple[str, ...]]:
    """English given names of grown-ups: F and M."""
    with (DATA / "grown_ups.toml").open("rb") as file:
        table = tomllib.load(file)
    return {"F": tuple(table["women"].split()), "M": tuple(table["men"].split())}


def grown_up_forename(background: str, sex: str, rng: Random) -> str:
    """A given name for a parent or a member of staff of this background."""
    if background in (ENGLISH, "caribbean"):
        return rng.choice(grown_up_names()[sex])
    return rng.choice(backgrounds()[background].forenames(sex))


def draw_background(rng: Random) -> str:
    """A background by its share among families."""
    table = backgrounds()
    return rng.choices(list(table), [background.share for background in table.values()])[0]


def draw_surname(background: str, rng: Random, taken: set[str]) -> str:
    """A surname that is not taken; one family in five has a double one."""
    table = backgrounds()
    for attempt in range(200):
        surname = rng.choice(table[background].surnames)
        double = 0.12 if background == ENGLISH else 0.4
        if "-" not in surname and (attempt > 20 or rng.random() < double):
            surname = f"{surname}-{rng.choice(table[ENGLISH].surnames)}"
        if surname not in taken:
            return surname
    raise AssertionError("There are more surnames than a school has families.")


def draw_forename(background: str, sex: str, rng: Random, taken: set[str]) -> str:
    """A given name that is not taken, of the family's background as long as there is one."""
    table = backgrounds()
    pools = [table[background].forenames(sex), table[ENGLISH].forenames(sex)]
    if background != ENGLISH and rng.random() < 0.15:
        pools.reverse()
    for pool in pools:
        free = [name for name in pool if name not in taken]
        if free:
            return rng.choice(free)
    raise AssertionError("There are more given names than a class has pupils.")


def plain(text: str) -> str:
    """The name in the letters that an e-mail address may have."""
    decomposed = unicodedata.normalize("NFKD", text.translate(LETTERS))
    return "".join(letter for letter in decomposed.lower() if letter in LETTERS_OF_AN_ADDRESS)


LETTERS_OF_AN_ADDRESS = frozenset("abcdefghijklmnopqrstuvwxyz-")
