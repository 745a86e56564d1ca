"""Read whole numbers as forms send them."""

MOST_DIGITS = 18  # What a row's key can have.


def whole_in(text: str, *, most_digits: int = MOST_DIGITS) -> int | None:
    """The whole number that the text is, in figures alone; None where it is none or longer."""
    return int(text) if text.isdecimal() and len(text) <= most_digits else None
