"""Put the registers that are missing now on the Today page."""

from datetime import date, datetime

from django.urls import reverse

from registers.queries.missing_registers import Missing, missing_registers
from registers.refusals import HALF_WORDS
from schools.models import User
from schools.today import TodayItem

FIRST = 0  # A child whom no register has may be nowhere.


def today_items(*, by: User, on: date, at: datetime) -> list[TodayItem]:
    """One line for each register that closed and was not submitted."""
    return [_item(one) for one in missing_registers(by=by, on=on, at=at)]


def _item(one: Missing) -> TodayItem:
    closed = f"It closed at {one.closes.hour}:{one.closes:%M}."
    parts = [f"{one.marked} of {one.pupils} pupils marked.", closed]
    if one.teachers:
        parts.append(f"{one.teachers}.")
    return TodayItem(
        kind="missing_register",
        urgency=FIRST,
        title=f"{one.class_name} class has not submitted its {HALF_WORDS[one.half]} register",
        detail=" ".join(parts),
        address=reverse("registers:register", args=[one.class_id, one.day, one.half]),
        action=f"Open the register of {one.class_name}",
        due=one.day,
    )
