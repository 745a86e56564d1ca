"""The forms of parents and other contacts, and of what each is to a pupil."""

from collections.abc import Iterable
from typing import Any

from django import forms

from schools.form_fields import choice_field, text_field
from schools.models import Parent, PupilParent
from schools.parent_facts import LINK_FACTS, LINK_FLAGS, PARENT_FACTS
from schools.people_forms import SeenForm
from toolkit.postcodes import NotAPostcode, tidy

YES_NO = [("", "Not known"), ("Y", "Yes"), ("N", "No")]
FLAGS = {"Y": True, "N": False}
ANY_COUNTRY = "Another country's number begins with + or 00."


def longest(model: type[Parent] | type[PupilParent], fact: str) -> int:
    """How many characters the table keeps of the fact."""
    return getattr(model._meta.get_field(fact), "max_length", None) or 1000


def parent_text(label: str, fact: str, **words: Any) -> forms.CharField:
    """A text that is a fact of a parent."""
    return text_field(label, longest=longest(Parent, fact), **words)


class ParentForm(SeenForm):
    """The facts of a parent, which all of their children share."""

    title = parent_text("Title", "title")
    forename = parent_text("Forename", "forename")
    surname = parent_text("Surname", "surname", missing="Enter the surname.")
    mobile = parent_text("Mobile", "mobile", help_text=ANY_COUNTRY, attrs={"inputmode": "tel"})
    phone = parent_text(
        "Another telephone", "phone", help_text=ANY_COUNTRY, attrs={"inputmode": "tel"}
    )
    email = parent_text("Email", "email", attrs={"inputmode": "email", "spellcheck": "false"})
    address1 = parent_text("Address, line 1", "address1")
    address2 = parent_text("Address, line 2", "address2")
    address3 = parent_text("Address, line 3", "address3")
    address4 = parent_text("Address, line 4", "address4")
    postcode = text_field("Postcode", longest=20)
    language = parent_text("Language", "language", help_text="In which to speak and write to them.")

    def clean_postcode(self) -> str:
        typed: str = self.cleaned_data["postcode"]
        if typed and typed == self.initial.get("postcode"):
            return typed  # As it came from a file: it stands in nobody's way.
        try:
            return tidy(typed)
        except NotAPostcode as fault:
            raise forms.ValidationError(str(fault)) from fault

    def facts(self) -> dict[str, str]:
        """What was typed of the parent, by the names of the facts."""
        return {fact: self.cleaned_data[fact] for fact in PARENT_FACTS}


class LinkForm(SeenForm):
    """What somebody is to a pupil."""

    relationship = text_field(
        "Relationship",
        longest=longest(PupilParent, "relationship"),
        help_text="In the family's own words, such as mother, dad, gran or childminder.",
    )
    parental_responsibility = choice_field("Parental responsibility", YES_NO)
    lives_with_pupil = choice_field("Lives with the pupil", YES_NO)
    is_parent = choice_field(
        "Parent in law",
        YES_NO,
        help_text="Education Act 1996, section 576: every natural parent, anybody with parental "
        "responsibility, and anybody who has care of the child.",
    )
    may_contact = choice_field("May be contacted", YES_NO)
    may_text = choice_field("May be sent texts", YES_NO)
    note = text_field(
        "Note", longest=1000, lines=3, help_text="Such as when to call, or a court order."
    )

    def link_facts(self) -> dict[str, Any]:
        """What was typed of the link, by the names of the facts; flags as True, False or None."""
        typed = {fact: self.cleaned_data[fact] for fact in LINK_FACTS}
        return typed | {flag: FLAGS.get(typed[flag]) for flag in LINK_FLAGS}


class AddContactForm(LinkForm, ParentForm):
    """Somebody new, or somebody whom the school knows, and what they are to the pupil."""

    parent = forms.ChoiceField(
        label="Who is it?",
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Find that person again, then choose them."},
    )

    is_another = forms.BooleanField(label="Yes, it is another person", required=False)

    def __init__(self, *args: Any, known: Iterable[Parent], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(one.pk), str(one)) for one in known]
        self.fields["parent"].choices = [("", "Somebody new"), *people]  # type: ignore[attr-defined]
        self.fields["surname"].required = False

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if not typed.get("parent") and "parent" not in self.errors and not typed.get("surname"):
            self.add_error("surname", "Enter the surname, or choose somebody the school knows.")
        return typed


def link_initial(link: PupilParent) -> dict[str, Any]:
    """What a stored link shows in its form."""
    letters = {True: "Y", False: "N", None: ""}
    shown: dict[str, Any] = {fact: getattr(link, fact) for fact in LINK_FACTS}
    return shown | {flag: letters[shown[flag]] for flag in LINK_FLAGS} | {"seen": link.version}


def parent_initial(parent: Parent) -> dict[str, Any]:
    """What a stored parent shows in their form."""
    return {fact: getattr(parent, fact) for fact in PARENT_FACTS} | {"seen": parent.version}
