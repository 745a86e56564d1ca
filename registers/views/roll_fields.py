"""The kinds of field that the forms of the roll are made of."""

from datetime import date
from typing import Any

from django import forms

from registers.arranging import DAYS, HALF_NAMES, LONGEST_TEXT, session_words
from registers.models.timetable import WEEK
from registers.roll_refusals import NotInOrder

HALF_CHOICES = [("AM", "Morning"), ("PM", "Afternoon")]


class DayField(forms.DateField):
    """A day, picked or typed as 2026-11-12 or 12/11/2026."""

    def __init__(self, label: str, missing: str = "", **how: Any) -> None:
        super().__init__(
            label=label,
            input_formats=["%Y-%m-%d", "%d/%m/%Y"],
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "input"}),
            error_messages={
                "required": missing or "Enter the day.",
                "invalid": "Enter a day that there is, such as 12/11/2026.",
            },
            **how,
        )

    def to_python(self, value: Any) -> date | None:
        """The day; raises ValidationError for a year that no school has records of."""
        day = super().to_python(value)
        if day is not None and not 1990 <= day.year <= 2100:
            raise forms.ValidationError("Look at the year again.", code="invalid")
        return day


def words(label: str, *, rows: int = 2, **how: Any) -> forms.CharField:
    """Some sentences; whether they are needed is for the action to say."""
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"class": "input", "rows": rows}),
        **how,
    )


def line(label: str, *, longest: int = 120, **how: Any) -> forms.CharField:
    """A few words."""
    return forms.CharField(
        label=label,
        required=False,
        max_length=longest,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
        **how,
    )


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
    return forms.ChoiceField(
        label=label,
        choices=[("", "Choose"), *choices],
        widget=forms.Select(attrs={"class": "input"}),
        error_messages={"required": missing, "invalid_choice": missing},
        **how,
    )


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
