"""A postcode is tidied where it can only mean one thing, and refused in words where it cannot."""

import pytest

from toolkit.postcodes import NotAPostcode, tidy


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ZZ1 1AA", "ZZ1 1AA"),
        ("zz11aa", "ZZ1 1AA"),
        (" zz1  1aa ", "ZZ1 1AA"),
        ("ZZ1-1AA", "ZZ1 1AA"),
        ("zz1 oaa", "ZZ1 0AA"),
        ("z9a1bb", "Z9A 1BB"),
        ("ZZ101AA", "ZZ10 1AA"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_a_postcode_is_tidied(typed: str, kept: str) -> None:
    assert tidy(typed) == kept


@pytest.mark.parametrize("typed", ["ZZ1", "Lark Rise", "1AA ZZ1", "ZZ1 11A", "-", "ZZZ1 1AA", "AA"])
def test_what_cannot_be_a_postcode_is_refused_in_a_sentence(typed: str) -> None:
    with pytest.raises(NotAPostcode) as refusal:
        tidy(typed)
    assert str(refusal.value).startswith(f"“{typed}” is not a postcode. Enter a whole one")
