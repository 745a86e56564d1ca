"""Typed text that is handed over names nobody but the person whom it is about."""

import pytest

from toolkit.masking import REMOVED, Masker, Others, Own

MASKER = Masker(
    Others(
        names=["Zelda", "Quimby-Vane", "Łucja", "O'Rourke", "Robin", "Barley", "Will", "Ng"],
        numbers=["01632 960 471", "+447700900123"],
        addresses=["9 Larch Row", "Mill End", "4 Elm Close", ""],
    ),
    Own(
        names=["Robin", "Barley"],
        addresses=["4 Elm Close", "Mill End"],
        postcode="ME17 1AA",
        upn="A886991420026",
    ),
)


@pytest.mark.parametrize(
    ("typed", "handed_over"),
    [
        ("Zelda rang", f"{REMOVED} rang"),
        ("zelda rang", f"{REMOVED} rang"),
        ("ZELDA's bag", f"{REMOVED} bag"),
        ("With Quimby-Vane", f"With {REMOVED}"),
        ("With Quimby and with Vane", f"With {REMOVED} and with {REMOVED}"),
        ("Lucja came", f"{REMOVED} came"),
        ("ask O’Rourke", f"ask {REMOVED}"),
        ("Ng rang", f"{REMOVED} rang"),
        ("Mrs Barley rang", f"{REMOVED} rang"),
        ("Mr. Unknown rang", f"{REMOVED} rang"),
        ("ring 01632 960471 or 960471", f"ring {REMOVED} or {REMOVED}"),
        ("ring (01632) 960 999", f"ring ({REMOVED}"),
        ("ring +44 7700 900123", f"ring {REMOVED}"),
        ("write to z.q@mail.example", f"write to {REMOVED}"),
        ("lives at 9 larch  row", f"lives at {REMOVED}"),
        ("moved to SW1A 1AA", f"moved to {REMOVED}"),
        ("brother B886991420027", f"brother {REMOVED}"),
    ],
)
def test_what_is_anothers_is_removed(typed, handed_over):
    assert MASKER.masked(typed).replace(f"{REMOVED})", REMOVED) == handed_over


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "Robin Barley was ill",
        "will come at 9:20 on 12 November 2026",
        "From 2026-11-12 to 2026-11-13",
        "lives at 4 Elm Close, Mill End, ME17 1AA",
        "UPN A886991420026",
        "The doctor said so. Dr said so.",
        "£80 by day 21, £160 by day 28",
    ],
)
def test_what_is_the_persons_own_stays(typed):
    assert MASKER.masked(typed) == typed


def test_where_nobody_else_is_known_only_shapes_are_removed():
    alone = Masker(Others(names=[]), Own(names=["Robin"]))
    assert alone.masked("Zelda, a@b.example") == f"Zelda, {REMOVED}"
