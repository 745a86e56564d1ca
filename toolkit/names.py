"""Sort and find names as people expect, whatever their letters."""

import unicodedata

UNDECOMPOSED = str.maketrans(
    {"ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "ð": "d", "þ": "th", "ı": "i"}
)


def plain(text: str) -> str:
    """Small letters without accents, such as "lucja" for "Łucja"."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(UNDECOMPOSED))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def sort_key(text: str) -> str:
    """A key by which names sort: Żuk after Young, O'Neil beside Oneil; then by the exact name.

    Letters alone decide first; "surname, forename" keeps the surname apart.
    """
    surname, comma, forename = plain(text).partition(",")
    parts = [_letters(surname), _letters(forename)] if comma else [_letters(surname)]
    return "\x01".join([*parts, text])


def search_key(text: str) -> str:
    """The words of a name, plain, each after a space, so that " luc" finds Łucja."""
    words = plain(text).replace("-", " ").replace("'", "").replace("’", "").split()
    return "".join(f" {word}" for word in dict.fromkeys(words))


def _letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


def is_name(text: str) -> bool:
    """Whether a name has a letter, and nothing that cannot be seen or turns the line around."""
    hidden = any(unicodedata.category(one) in {"Cc", "Cf", "Cn", "Co"} for one in text)
    return not hidden and "\ufffd" not in text and any(one.isalpha() for one in text)
