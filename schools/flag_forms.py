"""The forms of what holds for a pupil from one day to another."""

from typing import Any

from django import forms

from schools.flag_facts import TEXTS
from schools.flags import SEN_VALUES, WITH_WORKER, WORKER
from schools.form_fields import choice_field, day_field, text_field
from schools.models import PupilFlag
from schools.people_forms import SeenForm
from toolkit.contact_details import email_is_possible, number_of

MISSING_START = "Enter the first day."


class FlagTexts(SeenForm):
    """The worker whom a flag names, and a note."""

    worker_name = text_field(
        "Worker's name", longest=120, help_text="Of a social worker or youth justice worker."
    )
    worker_phone = text_field("Worker's telephone", longest=40, attrs={"inputmode": "tel"})
    worker_email = text_field("Worker's email", longest=254, attrs={"inputmode": "email"})
    note = text_field("Note", longest=1000, lines=3)

    def clean_worker_phone(self) -> str:
        written: str = self.cleaned_data["worker_phone"]
        if written and not number_of(written):
            raise forms.ValidationError(
                "Nobody is reached by that number. Enter a whole one; another country's begins "
                "with + or 00, and what else there is to say goes into the note."
            )
        return written

    def clean_worker_email(self) -> str:
        written: str = self.cleaned_data["worker_email"]
        if written and not email_is_possible(written):
            raise forms.ValidationError(
                "Enter a whole email address, such as name@council.example."
            )
        return written

    def texts(self) -> dict[str, str]:
        """What was typed of the worker, and the note."""
        return {name: self.cleaned_data.get(name, "") for name in TEXTS}


class StartFlagForm(FlagTexts):
    """What holds, from when, and until when where that is known."""

    field_order = ["kind", "value", "start", "end", *TEXTS]
    kind = choice_field("What applies", [], missing="Choose what applies.")
    value = choice_field(
        "For special educational needs",
        [("", "Choose"), *SEN_VALUES.items()],
        help_text="A change from K to E, or back, ends the one before.",
    )
    start = day_field("First day", missing=MISSING_START)
    end = day_field("Last day", help_text="Only if it is known; the day is included.")

    def __init__(self, *args: Any, kinds: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = [(kind, PupilFlag.Kind(kind).label) for kind in PupilFlag.Kind.values]
        offered = [("", "Choose"), *((kind, label) for kind, label in labels if kind in kinds)]
        self.fields["kind"].choices = offered  # type: ignore[attr-defined]
        if PupilFlag.Kind.SEN not in kinds:
            del self.fields["value"]
        if not WITH_WORKER & set(kinds):
            without_worker(self)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("kind") == PupilFlag.Kind.SEN and not typed.get("value"):
            self.add_error("value", "Say whether it is SEN support (K) or a plan (E).")
        if typed.get("kind") != PupilFlag.Kind.SEN:
            typed["value"] = ""
        if typed.get("kind") and typed["kind"] not in WITH_WORKER:
            for name in WORKER:
                if typed.get(name):
                    self.add_error(name, "Only a social or youth justice worker is named here.")
        return typed


class ChangeFlagForm(FlagTexts):
    """The days of a flag, its worker's contact and its note."""

    field_order = ["start", "end", *TEXTS]
    start = day_field("First day", missing=MISSING_START)
    end = day_field("Last day", help_text="Empty while it goes on; the day is included.")


class EndFlagForm(SeenForm):
    """The last day of a flag."""

    end = day_field(
        "Last day", missing="Enter the last day.", help_text="The last day on which it applies."
    )


class RemoveFlagForm(SeenForm):
    """Why a flag was a mistake."""

    reason = text_field(
        "Why was it a mistake?",
        longest=1000,
        missing="Say why it was a mistake.",
        lines=2,
        help_text="Such as: meant for another pupil. The reason is kept.",
    )


def flag_initial(flag: PupilFlag) -> dict[str, Any]:
    """What a stored flag shows in its form."""
    names = ("start", "end", *TEXTS)
    return {name: getattr(flag, name) for name in names} | {"seen": flag.version}


def without_worker(form: forms.Form) -> None:
    """Leave out the worker, whom only some flags name."""
    for name in WORKER:
        del form.fields[name]
