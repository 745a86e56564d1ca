"""The forms by which pupils are admitted, edited, moved and looked up."""

from datetime import date
from typing import Any

from django import forms

from schools.form_fields import choice_field, day_field, text_field
from schools.models import Enrolment, Pupil, SchoolClass
from schools.pupil_facts import EDITABLE, NAMES, clean_postcode, clean_upn
from schools.refusals import Refused
from schools.words import year_group_name
from toolkit.plain_form import PlainForm

SEXES = [("", "Not known"), (Pupil.Sex.FEMALE, "Female"), (Pupil.Sex.MALE, "Male")]


class SeenForm(PlainForm):
    """A form that knows which version of the record the person had before them."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def refuse(self, refusal: Refused) -> None:
        """Show what the action refused, above the field that it concerns."""
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))

    def show_again(self, version: int) -> None:
        """Keep what was typed, and let the next save answer the version that is now stored."""
        self.data = {name: self[name].data for name in self.fields} | {"seen": str(version)}


class PupilForm(SeenForm):
    """What is known of a pupil."""

    legal_forename = text_field("Legal forename", longest=120, missing="Enter the legal forename.")
    middle_names = text_field("Middle names", longest=200)
    legal_surname = text_field("Legal surname", longest=120, missing="Enter the legal surname.")
    preferred_forename = text_field(
        "Preferred forename", longest=120, help_text="Only if another is in use."
    )
    preferred_surname = text_field(
        "Preferred surname", longest=120, help_text="Only if another is in use."
    )
    upn = text_field(
        "UPN",
        longest=20,
        missing="Enter the UPN.",
        help_text="13 characters. A temporary one, which ends with a letter, is allowed.",
        attrs={"spellcheck": "false", "autocapitalize": "characters"},
    )
    date_of_birth = day_field("Date of birth", missing="Enter the date of birth.")
    sex = choice_field("Sex", SEXES)
    ethnicity = text_field("Ethnicity", longest=60)
    first_language = text_field("First language", longest=60)
    address1 = text_field("Address, line 1", longest=120)
    address2 = text_field("Address, line 2", longest=120)
    address3 = text_field("Address, line 3", longest=120)
    address4 = text_field("Address, line 4", longest=120)
    postcode = text_field("Postcode", longest=20)
    future_address = text_field(
        "Future address", longest=1000, lines=3, help_text="Where the family has said it will move."
    )
    future_address_from = day_field("Future address from")

    def clean_upn(self) -> str:
        try:
            return clean_upn(self.cleaned_data["upn"])
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def clean_postcode(self) -> str:
        try:
            return clean_postcode(self.cleaned_data["postcode"])
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def facts(self) -> dict[str, Any]:
        """What was typed, by the names of the facts."""
        return {name: self.cleaned_data[name] for name in EDITABLE if name in self.fields}

    def names(self) -> list[forms.BoundField]:
        """The fields of the names, in the order in which they are asked for."""
        return [self[name] for name in NAMES]


class StayFields(SeenForm):
    """From when, and in which class and year group, a pupil is on the roll."""

    start = day_field(
        "Starting day",
        missing="Enter the starting day.",
        help_text="The day agreed with the family, from which the pupil is expected.",
    )
    school_class = choice_field("Class", [], missing="Choose a class.")
    year_group = choice_field("Year group", [], missing="Choose a year group.")
    last_school = text_field("Last school attended", longest=120)
    kind = choice_field(
        "Kind of enrolment",
        Enrolment.Kind.choices,
        missing="Choose a kind.",
        initial=Enrolment.Kind.SINGLE,
    )

    def __init__(
        self, *args: Any, classes: list[SchoolClass], years: list[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school_class"].choices = class_choices(classes)  # type: ignore[attr-defined]
        self.fields["year_group"].choices = year_choices(years)  # type: ignore[attr-defined]

    def stay(self) -> dict[str, Any]:
        """What was typed, as the actions that enrol name it."""
        typed = self.cleaned_data
        return {
            "start": typed["start"],
            "class_id": int(typed["school_class"]),
            "year_group": typed["year_group"],
            "last_school": " ".join(typed["last_school"].split()),
            "kind": typed["kind"],
        }


class ReadmitForm(StayFields):
    """A pupil who returns."""


class AdmitForm(StayFields, PupilForm):
    """A new pupil."""


class ChangeClassForm(SeenForm):
    """Another class or year group, and from when."""

    school_class = choice_field("Class", [], missing="Choose a class.")
    year_group = choice_field("Year group", [], missing="Choose a year group.")
    on = day_field(
        "First day in it",
        missing="Enter the first day in the class.",
        help_text="Days on which another class's register has marks cannot be chosen.",
    )

    def __init__(
        self, *args: Any, classes: list[SchoolClass], years: list[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school_class"].choices = class_choices(classes)  # type: ignore[attr-defined]
        self.fields["year_group"].choices = year_choices(years)  # type: ignore[attr-defined]


class RenameClassForm(PlainForm):
    """Another name for a class."""

    seen_name = forms.CharField(widget=forms.HiddenInput, max_length=60)
    name = text_field("New name", longest=60, missing="Enter the new name of the class.")


class ReturnForm(PlainForm):
    """When the authority was told, and of which stay on the roll."""

    due = forms.IntegerField(widget=forms.HiddenInput, required=False, max_value=2**63 - 1)
    made_on = day_field("Sent on", missing="Enter the day on which it was sent.")


class TrailForm(PlainForm):
    """Which looks to list."""

    pupil = text_field(
        "Pupil", longest=120, help_text="Letters of a name, or a UPN. Leave empty for all."
    )
    person = choice_field("Who looked", [])
    first = day_field("From")
    last = day_field("To")

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "Anybody"), *people]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        first, last = typed.get("first"), typed.get("last")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            self.add_error("last", "Enter a day that is not before the first.")
        return typed


def year_choices(years: list[str]) -> list[tuple[str, str]]:
    """The year groups as a list to choose from."""
    return [("", "Choose"), *((group, year_group_name(group)) for group in years)]


def class_choices(classes: list[SchoolClass]) -> list[tuple[str, str]]:
    """The classes as a list to choose from."""
    return [("", "Choose"), *((str(one.pk), one.name) for one in classes)]
