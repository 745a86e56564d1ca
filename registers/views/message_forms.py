"""The forms of messages about absence."""

from typing import Any

from django import forms

from registers.hearing import LONGEST_NAME, Told
from registers.models import Message
from registers.views.roll_fields import HALF_CHOICES, line, one_day, one_of, words
from rules import codes
from schools.changes import Difference
from schools.form_fields import choice_field, text_field
from schools.models import Pupil
from schools.people_forms import SeenForm
from toolkit.plain_form import PlainForm

LONGEST_REASON = 200
CHOOSE_HALF = "Choose the morning or the afternoon."


class MessageForm(SeenForm):
    """What was told. codes: those that may be chosen; none for who passes a message on.

    The code is one of a few that fit the words, or one of the list of all.
    """

    from_whom = line("Who said it", longest=LONGEST_NAME, help_text="Such as Mum, or Gran.")
    channel = one_of(
        "How", list(Message.Channel.choices), missing="Choose how the school was told."
    )
    words = words("The reason, as it was given", help_text="It never stands on a register.")
    first_day = one_day("First day away", missing="Enter the first day.")
    first_half = choice_field("From the", HALF_CHOICES, missing=CHOOSE_HALF)
    last_day = one_day("Last day away", missing="Enter the last day.")
    last_half = choice_field("To the end of the", HALF_CHOICES, missing=CHOOSE_HALF)
    expected_back = one_day("Expected back", required=False, help_text="If they said so.")
    code = forms.CharField(label="Code", required=False, max_length=2)
    other_code = choice_field("Another code")
    confirmed_with = line(
        "Confirmed with",
        longest=LONGEST_NAME,
        help_text="The parent you spoke to. What transport staff say needs one.",
    )

    def __init__(self, *args: Any, codes_allowed: list[str], **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["other_code"].choices = [  # type: ignore[attr-defined]
            ("", "None of them"),
            *((code, f"{code}: {codes.meaning(code)}") for code in codes_allowed),
        ]
        if not codes_allowed:
            for name in ("code", "other_code", "confirmed_with"):
                del self.fields[name]

    def told(self) -> Told:
        """What was filled in."""
        typed = self.cleaned_data
        code = typed.get("other_code") or typed.get("code") or ""
        facts = {name: typed[name] for name in Told.__dataclass_fields__ if name != "code"}
        return Told(code=code, **facts)

    def in_words(self, one: Difference) -> Difference:
        """A difference with the fact and its choices as the form names them."""
        field = self.fields[one.fact]
        known = dict(getattr(field, "choices", ()))
        return Difference(
            str(field.label), str(known.get(one.now, one.now)), str(known.get(one.typed, one.typed))
        )


class BackForm(PlainForm):
    """Who is back, and from which session."""

    pupils = forms.MultipleChoiceField(
        label="Who is back",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose from those whom the message is about."},
    )
    back_on = one_day("Back from", missing="Enter the day.")
    back_half = choice_field("In the", HALF_CHOICES, missing=CHOOSE_HALF)

    def __init__(self, *args: Any, pupils: list[Pupil], **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["pupils"].choices = [  # type: ignore[attr-defined]
            (str(pupil.pk), pupil.name) for pupil in pupils
        ]


class WithdrawForm(SeenForm):
    """Why a message is taken back."""

    reason = text_field("Why", longest=LONGEST_REASON)
