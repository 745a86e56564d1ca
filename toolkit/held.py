"""Name one kind of fact that is held on a person, as a table to hand over."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from toolkit.csv_files import Cell

Rows = list[tuple[Cell, ...]]
Mask = Callable[[str], str]  # Takes other people out of typed text.


class Held(NamedTuple):
    """One kind of fact. name is the file's, title the heading's; is_long: too long to print."""

    name: str
    title: str
    header: Sequence[str]
    rows: Rows
    is_long: bool = False
