"""Put numbers into words that fit them, and read what people typed."""

import unicodedata
from collections.abc import Sequence


def counted(number: int, many: str, one: str = "") -> str:
    """As in "1 pupil" or "1,200 pupils"; one: where it is not `many` without its s."""
    return f"{number:,} {(one or many.removesuffix('s')) if number == 1 else many}"


def were(number: int) -> str:
    """The verb after a number of things: was or were."""
    return "was" if number == 1 else "were"


def visible(text: str) -> str:
    """The text without what stands around it; empty where nobody could see any of it."""
    shown = text.strip()
    seen = (not unicodedata.category(letter).startswith(("C", "Z")) for letter in shown)
    return shown if any(seen) else ""


def together(names: Sequence[str]) -> str:
    """As in "Kofi", "Kofi and Ama" or "Kofi, Ama and Theo"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
