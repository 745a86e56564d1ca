"""The forms of leaving the roll."""

from datetime import date
from typing import Any

from django import forms

from registers.leaving import NAMES_THE_SCHOOL, WORKERS, Leaving
from registers.queries.removal_facts import RemovalFacts
from registers.views.roll_fields import line, one_day, words
from rules.deletion_grounds import fits_phase
from rules.grounds import GROUNDS, Ground
from toolkit.plain_form import PlainForm

NO_GROUND = "none"  # Stands for the empty ground in a form and an address.


class ChooseForm(PlainForm):
    """The last day and the ground; what each ground needs is shown next."""

    last_day = one_day("Last day on the roll", missing="Enter the last day on the roll.")
    ground = forms.ChoiceField(
        label="Ground of regulation 9",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose the ground.",
            "invalid_choice": "Choose one of these grounds.",
        },
    )

    def __init__(self, *args: Any, phase: str, needs_ground: bool, **how: Any) -> None:
        super().__init__(*args, **how)
        choices = [
            (letter, f"({letter}) {ground.title}")
            for letter, ground in GROUNDS.items()
            if fits_phase(ground, phase)
        ]
        if not needs_ground:
            choices.insert(0, (NO_GROUND, "Not of compulsory school age: another reason"))
        self.fields["ground"].choices = choices  # type: ignore[attr-defined]


class LeaveForm(PlainForm):
    """What is recorded for one ground: only the fields that it needs."""

    def __init__(self, *args: Any, ground: Ground | None, known: RemovalFacts, **how: Any) -> None:
        super().__init__(*args, **how)
        self.ground = ground
        fields = self.fields
        if ground is None:
            fields["why"] = words("Why the pupil leaves the roll", rows=3)
        for condition in ground.conditions if ground else ():
            if not condition.found:
                hint = "Confirm it by writing what shows it: who said so, when, which paper."
                fields[condition.key] = words(condition.words, help_text=hint)
        if ground is None or ground.letter != "k":
            fields["consultation"] = words(
                "Whom you consulted, and what came of it",
                help_text=f"Consult {' and '.join(ground.consult)} first."
                if ground and ground.consult
                else "Or why nobody had to be consulted.",
            )
        if ground and ground.consult:
            fields["consulted_on"] = one_day("Consulted on", required=False)
        if known.return_due:
            fields["return_made_on"] = one_day(
                "Return made to the local authority on",
                required=False,
                help_text="It is made before the name is deleted: name, address, parents the "
                "pupil lives with, emergency phone, next address and school, ground.",
            )
        has_one = ground is not None and ground.letter in NAMES_THE_SCHOOL
        fields["next_school"] = line(
            "Next school" if has_one else "Next school, where there is one"
        )
        fields["next_school_from"] = one_day("First day at the next school", required=False)
        for name, (worker, who) in WORKERS.items():
            if getattr(known.workers, worker):
                label = f"{who[0].upper()}{who[1:]} told on"
                fields[name] = one_day(label, required=False)
        if known.workers.any:
            fields["not_told"] = words("If one of them was not told: why")

    def leaving(self, *, last_day: date) -> Leaving:
        """What was filled in."""
        given = self.cleaned_data
        letter = self.ground.letter if self.ground else ""
        keys = [one.key for one in self.ground.conditions] if self.ground else []
        facts = {name: value for name, value in given.items() if name not in keys}
        return Leaving(
            last_day=last_day,
            ground=letter,
            evidence={key: given[key] for key in keys if key in given},
            **facts,
        )


class ReasonForm(PlainForm):
    """Why something is taken back."""

    reason = words("Reason", rows=3)
