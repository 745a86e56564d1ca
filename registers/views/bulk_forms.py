"""The form in which somebody says what is entered for many pupils at once."""

from typing import Any

from django import forms

from registers.bulk_wanted import (
    CLASSES,
    LONGEST_REASON,
    PUPILS,
    SCHOOL,
    YEARS,
    Wanted,
)
from registers.views.code_choices import grouped
from registers.views.roll_fields import HALF_CHOICES, one_day, one_of
from rules.bulk_marks import never_for_many
from rules.sessions import Session as Half
from schools.form_fields import choice_field, text_field
from schools.models import SchoolClass
from toolkit.plain_form import PlainForm

CHOOSE_HALF = "Choose the morning or the afternoon."
WHOM = [
    (SCHOOL, "The whole school"),
    (YEARS, "Year groups"),
    (CLASSES, "Classes"),
    (PUPILS, "Pupils by name"),
]
DAYS = ("first_day", "first_half", "last_day", "last_half")
FACTS = ("whom", *DAYS, "code", "reason")


def several(label: str, choose_from: str) -> Any:
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": choose_from, "invalid_list": choose_from},
    )


class BulkForm(PlainForm):
    """For whom, when, which code and why. Any code may be sent: what it cannot be is said.

    pupils: keys of those chosen by name, which the page keeps beside the form.
    """

    whom = one_of("For whom", WHOM, missing="Choose for whom.")
    years = several("Year groups", "Choose from the year groups.")
    classes = several("Classes", "Choose from the classes.")
    first_day = one_day("First day", missing="Enter the first day.")
    first_half = choice_field("From the", HALF_CHOICES, missing=CHOOSE_HALF)
    last_day = one_day("Last day", missing="Enter the last day.")
    last_half = choice_field("To the end of the", HALF_CHOICES, missing=CHOOSE_HALF)
    code = forms.CharField(
        label="Code",
        max_length=4,
        widget=forms.Select(attrs={"class": "input"}),
        error_messages={"required": "Choose the code."},
    )
    reason = text_field(
        "Reason",
        longest=LONGEST_REASON,
        missing="Enter the reason.",
        help_text="Such as Snow on the roads. It stands beside every mark that is replaced.",
    )

    def __init__(
        self,
        *args: Any,
        classes: list[SchoolClass],
        years: list[tuple[str, str]],
        allowed: frozenset[str],
        pupils: list[int],
        **how: Any,
    ) -> None:
        super().__init__(*args, **how)
        self.pupils = pupils
        fields: dict[str, Any] = self.fields
        fields["classes"].choices = [(str(one.pk), one.name) for one in classes]
        fields["years"].choices = years
        fields["code"].widget.choices = [
            ("", "Choose"),
            *(
                (group.heading, [(row.code, f"{row.code}: {row.meaning}") for row in group.codes])
                for group in grouped(code for code in allowed if not never_for_many(code))
            ),
        ]

    def clean(self) -> dict[str, Any]:
        """Nobody ticks classes and gets the whole school."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        also = [(YEARS, "year groups"), (CLASSES, "classes"), (PUPILS, "pupils by name")]
        ticked = {YEARS: typed.get("years"), CLASSES: typed.get("classes"), PUPILS: self.pupils}
        for kind, words in also:
            if typed.get("whom") not in {None, kind} and ticked[kind]:
                self.add_error(
                    "whom", f"There are {words} ticked too. Choose those, or untick them."
                )
        return typed

    def wanted(self) -> Wanted:
        """What was filled in."""
        typed = self.cleaned_data
        keys: dict[str, Any] = {
            SCHOOL: (),
            YEARS: typed["years"],
            CLASSES: map(int, typed["classes"]),
            PUPILS: self.pupils,
        }
        return Wanted(
            whom=typed["whom"],
            keys=frozenset(keys[typed["whom"]]),
            code=typed["code"],
            first=Half(typed["first_day"], typed["first_half"]),
            last=Half(typed["last_day"], typed["last_half"]),
            reason=typed["reason"],
        )
