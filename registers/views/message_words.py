"""Say what came of a message, after it was recorded or changed."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest

from registers.actions.record_message import Recorded
from registers.begun_sessions import AMENDED, HERE, OTHER, WRITTEN, Outcome
from registers.models import Mark
from registers.refusals import HALF_WORDS
from registers.views.privacy import shown_code
from rules import codes
from schools.models import User
from toolkit.days import full_day
from toolkit.words import together

MOST = 6  # Sessions that are named one by one.


def tell(request: HttpRequest, person: User, recorded: Recorded, *, done: str) -> None:
    """Show in one note what was done, and what somebody should look at."""
    look_at = [
        *_said(recorded.outcomes, HERE, "Marked as being here, so nothing was changed", person),
        *_said(recorded.outcomes, OTHER, "Another code stands, so nothing was changed", person),
        *_stay(recorded.stay),
    ]
    entered = _said(recorded.outcomes, WRITTEN, "Entered", person)
    entered += _said(recorded.outcomes, AMENDED, "Amended in a register that was submitted", person)
    text = " ".join([done, *entered, *look_at])
    if look_at:
        messages.warning(request, text)
    else:
        messages.success(request, text)


def session_words(day: object, half: str) -> str:
    """As in "morning of 12 November 2026"."""
    return f"{HALF_WORDS[half]} of {full_day(day)}"  # type: ignore[arg-type]


def _said(outcomes: Sequence[Outcome], what: str, words: str, person: User) -> list[str]:
    found = [one for one in outcomes if one.what == what]
    if not found:
        return []
    named = [
        f"{one.pupil.forename}, {session_words(one.day, one.half)} "
        f"({codes.meaning(one.code).lower() if one.code != 'Y5' else shown_code(person, one.code)})"
        for one in found[:MOST]
    ]
    more = f" and {len(found) - MOST} more" if len(found) > MOST else ""
    return [f"{words}: {'; '.join(named)}{more}."]


def _stay(marks: Sequence[Mark]) -> list[str]:
    if not marks:
        return []
    named = [
        f"{mark.pupil.forename}, {session_words(mark.day, mark.half)}" for mark in marks[:MOST]
    ]
    return [
        f"Still marked {together(sorted({mark.code for mark in marks}))} in registers that were "
        f"submitted: {'; '.join(named)}. Change those there, with a reason."
    ]
