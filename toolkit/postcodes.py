"""Tidy a postcode as people type it."""

import re

SHAPE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})")


class NotAPostcode(ValueError):
    """The text cannot be a postcode of the United Kingdom; its text says what to do."""

    def __str__(self) -> str:
        return (
            f"“{self.args[0]}” is not a postcode. Enter a whole one, such as ZZ1 1AA; leave it "
            "empty for an address abroad."
        )


def tidy(text: str) -> str:
    """As in "ZZ1 1AA" for "zz11aa"; empty stays empty.

    The inward part begins with a digit, so a letter O or I there is read as 0 or 1. Raises
    NotAPostcode; whether letters reach such a place is not known here.
    """
    plain = "".join(letter for letter in text.upper() if letter.isalnum())
    if not plain and not text.strip():
        return ""
    if len(plain) >= 3:
        plain = plain[:-3] + plain[-3].replace("O", "0").replace("I", "1") + plain[-2:]
    found = SHAPE.fullmatch(plain)
    if found is None:
        raise NotAPostcode(text.strip())
    return f"{found[1]} {found[2]}"
