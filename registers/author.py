"""Say who enters marks in bulk."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Author:
    """Who enters the marks, with the job title and role of that moment."""

    user_id: int
    title: str
    role: str
