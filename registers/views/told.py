"""Tell the register's script of marks, as this person may see them."""

from collections.abc import Iterable
from datetime import date

from registers.queries.news import Latest
from registers.views.code_choices import as_data
from registers.views.privacy import shown_code
from registers.views.words import change_in_short
from schools.models import User


def told(found: Iterable[Latest], person: User, *, on: date) -> dict[str, object]:
    """Marks with the codes that they hold; on: the day on which it is read."""
    rows = [_row(latest, person, on=on) for latest in found]
    return {"marks": rows, "codes": as_data({str(row["code"]) for row in rows})}


def _row(latest: Latest, person: User, *, on: date) -> dict[str, object]:
    """What stands for a pupil; version 0 and no code once it was cleared.

    known: what the office has, as Latest says; news: who changed it and when, in short.
    """
    mark = latest.mark
    row: dict[str, object] = {"pupil": mark.pupil_id, "code": "", "minutes": None, "version": 0}
    if not latest.is_cleared:
        row["code"] = shown_code(person, mark.code)
        row["minutes"] = mark.minutes_late
        row["version"] = mark.pk
    known = latest.known if shown_code(person, latest.known) == latest.known else ""
    return row | {"known": known, "news": change_in_short(mark, person, on=on)}
