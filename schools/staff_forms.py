"""The forms of people on the staff: who they are, what they may do, and their classes."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from schools.form_fields import choice_field, day_field, text_field
from schools.forms import PLAIN
from schools.models import Delegation, SchoolClass, User
from schools.roles import ROLE_NAMES
from schools.staff import StaffRefused
from schools.words import year_group_name
from toolkit.plain_form import PlainForm


class Boxes(forms.CheckboxSelectMultiple):
    """Boxes to tick, of which the first is where a link to the field leads."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return super().id_for_label(id_, index or "0")


def boxes_field(label: str, choices: Iterable[tuple[Any, str]], **words: Any) -> Any:
    """Any of a list."""
    return forms.MultipleChoiceField(
        label=label,
        choices=list(choices),
        required=False,
        widget=Boxes,
        error_messages={"invalid_choice": "Choose from the list."},
        **words,
    )


class StaffForm(PlainForm):
    """A form whose action may refuse."""

    def add_refusal(self, refusal: StaffRefused) -> None:
        """Say the refusal above its field, or above all of them."""
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))


class WhoForm(StaffForm):
    """Names, job and e-mail."""

    title = text_field("Title", longest=20, help_text="Such as Mrs or Dr. May be left empty.")
    forename = text_field("First name", longest=80)
    surname = text_field("Surname", longest=80, missing="Enter the surname.")
    job_title = text_field(
        "Job title", longest=80, help_text="It stands in the register beside what they enter."
    )
    email = forms.EmailField(
        label="School email",
        max_length=254,
        help_text="They sign in with it.",
        widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "off", **PLAIN}),
        error_messages={
            "required": "Enter the school email.",
            "invalid": "Enter a whole email address, such as name@school.example.",
        },
    )


class RolesForm(StaffForm):
    """What somebody is at the school; several roles add up."""

    roles = boxes_field(
        "Roles",
        ROLE_NAMES.items(),
        help_text="Tick every one that is theirs: what they may do adds up.",
    )
    year_groups = boxes_field("Year groups", [], help_text="For a year lead only.")

    def __init__(self, *args: Any, years: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year_groups"].choices = [  # type: ignore[attr-defined]
            (one, year_group_name(one)) for one in years
        ]


class InviteForm(WhoForm, RolesForm):
    """Somebody new, with their classes from today."""

    field_order = ["title", "forename", "surname", "job_title", "email", "roles", "classes"]
    classes = boxes_field("Classes", [], help_text="Theirs from today. May be changed later.")

    def __init__(self, *args: Any, classes: list[SchoolClass], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["classes"].choices = [  # type: ignore[attr-defined]
            (one.pk, one.name) for one in classes
        ]


class LeavingForm(StaffForm):
    """The last day at the school, or none."""

    leaves_on = day_field(
        "Last day at the school",
        help_text="From the next day they cannot sign in; a day gone by ends their access at once. "
        "Leave it empty if they stay.",
    )


class CloseAccountForm(StaffForm):
    """Why an account is closed."""

    reason = text_field("Why is it closed?", longest=1000, missing="Say why it is closed.")


class ClassForm(StaffForm):
    """A class from a day to a day."""

    school_class = choice_field("Class", missing="Choose a class.")
    first = day_field("First day", missing="Enter the first day.")
    last = day_field("Last day", help_text="Leave it empty if it goes on.")

    def __init__(self, *args: Any, classes: list[SchoolClass], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school_class"].choices = [  # type: ignore[attr-defined]
            ("", "Choose a class"),
            *[(one.pk, one.name) for one in classes],
        ]


class EndClassForm(StaffForm):
    """The last day with a class."""

    last = day_field("Last day", missing="Enter the last day.")
    seen = forms.DateField(widget=forms.HiddenInput, required=False, input_formats=["%Y-%m-%d"])


class CoverForm(StaffForm):
    """Who has which class, from a day to a day."""

    school_class = choice_field("Class", missing="Choose a class.")
    person = choice_field("Who covers", missing="Choose who covers.")
    first = day_field("First day", missing="Enter the first day.")
    last = day_field("Last day", help_text="Leave it empty for one day.")

    def __init__(
        self, *args: Any, classes: list[SchoolClass], people: list[User], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school_class"].choices = [  # type: ignore[attr-defined]
            ("", "Choose a class"),
            *[(one.pk, one.name) for one in classes],
        ]
        self.fields["person"].choices = people_choices(people)  # type: ignore[attr-defined]

    @property
    def last_day(self) -> date:
        """The last day, which is the first where only one was given."""
        day: date = self.cleaned_data["last"] or self.cleaned_data["first"]
        return day


class DelegateForm(StaffForm):
    """Whom the headteacher names, for what, and for how long."""

    person = choice_field("Who decides", missing="Choose who decides.")
    capabilities = boxes_field("What they decide", Delegation.Capability.choices)
    first = day_field("First day", missing="Enter the first day.")
    last = day_field("Last day", missing="Enter the last day.")

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = people_choices(people)  # type: ignore[attr-defined]


def people_choices(people: list[User]) -> list[tuple[Any, str]]:
    """People by name and job, below an empty line."""
    return [
        ("", "Choose a person"),
        *[
            (one.pk, f"{one.name}, {one.job_title}" if one.job_title else one.name)
            for one in people
        ],
    ]
