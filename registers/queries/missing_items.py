"""Put the registers that are missing now on the Today page."""

from datetime import date, datetime

from django.urls import reverse

from registers.queries.missing_registers import Missing, missing_registers
from registers.queries.untaken_days import untaken_days
from registers.refusals import HALF_WORDS
from schools.models import User
from schools.permissions import Place, may
from schools.today import TodayItem
from toolkit.days import day_in_week
from toolkit.words import counted, were

FIRST = 0  # A child whom no register has may be nowhere.
EARLIER = 1


def today_items(*, by: User, on: date, at: datetime) -> list[TodayItem]:
    """One line for each of today's registers that closed and was not submitted.

    And for those who may fill them, one for each earlier day with registers that nobody took.
    """
    items = [_item(one) for one in missing_registers(by=by, on=on, at=at)]
    anywhere = Place(by.school_id, session_over=True)
    if may(by, "amend_mark", anywhere):
        items += [_of_day(*one) for one in untaken_days(school_id=by.school_id, before=on)]
    return items


def _of_day(day: date, registers: int) -> TodayItem:
    words = day_in_week(day)
    return TodayItem(
        kind="untaken_day",
        urgency=EARLIER,
        title=f"{counted(registers, 'registers')} of {words} {were(registers)} never submitted",
        detail="Sessions without a mark are missing wherever a percentage is shown.",
        address=f"{reverse('registers:today')}?day={day.isoformat()}",
        action=f"Open the registers of {words}",
        due=day,
    )


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
