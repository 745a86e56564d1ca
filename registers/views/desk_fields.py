"""Read what was chosen and typed at the late desk."""

import re
from dataclasses import dataclass
from datetime import time

from django.http import QueryDict

from registers.refusals import Refused
from registers.views.posted import key_in
from rules import codes

TIME = re.compile(r"(\d{1,2})[:. ]?(\d{2})")
LONGEST = 100
REASONS = (
    "Overslept", "Traffic", "Bus or taxi late", "Appointment", "Felt unwell", "Family reason",
    "Not said",
)  # fmt: skip
BRINGERS = ("Mum", "Dad", "Someone else", "Came alone")
FITS = {"Appointment": "M", "Felt unwell": "I"}  # What may stand in the place of U, by the reason.


class DeskRefused(Refused):
    """Something was left empty or cannot be read; field: which."""

    def __init__(self, sentence: str, *, field: str) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True)
class Chosen:
    """The form as it stands. pupil_id: None while nobody is chosen; typed: the time as typed."""

    text: str
    pupil_id: int | None
    typed: str
    why: str
    brought_by: str
    other: str
    instead: str
    slip: bool

    @property
    def who_brought(self) -> str:
        """Who brought the pupil, in the words that are kept."""
        if self.brought_by == "Someone else" and self.other:
            return self.other
        return "" if self.brought_by == "Came alone" else self.brought_by


def chosen_in(form: QueryDict) -> Chosen:
    """What the form says; what is in no list counts as not chosen."""

    def text(name: str) -> str:
        return form.get(name, "").replace("\0", "").strip()[:LONGEST]

    def one_of(name: str, known: tuple[str, ...]) -> str:
        return text(name) if text(name) in known else ""

    pupil = text("pupil")
    instead = text("instead").upper()
    return Chosen(
        text=text("q"),
        pupil_id=key_in(pupil, unless=0) or None,
        typed=text("arrived"),
        why=one_of("why", REASONS),
        brought_by=one_of("brought", BRINGERS),
        other=text("other"),
        instead=instead if instead in codes.CODES else "",
        slip="slip" in form,
    )


def time_in(typed: str, *, field: str, missing: str = "") -> time | None:
    """The time of day written as 9:31, 09.31 or 0931; None where nothing was typed.

    missing: the sentence for nothing, where a time is needed. Raises DeskRefused.
    """
    if not typed:
        if missing:
            raise DeskRefused(missing, field=field)
        return None
    found = TIME.fullmatch(typed)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise DeskRefused("Enter a time such as 9:31.", field=field)
    return time(int(found[1]), int(found[2]))
