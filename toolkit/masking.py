"""Take other people's names, numbers and addresses out of text that somebody typed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from toolkit.names import plain

REMOVED = "[removed]"
WORD = re.compile(r"[^\W\d_][\w'’-]*")
TITLED = re.compile(r"\b(?:Mr|Mrs|Miss|Ms|Mx|Dr|Rev|Sir|Lady)\b\.?\s+([^\W\d_])[\w'’-]*")
EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)
PUPIL_NUMBER = re.compile(r"\b[A-Z]\d{11}[A-Z\d]\b", re.IGNORECASE)
DIGITS = re.compile(r"(?<!\w)\+?\d(?:[\s().-]*\d){5,}")
A_WHOLE_NUMBER = 9  # Digits: fewer may be a date, unless they end a number that we know.
ALWAYS_A_NAME = 5  # Letters: a shorter word is a name only when it begins with a capital.


@dataclass(frozen=True)
class Others:
    """What is known of everybody whom the text may not name; any spelling, with duplicates."""

    names: Iterable[str]
    numbers: Iterable[str] = ()
    addresses: Iterable[str] = ()


@dataclass(frozen=True)
class Own:
    """What is the person's own and stays: names, lines of the address, postcode and number."""

    names: Iterable[str]
    addresses: Iterable[str] = ()
    postcode: str = ""
    upn: str = ""


@dataclass
class Masker:
    """Knows whom a text may name. Masks too much rather than too little."""

    others: Others
    own: Own
    _names: frozenset[str] = field(init=False)
    _numbers: tuple[str, ...] = field(init=False)
    _addresses: "re.Pattern[str] | None" = field(init=False)

    def __post_init__(self) -> None:
        self._names = _words(self.others.names) - _words(self.own.names)
        self._numbers = tuple(
            {digits for number in self.others.numbers if len(digits := _digits(number)) >= 6}
        )
        own = {_squeezed(line) for line in self.own.addresses}
        lines = {_squeezed(line) for line in self.others.addresses} - own - {""}
        found = sorted((line for line in lines if len(line) >= 4), key=len, reverse=True)
        joined = "|".join(r"\s+".join(map(re.escape, line.split())) for line in found)
        self._addresses = (
            re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE) if found else None
        )

    def masked(self, text: str) -> str:
        """The text with "[removed]" in place of what is not the person's own."""
        if not text:
            return text
        text = EMAIL.sub(REMOVED, text)
        text = PUPIL_NUMBER.sub(lambda m: self._unless_own(m[0], self.own.upn), text)
        text = POSTCODE.sub(lambda m: self._unless_own(m[0], self.own.postcode), text)
        if self._addresses is not None:
            text = self._addresses.sub(REMOVED, text)
        text = DIGITS.sub(lambda m: REMOVED if self._is_a_number(m[0]) else m[0], text)
        text = TITLED.sub(lambda m: REMOVED if m[1].isupper() else m[0], text)
        return WORD.sub(lambda m: self._word(m[0]), text)

    def _word(self, word: str) -> str:
        bare = re.sub(r"['’]s$", "", word)
        parts = {plain(part) for part in (bare, *re.split(r"[-'’]", bare)) if part}
        is_name = bool(parts & self._names)
        sure = word[0].isupper() or len(bare) >= ALWAYS_A_NAME
        return REMOVED if is_name and sure else word

    def _is_a_number(self, text: str) -> bool:
        digits = _digits(text)
        return len(digits) >= A_WHOLE_NUMBER or any(digits in known for known in self._numbers)

    @staticmethod
    def _unless_own(found: str, own: str) -> str:
        return found if own and _squeezed(found, "") == _squeezed(own, "") else REMOVED


def _words(names: Iterable[str]) -> frozenset[str]:
    """Each name and its parts, plain, without single letters."""
    words: set[str] = set()
    for name in names:
        for word in name.split():
            words |= {plain(part) for part in (word, *re.split(r"[-'’]", word))}
    return frozenset(word for word in words if len(word) > 1)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _squeezed(text: str, space: str = " ") -> str:
    return space.join(text.casefold().split())
