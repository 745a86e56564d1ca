"""The facts of a pupil that people enter, and what cannot be right in them."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from schools.addresses import ADDRESS
from schools.loading.numbers import upn_fault, upn_is_temporary
from schools.models import Pupil
from schools.refusals import Refused
from toolkit.names import is_name
from toolkit.postcodes import NotAPostcode, tidy

NAMES = (
    "legal_forename",
    "middle_names",
    "legal_surname",
    "preferred_forename",
    "preferred_surname",
)
EDITABLE = (
    "upn",
    *NAMES,
    "date_of_birth",
    "sex",
    *ADDRESS,
    "future_address",
    "future_address_from",
    "ethnicity",
    "first_language",
)


class AlreadyOnRecord(Refused):
    """Another pupil of the school has this UPN; `pupil` is that one."""

    def __init__(self, pupil: Pupil) -> None:
        super().__init__(
            f"{pupil.name} already has the UPN {pupil.upn}. Open that record instead of making a "
            "second one.",
            field="upn",
        )
        self.pupil = pupil


def clean_upn(text: str) -> str:
    """The UPN without spaces and in capitals; raises Refused where it cannot be one."""
    upn = "".join(text.split()).upper()
    if fault := upn_fault(upn):
        raise Refused(f"Check the UPN. Expected: {fault}.", field="upn")
    return upn


def clean_postcode(text: str) -> str:
    """The postcode as in ZZ1 1AA; raises Refused where it cannot be one."""
    try:
        return tidy(text)
    except NotAPostcode as fault:
        raise Refused(str(fault), field="postcode") from fault


def cleaned(facts: Mapping[str, Any], *, school_id: int, pupil_id: int = 0) -> dict[str, Any]:
    """The facts as they are kept; raises Refused, AlreadyOnRecord.

    pupil_id: whose facts they are; 0 for a new pupil.
    """
    kept = {name: facts[name] for name in EDITABLE if name in facts}
    for name, value in kept.items():
        if isinstance(value, str) and name != "future_address":
            kept[name] = " ".join(value.split())
    if "upn" in kept:
        kept["upn"] = clean_upn(kept["upn"])
        others = Pupil.objects.filter(school_id=school_id, upn=kept["upn"]).exclude(pk=pupil_id)
        if other := others.first():
            raise AlreadyOnRecord(other)
    if "postcode" in kept:
        kept["postcode"] = clean_postcode(kept["postcode"])
    for name, needed in (("legal_forename", "forename"), ("legal_surname", "surname")):
        if not kept.get(name, "-"):
            raise Refused(f"Enter the legal {needed}.", field=name)
    for name in NAMES:
        if kept.get(name) and not is_name(kept[name]):
            raise Refused(
                "Enter the name in letters. It has a sign that cannot be seen, or no letter.",
                field=name,
            )
    if kept.get("future_address_from") and not kept.get("future_address"):
        raise Refused("Enter the future address, or leave out its day.", field="future_address")
    return kept


def save_pupil(pupil: Pupil) -> None:
    """Save it; raises AlreadyOnRecord where somebody has just given its UPN to another pupil."""
    try:
        with transaction.atomic():
            pupil.save()
    except IntegrityError as fault:
        others = Pupil.objects.filter(school_id=pupil.school_id, upn=pupil.upn)
        other = others.exclude(pk=pupil.pk).first()
        if other is None:
            raise
        raise AlreadyOnRecord(other) from fault


def fill(pupil: Pupil, facts: Mapping[str, Any]) -> None:
    """Give the pupil the facts; not saved."""
    for name, value in facts.items():
        setattr(pupil, name, value)
    pupil.upn_is_temporary = upn_is_temporary(pupil.upn)
