"""The form of a suspension or permanent exclusion."""

from typing import Any

from django import forms

from registers.excluded import Excluded
from registers.models import Suspension
from registers.suspending import PROVISION, REASONS
from registers.views.roll_fields import HALF_CHOICES, from_list, line, one_day, one_of, words
from rules.codes import meaning
from rules.sessions import AM, PM
from schools.changes import Difference
from schools.people_forms import SeenForm
from toolkit.plain_form import PlainForm


class SuspensionForm(PlainForm):
    """What the notice to the parents says, and the education given meanwhile."""

    kind = one_of(
        "Kind",
        [(str(value), str(label)) for value, label in Suspension.Kind.choices],
        missing="Choose a suspension or a permanent exclusion.",
    )
    reason_kind = from_list("Reason", list(REASONS.items()), missing="Choose the reason.")
    start = one_day("First day", missing="Enter the first day.")
    start_half = one_of("From", HALF_CHOICES, missing="Choose.", initial=AM)
    end = one_day(
        "Last day", required=False, help_text="Left empty only for a permanent exclusion."
    )
    end_half = one_of("Until the end of", HALF_CHOICES, missing="Choose.", initial=PM)
    notice_on = one_day(
        "Parents told in writing on", missing="Enter the day of the written notice."
    )
    notice_days = words("Days as the notice names them")
    provision_from = one_day(
        "Other education from",
        required=False,
        help_text="By the sixth school day at the latest. Left empty until it is known.",
    )
    provision_code = forms.ChoiceField(
        label="What is recorded for it",
        required=False,
        choices=[
            ("", "Not known yet"),
            *((code, f"{code}: {meaning(code)}") for code in PROVISION),
        ],
        widget=forms.Select(attrs={"class": "input"}),
        error_messages={"invalid_choice": "Choose K, B or D."},
    )
    provision_place = line("Where it is given")

    def excluded(self) -> Excluded:
        """What was filled in."""
        return Excluded(**{name: self.cleaned_data[name] for name in SuspensionForm.base_fields})

    def in_words(self, one: Difference, *, suspension: Suspension) -> Difference:
        """A difference with the fact and its choices as the form names them."""
        field = self.fields[one.fact]
        choices = dict(getattr(field, "choices", ()))
        now, typed = getattr(suspension, one.fact), self.cleaned_data[one.fact]
        return Difference(
            str(field.label or one.fact),
            choices.get(now, one.now),
            choices.get(typed, one.typed),
        )


class ChangeForm(SeenForm, SuspensionForm):
    """The same of one that is recorded."""


def as_typed(suspension: Suspension) -> dict[str, Any]:
    """What was recorded, to be changed."""
    facts = {name: getattr(suspension, name) for name in SuspensionForm.base_fields}
    return facts | {"seen": suspension.version}
