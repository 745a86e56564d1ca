"""Say on a page that the school does not meet, and why."""

from registers.queries.no_school import NoSchool
from rules.sessions import HALVES


def sentences(found: NoSchool, *, is_today: bool) -> list[str]:
    """As in "INSET day: Training. The school has no session this afternoon."."""
    whole, part = ("today", "this") if is_today else ("on this day", "in the")
    when = {"AM": f"{part} morning", "PM": f"{part} afternoon"}
    if len(found.why) == len(HALVES) and len(set(found.why.values())) == 1:
        when = {HALVES[0]: whole}
    return [
        f"{found.why[half].rstrip('.')}. The school has no session {words}."
        for half, words in when.items()
        if found.why.get(half)
    ]
