"""How the table of addresses asks for one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.access.world import World

PUBLIC = "public"
Keywords = Callable[[World], dict[str, Any]]


@dataclass(frozen=True)
class Address:
    """How to ask for one address; `of` gives the keywords of a thing in its place."""

    capability: str | tuple[str, ...] | None
    of: Keywords | None = None
    method: str = "get"
    body: Keywords | None = None  # What is posted.
    as_json: bool = False
    status: int | None = None  # Where the address answers everybody with one status.
    everywhere: bool = False  # Not for those who may do it only with what is their own.
