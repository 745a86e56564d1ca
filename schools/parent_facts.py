"""Name the facts of a parent and of a link to a pupil, and judge what was typed."""

from collections.abc import Mapping

from schools.addresses import ADDRESS
from schools.models import Parent, User
from schools.permissions import Place, require
from toolkit.contact_details import email_is_possible, number_of

PARENT_FACTS = ("title", "forename", "surname", "mobile", "phone", "email", *ADDRESS, "language")
LINK_FLAGS = (
    "parental_responsibility",
    "lives_with_pupil",
    "is_parent",
    "may_contact",
    "may_text",
)
LINK_FACTS = ("relationship", *LINK_FLAGS, "note")
KINDS = {"mobile": "mobile number", "phone": "telephone number", "email": "email address"}


def require_contacts(by: User, *, school_id: int) -> str:
    """The role by which the person may change contacts of that school; raises NotPermitted."""
    require(by, "see_contacts", Place(school_id))
    return require(by, "edit_people", Place(school_id))


def with_judgement(facts: Mapping[str, str]) -> dict[str, object]:
    """The facts, and beside each number or e-mail address whether it can be right."""
    judged: dict[str, object] = dict(facts)
    for kind in ("mobile", "phone"):
        if kind in facts:
            judged[f"{kind}_number"] = number_of(facts[kind]) if facts[kind] else ""
    if "email" in facts:
        judged["email_is_usable"] = bool(facts["email"]) and email_is_possible(facts["email"])
    return judged


def unusable(parent: Parent) -> list[tuple[str, str]]:
    """What cannot be right, as kind in words and what is written; empty where nothing is."""
    usable = {
        "mobile": bool(parent.mobile_number),
        "phone": bool(parent.phone_number),
        "email": parent.email_is_usable,
    }
    return [
        (words, getattr(parent, kind))
        for kind, words in KINDS.items()
        if getattr(parent, kind) and not usable[kind]
    ]
