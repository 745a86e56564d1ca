"""Read what other systems write in a cell: two names in one, dates with a time, year groups."""

import re
from datetime import date

from rules.sessions import YEAR_GROUPS
from schools.loading.cells import day_in

MIDNIGHT = re.compile(r"[ T]00:00(?::00(?:\.0+)?)?$")
YEAR = re.compile(r"(?:(?:nc )?(?:year|yr|y) ?)?(n1|n2|r|\d{1,2})")
RECEPTION = frozenset({"rec", "reception", "reception year", "year r", "yr r", "yr"})
NURSERY = re.compile(r"nursery ?([12])")
WORDS = {
    "sex": {"male": "M", "boy": "M", "m": "M", "female": "F", "girl": "F", "f": "F"},
    "flag": {"yes": "Y", "true": "Y", "y": "Y", "no": "N", "false": "N", "n": "N"},
}


def day_written(text: str) -> date | None:
    """The day, also where a time of midnight follows it; None when there is no such day."""
    return day_in(MIDNIGHT.sub("", text.strip()))


def without_midnight(text: str) -> str:
    """The text of a day without the midnight that some systems add."""
    return MIDNIGHT.sub("", text.strip())


def name_in_two(text: str) -> tuple[str, str] | None:
    """Surname and forename of "Surname, Forename"; None unless there is exactly one comma."""
    parts = [" ".join(part.split()) for part in text.split(",")]
    return (parts[0], parts[1]) if len(parts) == 2 and all(parts) else None


def year_group_in(text: str) -> str:
    """The year group as our files write it; the text itself when it cannot be told."""
    said = " ".join(text.lower().replace(".", " ").split())
    if said in RECEPTION:
        return "R"
    found = NURSERY.fullmatch(said)
    if found:
        return f"N{found[1]}"
    found = YEAR.fullmatch(said)
    if not found:
        return text
    group = found[1].upper().lstrip("0")
    return group if group in YEAR_GROUPS else text


def word_in(words: str, text: str) -> str:
    """What the word of "sex" or "flag" means in our files; the text itself when it is none."""
    return WORDS[words].get(text.strip().lower(), text)


def on_one_line(text: str) -> str:
    """The text without line breaks, so that a row stays a line."""
    return " ".join(text.split()) if "\n" in text or "\r" in text else text
