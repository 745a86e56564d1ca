"""The forms of the school's settings, each in groups that belong together."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from schools.addresses import ADDRESS
from schools.form_fields import DayField, day_field, text_field, tick
from toolkit.plain_form import PlainForm

Groups = tuple[tuple[str, tuple[str, ...]], ...]
SINCE = ("From when", ("valid_from",))


class GroupedForm(PlainForm):
    """A form shown as titled groups of fields; GROUPS names them all."""

    GROUPS: Groups = ()

    def groups(self) -> Iterator[tuple[str, list[BoundField]]]:
        """The groups in order, each with its bound fields."""
        for title, names in self.GROUPS:
            yield title, [self[name] for name in names]

    def facts(self) -> dict[str, Any]:
        """What was typed, but for the day from which it holds."""
        return {name: typed for name, typed in self.cleaned_data.items() if name != "valid_from"}

    @classmethod
    def first_values(cls, row: Any) -> dict[str, Any]:
        """The stored row as the form's first values."""
        return {
            name: getattr(row, name) for name in cls.base_fields if hasattr(row, name)
        }  # fmt: skip


def since(hint: str) -> DayField:
    """The day from which a change holds."""
    return day_field(
        "Takes effect on",
        missing="Enter the day on which it takes effect.",
        help_text=hint,
    )


def clock_time(label: str, *, required: bool = True, hint: str = "") -> forms.TimeField:
    """A time by the school's clock."""
    return forms.TimeField(
        label=label,
        required=required,
        help_text=hint,
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        widget=forms.TimeInput(format="%H:%M", attrs={"class": "input", "type": "time"}),
        error_messages={
            "required": f"{label}: enter a time, such as 8:50.",
            "invalid": f"{label}: enter a time, such as 8:50.",
        },
    )


class TimesForm(GroupedForm):
    """Register times, session ends, and the times of first-day contact."""

    GROUPS = (
        ("Morning", ("am_opens", "am_closes", "session_ends_am")),
        ("Afternoon", ("pm_opens", "pm_closes", "session_ends_pm")),
        ("First-day contact", ("first_contact_by", "first_texts_at")),
        SINCE,
    )
    am_opens = clock_time("Morning register opens")
    am_closes = clock_time(
        "Morning register closes", hint="The last minute that is still L. At most 30 minutes."
    )
    session_ends_am = clock_time("Morning ends", hint="Arriving after it is a whole absence.")
    pm_opens = clock_time("Afternoon register opens")
    pm_closes = clock_time("Afternoon register closes", hint="The last minute that is still L.")
    session_ends_pm = clock_time("Afternoon ends")
    first_contact_by = clock_time("Every family is contacted by", required=False)
    first_texts_at = clock_time("First texts go at", required=False, hint="9:30 if left empty.")
    valid_from = since("Tomorrow or later is best: the registers of that day on have these times.")


def percent(label: str, hint: str = "") -> forms.DecimalField:
    """A percentage with one decimal."""
    return forms.DecimalField(
        label=label,
        help_text=hint,
        max_digits=4,
        decimal_places=1,
        min_value=Decimal(0),
        max_value=Decimal(100),
        widget=forms.NumberInput(attrs={"class": "input", "step": "0.1", "inputmode": "decimal"}),
        error_messages={
            "required": f"{label}: enter a percentage.",
            "invalid": f"{label}: enter a number, such as 95 or 95.5.",
        },
    )


def number(label: str, hint: str = "") -> forms.IntegerField:
    """A whole number."""
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=0,
        max_value=1000,
        widget=forms.NumberInput(attrs={"class": "input", "inputmode": "numeric"}),
        error_messages={
            "required": f"{label}: enter a number.",
            "invalid": f"{label}: enter a whole number.",
        },
    )


class AuthorityForm(GroupedForm):
    """The local authority: where returns, referrals and requests go."""

    GROUPS = (
        ("The authority", ("name", "attendance_email", "attendance_phone", "portal")),
        ("Other addresses", ("missing_education_email", "penalty_email", "virtual_school_email")),
        (
            "What it asked for",
            ("return_every_weeks", "wants_joiners_at_start", "wants_leavers_at_end"),
        ),
        SINCE,
    )
    name = text_field("Name", longest=120, missing="Enter the authority's name.")
    attendance_email = text_field("Email of the attendance service", longest=254)
    attendance_phone = text_field("Phone of the attendance service", longest=40)
    portal = forms.URLField(
        label="Its portal",
        required=False,
        max_length=300,
        assume_scheme="https",
        help_text="A web address.",
        widget=forms.URLInput(attrs={"class": "input"}),
        error_messages={"invalid": "Enter a web address, such as https://council.example."},
    )
    missing_education_email = text_field("Email for children missing education", longest=254)
    penalty_email = text_field("Email for penalty notices", longest=254)
    virtual_school_email = text_field("Email of the Virtual School", longest=254)
    return_every_weeks = number(
        "Weeks between attendance returns", "1 to 4: at least one in a month."
    )
    wants_joiners_at_start = tick("It asked for pupils who join the lowest class in September")
    wants_leavers_at_end = tick("It asked for pupils who leave the top class in July")
    valid_from = since("Today or later.")


class LetterheadForm(GroupedForm):
    """The head and foot of the school's letters."""

    GROUPS = (
        ("Head", ("heading", "address", "phone", "email", "website")),
        ("Logo", ("logo", "remove_logo")),
        ("Foot", ("signatory", "signatory_title")),
        SINCE,
    )
    heading = text_field(
        "Heading", longest=120, missing="Enter what stands at the head of a letter."
    )
    address = forms.CharField(
        label="Address",
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"class": "input", "rows": 4}),
        help_text="A line for each line.",
    )
    phone = text_field("Phone", longest=40)
    email = text_field("Email", longest=254)
    website = text_field("Website", longest=200)
    logo = forms.FileField(
        label="New logo",
        required=False,
        help_text="PNG or JPEG, at most 1 MB.",
        widget=forms.FileInput(attrs={"class": "input", "accept": "image/png,image/jpeg"}),
        error_messages={"empty": "The file is empty. Choose another."},
    )
    remove_logo = tick("Letters have no logo")
    signatory = text_field("Signed by", longest=120)
    signatory_title = text_field("Their title", longest=80, help_text="Such as Headteacher.")
    valid_from = since("Today or later.")

    def facts(self) -> dict[str, Any]:
        return {
            name: typed
            for name, typed in super().facts().items()
            if name not in {"logo", "remove_logo"}
        }

    @classmethod
    def first_values(cls, row: Any) -> dict[str, Any]:
        return {name: value for name, value in super().first_values(row).items() if name != "logo"}


class SchoolForm(GroupedForm):
    """The school's own facts."""

    GROUPS = (
        ("The school", ("name", "headteacher", "phone", "email")),
        ("Its address", ADDRESS),
    )
    name = text_field("Name", longest=120, missing="Enter the school's name.")
    headteacher = text_field("Headteacher", longest=120)
    phone = text_field("Phone", longest=40)
    email = text_field("Email", longest=254)
    address1 = text_field("First line", longest=120)
    address2 = text_field("Second line", longest=120)
    address3 = text_field("Third line", longest=120)
    address4 = text_field("Fourth line", longest=120)
    postcode = text_field("Postcode", longest=10)
