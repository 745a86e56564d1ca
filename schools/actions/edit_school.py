"""Change the school's own facts: its name, address and telephone number."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from audit.actions.record import record
from schools.addresses import ADDRESS
from schools.changes import ChangedMeanwhile, Difference
from schools.dated_settings import SettingsRefused, hold_settings
from schools.models import School, User
from schools.permissions import require
from toolkit.contact_details import email_is_possible, number_of
from toolkit.postcodes import NotAPostcode, tidy

FACTS = ("name", *ADDRESS, "phone", "email", "headteacher")


def version_of(school: School) -> str:
    """A word that changes with any of the facts."""
    told = repr([getattr(school, name) for name in FACTS])
    return sha256(told.encode()).hexdigest()[:20]


@transaction.atomic
def edit_school(*, by: User, facts: Mapping[str, str], seen: str, at: datetime) -> School:
    """Change the facts at once, with one audit entry of what each was; by the names of School.

    A later file changes them again only where it says something new.
    Raises NotPermitted, SettingsRefused or ChangedMeanwhile.
    """
    require(by, "settings_and_policy")
    if not facts.get("name", "").strip():
        raise SettingsRefused("Enter the school's name.", field="name")
    if facts.get("phone") and not number_of(facts["phone"]):
        raise SettingsRefused("Enter a whole phone number, such as 01632 960 001.", field="phone")
    if facts.get("email") and not email_is_possible(facts["email"]):
        raise SettingsRefused(
            "Enter a whole email address, such as office@school.example.", field="email"
        )
    try:
        facts = {**facts, "postcode": tidy(facts.get("postcode", ""))}
    except NotAPostcode as fault:
        raise SettingsRefused(str(fault), field="postcode") from fault
    hold_settings(by)
    school = School.objects.select_for_update().get(pk=by.school_id)
    if seen != version_of(school):
        raise ChangedMeanwhile(
            [
                Difference(name, getattr(school, name), value)
                for name, value in facts.items()
                if getattr(school, name) != value
            ]
        )
    changes = {
        name: [getattr(school, name), value]
        for name, value in facts.items()
        if name in FACTS and getattr(school, name) != value
    }
    if not changes:
        raise SettingsRefused("Nothing is different. Change something, or go back.")
    for name, (_, value) in changes.items():
        setattr(school, name, value)
    school.save(update_fields=list(changes))
    record(
        act="edit_school",
        by=by,
        at=at,
        school_id=school.pk,
        subject=school,
        detail={"changes": changes},
    )
    return school
