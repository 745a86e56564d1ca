"""Set the local authority's profile: where returns, referrals and requests go."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from schools.dated_settings import Settings, SettingsRefused, save_dated
from schools.models import AuthorityProfile, User
from schools.permissions import require
from toolkit.contact_details import email_is_possible

EMAILS = ("attendance_email", "missing_education_email", "penalty_email", "virtual_school_email")


@transaction.atomic
def set_authority(
    *, by: User, facts: Mapping[str, Any], valid_from: date, seen: str, at: datetime
) -> Settings:
    """The authority's profile of that day on; facts by the names of AuthorityProfile.

    Raises NotPermitted, SettingsRefused or ChangedMeanwhile.
    """
    require(by, "settings_and_policy")
    if not str(facts.get("name", "")).strip():
        raise SettingsRefused("Enter the authority's name.", field="name")
    for name in EMAILS:
        if facts.get(name) and not email_is_possible(facts[name]):
            raise SettingsRefused(
                "Enter a whole email address, such as name@council.example.", field=name
            )
    if not 1 <= facts.get("return_every_weeks", 1) <= 4:
        raise SettingsRefused(
            "Attendance returns are made at least once a month: enter 1 to 4 weeks.",
            field="return_every_weeks",
        )
    return save_dated(
        table=AuthorityProfile,
        act="set_authority",
        facts=facts,
        valid_from=valid_from,
        seen=seen,
        by=by,
        at=at,
    )
