"""The forms of trips and other activities."""

from typing import Any

from django import forms

from registers.outing import LONGEST_NAME, LONGEST_NATURE, LONGEST_PLACE, Outing
from registers.views.roll_fields import HALF_CHOICES, one_day, one_of
from rules import codes
from rules.code_guards import AUTHORITY, SCHOOL
from schools.form_fields import choice_field, text_field, tick
from schools.models import SchoolClass
from schools.people_forms import SeenForm
from toolkit.plain_form import PlainForm

KINDS = ("V", "P", "B", "K", "W")
CHOOSE_HALF = "Choose the morning or the afternoon."


class TripForm(PlainForm):
    """What it is, where, with whom and when; and which classes or year groups go."""

    code = one_of(
        "What kind it is",
        [(code, f"{code}: {codes.meaning(code)}") for code in KINDS],
        missing="Choose what kind it is.",
    )
    nature = text_field(
        "What it is", longest=LONGEST_NATURE, missing="Enter what it is.",
        help_text="Such as Castle visit.",
    )  # fmt: skip
    place = text_field("Where", longest=LONGEST_PLACE, missing="Enter where it is.")
    supervised_by = text_field(
        "Who supervises it", longest=LONGEST_NAME, missing="Enter who supervises it."
    )
    arranged_by = choice_field(
        "Who arranged it",
        [("", "Not asked"), (SCHOOL, "The school"), (AUTHORITY, "The local authority")],
        help_text="Only for B and K.",
    )
    in_person = tick("For B and K: supervised face to face, not at home and not online")
    first_day = one_day("First day", missing="Enter the day.")
    first_half = choice_field("From the", HALF_CHOICES, missing=CHOOSE_HALF)
    last_day = one_day("Last day", missing="Enter the last day.")
    last_half = choice_field("To the end of the", HALF_CHOICES, missing=CHOOSE_HALF)
    classes = forms.MultipleChoiceField(
        label="Classes", required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose from the classes."},
    )  # fmt: skip
    years = forms.MultipleChoiceField(
        label="Year groups", required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose from the year groups."},
    )  # fmt: skip

    def __init__(
        self, *args: Any, classes: list[SchoolClass], years: list[tuple[str, str]], **how: Any
    ) -> None:
        super().__init__(*args, **how)
        self.fields["classes"].choices = [  # type: ignore[attr-defined]
            (str(one.pk), one.name) for one in classes
        ]
        self.fields["years"].choices = years  # type: ignore[attr-defined]

    def outing(self) -> Outing:
        """What was filled in."""
        return Outing(**{name: self.cleaned_data[name] for name in Outing.__dataclass_fields__})


class EndForm(SeenForm):
    """The last session of an activity that ends before its time."""

    last_day = one_day("Last day", missing="Enter the last day.")
    last_half = choice_field("To the end of the", HALF_CHOICES, missing=CHOOSE_HALF)


class WithdrawTripForm(SeenForm):
    """Nothing to type: the page says what happens, and asks."""
