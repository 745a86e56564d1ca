"""The forms by which a pupil's time on the roll is put right."""

from typing import Any

from schools.form_fields import day_field, text_field
from schools.people_forms import SeenForm


class StayForm(SeenForm):
    """From when a pupil is on the roll, and the schools before and after."""

    start = day_field(
        "Starting day",
        missing="Enter the starting day.",
        help_text="The day agreed with the family. Once it has come, only an earlier one.",
    )
    last_school = text_field("Last school attended", longest=120)
    next_school = text_field(
        "New or second school", longest=120, help_text="Once a parent has told the school of it."
    )
    next_school_from = day_field("First day there")

    def facts(self) -> dict[str, Any]:
        """What was typed, as the action names it."""
        names = ("start", "last_school", "next_school", "next_school_from")
        return {name: self.cleaned_data[name] for name in names}


class TakeBackForm(SeenForm):
    """Why an admission is taken back."""

    reason = text_field(
        "Why the pupil does not come",
        longest=2000,
        lines=3,
        missing="Enter why the admission is taken back.",
    )
