"""Say what an arrival comes to: the code, what it counts as, and what could stand instead."""

from typing import NamedTuple

from registers.arriving import Judged
from registers.queries.late_desk import AtDesk
from registers.views.privacy import shown_code
from registers.views.words import clock_time, half_name
from rules import codes
from schools.models import User
from toolkit.words import counted


class Said(NamedTuple):
    """code: as the register will have it, "" for an absence that stays. kind: of the note."""

    code: str
    kind: str
    heading: str
    text: str
    stands: str = ""  # What the register has now, where signing in would change it.


def judgement(judged: Judged, here: AtDesk | None, *, by: User) -> Said:
    """The arrival in words. Whom it is about is named where somebody is chosen."""
    who = here.pupil.forename if here else "The pupil"
    half = half_name(judged.session.half)
    closes = clock_time(judged.session.closes)
    late = counted(judged.minutes or 0, "minutes")
    stands = _stands(here, judged, by)
    if judged.outcome == "present":
        return Said(judged.code, "good", "In time: present.", f"{who} counts as present.", stands)
    if judged.outcome == "L":
        return Said(
            "L",
            "good",
            f"{late} late: before the register closed (L).",
            f"Counts as present. Up to {closes} it is Late (L), from the minute after it U.",
            stands,
        )
    if judged.outcome == "U":
        return Said(
            "U",
            "warn",
            f"{late} late: after the register closed (U).",
            f"Counts as an unauthorised absence; {who} is on the fire roll from now. Up to "
            f"{closes} it would be Late (L), which counts as present. If another reason for "
            "absence is true, such as an appointment, choose it below in the place of U.",
            stands,
        )
    ended = clock_time(judged.session.ends)
    return Said(
        "",
        "warn",
        f"After the end of the {half}: an absence.",
        f"The {half} ended at {ended}, so the mark of the {half} stays an absence, and needs its "
        f"reason. {who} is on the fire roll from now, and on the next register as usual.",
    )


def _stands(here: AtDesk | None, judged: Judged, by: User) -> str:
    """A sentence about a mark that says the pupil is here, or somewhere else, already."""
    if here is None or here.mark is None or here.mark.code in {"N", judged.code}:
        return ""
    code = shown_code(by, here.mark.code)
    meaning = codes.meaning(code) if code in codes.CODES else "Unable to attend"
    return f"The register has {here.pupil.forename} as {code}: {meaning.lower()}."
