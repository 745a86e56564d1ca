"""Check pupil numbers."""

import re

from stdnum.gb import upn as pupil_numbers

SHAPE = re.compile(r"[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]")
EXPECTED_UPN = "a UPN: a check letter, 11 digits, and a digit (or the letter of a temporary one)"


def upn_fault(text: str) -> str:
    """What was expected instead of this pupil number; empty when it is right.

    The local authority's number in it is not checked: authorities come and go.
    """
    if not SHAPE.fullmatch(text):
        return EXPECTED_UPN
    letter = pupil_numbers.calc_check_digit(text[1:])
    if letter != text[0]:
        return f"the check letter {letter} at the start, if the other 12 characters are right"
    return ""


def upn_is_temporary(text: str) -> bool:
    """Whether the number ends with a letter, as one given until the real one is known."""
    return text[-1].isalpha()
