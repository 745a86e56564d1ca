"""Tell from the audit trail what was done to an account, and by whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from audit.models import Act
from schools.models import Delegation, User
from schools.queries.staff_list import role_names
from toolkit.days import full_day

SHOWN = 50
ACTS = {
    "first_admin": "First administrator",
    "invite_person": "Invitation printed",
    "invite_new_person": "Added and invited",
    "give_link": "Link for a password made",
    "set_password": "Password chosen",
    "edit_person": "Details changed",
    "load_person": "Changed by a loaded file",
    "set_roles": "Roles changed",
    "set_leaving_day": "Leaving day changed",
    "close_account": "Account closed",
    "reopen_account": "Account opened again",
    "end_sessions": "All sign-ins ended",
    "unlock_person": "Unlocked",
    "assign_class": "Class given",
    "end_class": "Class ended",
    "set_cover": "Cover set",
    "end_cover": "Cover taken back",
    "name_delegate": "Named by the headteacher",
    "withdraw_delegate": "Withdrawn by the headteacher",
}
FACT_WORDS = {
    "title": "Title",
    "forename": "First name",
    "surname": "Surname",
    "job_title": "Job title",
    "email": "Email",
    "roles": "Roles",
    "year_groups": "Year groups",
    "leaves_on": "Last day",
}


@dataclass(frozen=True)
class HistoryLine:
    """One act on the account; details are sentences without a full stop."""

    at: datetime
    by_name: str
    what: str
    details: list[str]


def staff_history(*, person: User) -> list[HistoryLine]:
    """The latest acts on the person's account, the newest first, at most SHOWN."""
    acts = Act.objects.filter(
        school_id=person.school_id,
        subject_kind=User._meta.label,
        subject_id=person.pk,
        act__in=sorted(ACTS),
    )
    return [
        HistoryLine(
            at=act.at,
            by_name="Rollbook" if act.by is None or act.by.is_system else act.by.name,
            what=ACTS[act.act],
            details=[*filter(None, [act.reason]), *_details(act.detail)],
        )
        for act in acts.select_related("by").order_by("-at", "-pk")[:SHOWN]
    ]


def fact_in_words(name: str, value: Any) -> str:
    """A fact of a person as a page shows it; "none" where there is none."""
    if name == "roles":
        return ", ".join(role_names(value)) or "none"
    if name == "leaves_on" and value:
        return full_day(date.fromisoformat(str(value)))
    return (", ".join(value) if isinstance(value, list) else str(value or "")) or "none"


def _details(detail: Mapping[str, Any]) -> list[str]:
    after, before = detail.get("after", {}), detail.get("before", {})
    found = [
        f"{FACT_WORDS[name]}: {fact_in_words(name, before.get(name))}, "
        f"now {fact_in_words(name, value)}"
        for name, value in after.items()
        if before.get(name) != value
    ]
    if "roles" in detail:
        found.append(f"Roles: {fact_in_words('roles', detail['roles'])}")
    if "class" in detail:
        found.append(f"Class: {detail['class']}")
    names = [*detail.get("capabilities", []), *filter(None, [detail.get("capability")])]
    found += [str(Delegation.Capability(name).label) for name in names]
    for key, word in (("first", "From"), ("last", "To")):
        if detail.get(key):
            found.append(f"{word} {full_day(date.fromisoformat(detail[key]))}")
    return found
