"""The kinds of field that the forms of the roll are made of."""

from collections.abc import Callable
from typing import Any

from django import forms

from registers.arranging import DAYS, HALF_NAMES, LONGEST_TEXT, session_words
from registers.models.timetable import WEEK
from registers.roll_refusals import NotInOrder
from schools.form_fields import DayField, choice_field, text_field

YEARS = range(1990, 2101)
HALF_CHOICES = [("AM", "Morning"), ("PM", "Afternoon")]


def one_day(label: str, missing: str = "Enter the day.", **how: Any) -> DayField:
    """A day of a year that a school has records of."""
    return DayField(
        label=label,
        missing=missing,
        invalid="Enter a day that there is, such as 12/11/2026.",
        years=YEARS,
        **how,
    )


def words(label: str, *, rows: int = 2, **how: Any) -> forms.CharField:
    """Some sentences; whether they are needed is for the action to say."""
    return text_field(label, longest=LONGEST_TEXT, lines=rows, **how)


def line(label: str, *, longest: int = 120, **how: Any) -> forms.CharField:
    """A few words."""
    return text_field(label, longest=longest, **how)


def one_of(label: str, choices: list[tuple[str, str]], *, missing: str, **how: Any) -> Any:
    """One of some choices, all of them in view."""
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": missing, "invalid_choice": missing},
        **how,
    )


def from_list(label: str, choices: list[tuple[str, str]], *, missing: str, **how: Any) -> Any:
    """One of a longer list."""
    return choice_field(label, [("", "Choose"), *choices], missing=missing, **how)


def sessions_of_week(label: str, **how: Any) -> forms.MultipleChoiceField:
    """Sessions of a week, such as "0-AM" for Monday morning."""
    return forms.MultipleChoiceField(
        label=label,
        choices=[(session, session_words(session)) for session in WEEK],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose from the sessions of the week."},
        **how,
    )


def week_words(away: list[str]) -> str:
    """As in "Monday morning, Friday all day"."""
    found = []
    for number, day in enumerate(DAYS):
        halves = [half for half in ("AM", "PM") if f"{number}-{half}" in away]
        if len(halves) == 2:
            found.append(f"{day} all day")
        elif halves:
            found.append(f"{day} {HALF_NAMES[halves[0]]}")
    return ", ".join(found)


def show_faults(form: forms.Form, refusal: NotInOrder) -> None:
    """Put each fault beside its field, those of no field at the head of the form."""
    for fault in refusal.faults:
        form.add_error(fault.field if fault.field in form.fields else None, fault.sentence)


def attempt[Made](form: forms.Form, do: Callable[[], Made]) -> Made | None:
    """What the action made; None where it refused, with every fault beside its field."""
    try:
        return do()
    except NotInOrder as refusal:
        show_faults(form, refusal)
        return None
