"""Name the facts of the settings as their forms do."""

from collections.abc import Iterable
from dataclasses import replace

from schools.changes import Difference
from schools.policy_form import PolicyForm
from schools.settings_forms import AuthorityForm, LetterheadForm, SchoolForm, TimesForm

FORMS = (SchoolForm, LetterheadForm, AuthorityForm, PolicyForm, TimesForm)
LABELS = {name: str(field.label) for form in FORMS for name, field in form.base_fields.items()} | {
    "name": "Name",
    "logo": "Logo",
    "logo_type": "Kind of logo",
    "stage_names": "Names of the stages",
    "stage_leads": "Who leads the stages",
}


def label_of(fact: str) -> str:
    """The fact's name on a page."""
    return LABELS.get(fact, fact.replace("_", " ").capitalize())


def named(differences: Iterable[Difference]) -> list[Difference]:
    """The same differences, with each fact as a page names it."""
    return [replace(one, fact=label_of(one.fact)) for one in differences]
