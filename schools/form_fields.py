"""The fields of which the forms of people, staff, settings and calendar are made."""

from datetime import date
from typing import Any

from django import forms

from toolkit.days import NotADay, UnlikelyYear, read_day

UNLIKELY = "Look at the year again."


class DayField(forms.Field):
    """A day as people type it (see `toolkit.days`); a wrong one is answered with a sentence.

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
            widget=forms.DateInput(
                format="%Y-%m-%d", attrs={"class": "input w-date", "type": "date"}
            ),
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


def day_field(label: str, *, missing: str = "", **words: Any) -> DayField:
    """A day; needed where `missing` says what to enter."""
    return DayField(label=label, missing=missing, required=bool(missing), **words)


def text_field(
    label: str, *, longest: int, missing: str = "", lines: int = 0, **words: Any
) -> forms.CharField:
    """A text; needed where `missing` says what to enter. lines: of a box for several."""
    attrs = {"class": "input", "autocomplete": "off", **words.pop("attrs", {})}
    widget = forms.Textarea(attrs={**attrs, "rows": lines}) if lines else forms.TextInput(attrs)
    return forms.CharField(
        label=label,
        max_length=longest,
        required=bool(missing),
        widget=widget,
        error_messages={"required": missing},
        **words,
    )


def choice_field(label: str, choices: Any = (), *, missing: str = "", **words: Any) -> Any:
    """One of a list that opens; needed where `missing` says what to choose."""
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=bool(missing),
        widget=forms.Select(attrs={"class": "input"}),
        error_messages={"required": missing, "invalid_choice": missing or "Choose from the list."},
        **words,
    )


def tick(label: str, **words: Any) -> forms.BooleanField:
    """A box to tick."""
    return forms.BooleanField(label=label, required=False, **words)
