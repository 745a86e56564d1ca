"""The form fields that the settings and the calendar share."""

from datetime import date
from typing import Any

from django import forms

from toolkit.days import NotADay, UnlikelyYear, read_day

UNLIKELY = "Look at the year again."


class DayField(forms.Field):
    """A day, typed as 2026-11-12 or 12/11/2026; a wrong one is answered with a sentence.

    invalid: the sentence for text that is no day, where the form has its own. years: those
    that the form has a use for, where it is not every year that somebody can mean.
    """

    def __init__(
        self,
        *,
        missing: str = "Enter a day.",
        invalid: str = "",
        years: range | None = None,
        **words: Any,
    ) -> None:
        self.invalid = invalid
        self.years = years
        super().__init__(
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"class": "input", "type": "date"}),
            error_messages={"required": missing},
            **words,
        )

    def to_python(self, value: object) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        try:
            day = read_day(str(value))
        except UnlikelyYear as fault:
            raise forms.ValidationError(UNLIKELY if self.years else str(fault)) from fault
        except NotADay as fault:
            raise forms.ValidationError(self.invalid or str(fault)) from fault
        if self.years and day.year not in self.years:
            raise forms.ValidationError(UNLIKELY)
        return day


def text(label: str, longest: int, *, missing: str = "", **words: Any) -> forms.CharField:
    """One line of text; with `missing` it must be given."""
    return forms.CharField(
        label=label,
        max_length=longest,
        required=bool(missing),
        widget=forms.TextInput(attrs={"class": "input"}),
        error_messages={"required": missing},
        **words,
    )


def choice(label: str, choices: list[tuple[str, str]], **words: Any) -> forms.ChoiceField:
    """One of a short list."""
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.Select(attrs={"class": "input"}),
        error_messages={"required": f"{label}: choose one.", "invalid_choice": "Choose one."},
        **words,
    )


def tick(label: str, **words: Any) -> forms.BooleanField:
    """A box to tick."""
    return forms.BooleanField(label=label, required=False, **words)
